const secondsOf: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** The length of a duration as PromQL writes it (`1h30m`, `90`), in seconds; undefined for any other text. */
export function durationSeconds(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^-?(\d+(ms|[smhdwy]))+$/.test(text)) return undefined;
  const length = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, amount, unit = '']) => sum + Number(amount) * (secondsOf[unit] ?? 0),
    0,
  );
  return text.startsWith('-') ? -length : length;
}
