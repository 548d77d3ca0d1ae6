/** Two long texts, cut down to where they differ. */

/**
 * Each at most so many characters, with an ellipsis where something is left out; the same is left out of both in front.
 */
export function shortenedPair(before: string, after: string, width: number): readonly [string, string] {
  const common = commonStart(before, after);
  const start = Math.max(before.length, after.length) <= width ? 0 : Math.max(0, common - Math.floor(width / 3));
  return [cut(before, start, width), cut(after, start, width)];
}

/** Between whole characters: half of a surrogate pair is no text. */
function cut(text: string, start: number, width: number): string {
  const from = start <= 1 ? 0 : Math.min(start, Math.max(0, text.length - width + 1));
  const head = from === 0 ? '' : '…';
  const rest = text.slice(from);
  const room = width - head.length;
  const tail = rest.length > room ? `${rest.slice(0, room - 1)}…` : rest;
  return `${head}${tail}`.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '');
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
}
