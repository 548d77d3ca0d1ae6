/** A length of time for people, of one unit: `0.2s`, `45s`, `4m`, `2h`, `9d`. */
export function spoken(seconds: number): string {
  if (seconds < 10) return `${Math.round(Math.max(0, seconds) * 10) / 10}s`;
  if (seconds < 120) return `${Math.round(seconds)}s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)}h` : `${Math.round(seconds / 86_400)}d`;
}
