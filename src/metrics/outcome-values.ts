/** Labels whose values say how something ended. */

export type Ending = 'good' | 'bad';

const bad = /^(?:fail(?:ed|ure|ures)?|errors?|cancel(?:l?ed)?|refused|rejected|declined|timeout|timed_out)$/i;
const good = /^(?:success(?:es|ful)?|succeeded|ok|completed?|approved|accepted)$/i;
/** Codes of HTTP, exact or as a pattern: `500`, `5..`, `[45]..`, `5.*`. */
const badCode = /^(?:[45]|\[[45]+\])(?:\d\d|\.\.|xx|\.\*|\.\+|\\d\\d|\[0-9\]\[0-9\])$/;
const goodCode = /^(?:[23]|\[[23]+\])(?:\d\d|\.\.|xx|\.\*|\.\+|\\d\\d|\[0-9\]\[0-9\])$/;
const codeLabel = /status|code/i;

/** How what a label selects ended, where its value, or each alternative of a pattern, says so. */
export function endingOf(label: string, value: string): Ending | undefined {
  const values = value.replace(/^\((.*)\)$/, '$1').split('|');
  const isCode = codeLabel.test(label);
  if (values.every((one) => bad.test(one) || (isCode && badCode.test(one)))) return 'bad';
  return values.every((one) => good.test(one) || (isCode && goodCode.test(one))) ? 'good' : undefined;
}
