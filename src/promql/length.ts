import { isDuration, seconds } from '../time/duration.ts';

const number = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const compound = /^(?:\d+(?:ms|[smhdwy]))+$/;
const part = /\d+[a-z]+/g;

/**
 * The length of an offset or range in seconds, of several units or negative too; a number alone is one of seconds, as in
 * Prometheus 3. Undefined of a macro, a variable and whatever else is no length.
 * Source: https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations.
 */
export function lengthOf(text: string): number | undefined {
  const unsigned = text.replace(/^[+-]/, '');
  const length = number.test(unsigned) ? Number(unsigned) : lengthOfParts(unsigned);
  return length !== undefined && text.startsWith('-') ? -length : length;
}

function lengthOfParts(text: string): number | undefined {
  if (!compound.test(text)) return undefined;
  let length = 0;
  for (const [duration] of text.matchAll(part)) if (isDuration(duration)) length += seconds(duration);
  return length;
}
