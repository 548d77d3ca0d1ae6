/** Lengths of time, as Prometheus writes them. */

const secondsOf = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 } as const;

export type DurationUnit = keyof typeof secondsOf;

/** `15s`, `5m`, `1h`, `30d`. */
export type Duration = `${bigint}${DurationUnit}`;

const pattern = /^(\d+)(ms|s|m|h|d|w|y)$/;

/** Whether a text is a duration of one unit. */
export function isDuration(text: string): text is Duration {
  return pattern.test(text);
}

/** The length in seconds. */
export function seconds(duration: Duration): number {
  const [, amount, unit] = pattern.exec(duration) ?? [];
  return Number(amount) * (isUnit(unit) ? secondsOf[unit] : Number.NaN);
}

/** The length of a text as PromQL writes it (`1h30m`, `90`), in seconds; undefined for any other text. */
export function lengthInSeconds(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^-?(\d+(ms|[smhdwy]))+$/.test(text)) return undefined;
  const length = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (isUnit(unit) ? secondsOf[unit] : Number.NaN),
    0,
  );
  return text.startsWith('-') ? -length : length;
}

function isUnit(text: string | undefined): text is DurationUnit {
  return text !== undefined && text in secondsOf;
}
