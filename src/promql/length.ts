/** Lengths of time in the text of a query. */
const secondsOf: ReadonlyMap<string, number> = new Map([
  ['ms', 0.001],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
  ['w', 604_800],
  ['y', 31_536_000],
]);

const part = /(\d+)(ms|[smhdwy])/g;

/** A duration in seconds, also one of several units, or negative; undefined of a macro or variable. */
export function lengthOf(duration: string): number | undefined {
  if (duration.includes('$')) return undefined;
  let sum = 0;
  for (const [, amount, unit = ''] of duration.matchAll(part)) sum += Number(amount) * (secondsOf.get(unit) ?? 0);
  return duration.startsWith('-') ? -sum : sum;
}
