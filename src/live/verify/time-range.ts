/** Times as Grafana writes them: `now-6h`, `now/d`, `2026-11-22T10:00:00Z`, milliseconds since 1970. */

const lengths = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/**
 * The time that a text means, in Unix seconds; undefined where it means none. Days begin as in UTC.
 * @param now in Unix seconds
 * @param end whether what is rounded, is rounded up: at the end of a range
 */
export function readTime(text: string, now: number, end: boolean): number | undefined {
  const [, steps, unit] = /^now((?:[+-]\d+[smhdwMy])*)(?:\/([smhdwMy]))?$/.exec(text.trim()) ?? [];
  if (steps === undefined) return absolute(text.trim());
  let time = now;
  for (const [, sign, amount, of = ''] of steps.matchAll(/([+-])(\d+)([smhdwMy])/g)) {
    time = shifted(time, (sign === '-' ? -1 : 1) * Number(amount), of);
  }
  return unit === undefined ? time : rounded(time, unit, end);
}

function absolute(text: string): number | undefined {
  if (/^\d{12,14}$/.test(text)) return Number(text) / 1000;
  if (/^\d{9,11}(\.\d+)?$/.test(text)) return Number(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  const time = Date.parse(hasZone || text.length <= 10 ? text : `${text.replace(' ', 'T')}Z`);
  return Number.isNaN(time) ? undefined : time / 1000;
}

function shifted(time: number, amount: number, unit: string): number {
  if (isLength(unit)) return time + amount * lengths[unit];
  const date = new Date(time * 1000);
  if (unit === 'y') date.setUTCFullYear(date.getUTCFullYear() + amount);
  else date.setUTCMonth(date.getUTCMonth() + amount);
  return date.getTime() / 1000;
}

function rounded(time: number, unit: string, end: boolean): number {
  const start = startOf(time, unit);
  return end ? shifted(start, 1, unit) - 0.001 : start;
}

function startOf(time: number, unit: string): number {
  const date = new Date(time * 1000);
  if (unit === 'y') return Date.UTC(date.getUTCFullYear(), 0) / 1000;
  if (unit === 'M') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / 1000;
  // 1970 began on a Thursday; weeks begin on Sunday, as Grafana's do unless told otherwise.
  if (unit === 'w') return Math.floor((time + 4 * lengths.d) / lengths.w) * lengths.w - 4 * lengths.d;
  const length = isLength(unit) ? lengths[unit] : 1;
  return Math.floor(time / length) * length;
}

function isLength(unit: string): unit is keyof typeof lengths {
  return unit in lengths;
}
