import { isDuration, seconds } from '../time/duration.ts';

const part = /\d+[a-z]+/g;

/** The length of an offset or range in seconds, of several units or negative too; undefined of a macro or variable. */
export function lengthOf(text: string): number | undefined {
  if (text.includes('$')) return undefined;
  let length = 0;
  for (const [duration] of text.matchAll(part)) if (isDuration(duration)) length += seconds(duration);
  return text.startsWith('-') ? -length : length;
}
