/** The header `Retry-After`: https://www.rfc-editor.org/rfc/rfc9110#name-retry-after. */

/** No server means to be waited for longer than a day. */
const longest = 24 * 60 * 60 * 1000;

/**
 * In milliseconds; undefined where it is missing or says nothing. A date is read against the server's own clock, as far
 * as it tells it.
 * @param value seconds, or a date
 * @param date the header `Date` of the same answer
 * @param now Unix milliseconds, where there is no such header
 */
export function retryAfter(value: string | undefined, date: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(longest, Number(text) * 1000);
  const at = httpDate(text);
  if (at === undefined) return undefined;
  return Math.min(longest, Math.max(0, at - (httpDate(date?.trim() ?? '') ?? now)));
}

/** Only the form that servers must send: `Date.parse` would find a date in nearly anything. */
function httpDate(text: string): number | undefined {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
