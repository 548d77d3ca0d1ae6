/** Two long texts, cut down to where they differ. */

/**
 * Each at most so many characters, with an ellipsis where something is left out; the same is left out of both in front.
 */
export function shortenedPair(before: string, after: string, width: number): readonly [string, string] {
  const longest = Math.max(before.length, after.length);
  if (longest <= width) return [before, after];
  const wanted = commonStart(before, after) - Math.floor(width / 3);
  const start = Math.min(Math.max(wanted, 0), longest - width + 1);
  return [cut(before, start, width), cut(after, start, width)];
}

/** Between whole characters: half of a surrogate pair is no text. */
function cut(text: string, start: number, width: number): string {
  const head = start === 0 ? '' : '…';
  const rest = text.slice(start);
  const room = width - head.length;
  const shown = rest.length > room ? `${rest.slice(0, room - 1)}…` : rest;
  return `${head}${shown}`.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '');
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
}
