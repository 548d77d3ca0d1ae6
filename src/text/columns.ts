/** How wide a text is on a terminal: letters of East Asia and emoji take two columns, combining marks none. */

const plain = /^[\x20-\x7e]*$/;
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
/** Marks, and what joins or directs letters. */
const without = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Columns that a text without control characters takes. */
export function columnsOf(text: string): number {
  if (plain.test(text)) return text.length;
  let columns = 0;
  for (const letter of letters(text)) columns += columnsOfLetter(letter);
  return columns;
}

/** A text in at most so many columns, with `…` in place of its end where it is longer. */
export function clippedTo(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let clipped = '';
  let used = 1;
  for (const letter of letters(text)) {
    used += columnsOfLetter(letter);
    if (used > columns) break;
    clipped += letter;
  }
  return `${clipped}…`;
}

/** A text in exactly so many columns. */
export function padded(text: string, columns: number): string {
  const clipped = clippedTo(text, columns);
  return clipped + ' '.repeat(Math.max(0, columns - columnsOf(clipped)));
}

function* letters(text: string): Iterable<string> {
  for (const { segment } of new Intl.Segmenter('en').segment(text)) yield segment;
}

function columnsOfLetter(letter: string): number {
  if (without.test(letter)) return 0;
  // A letter that is told to be drawn as an emoji is drawn as wide as one.
  return wide.test(letter) || letter.includes('\ufe0f') ? 2 : 1;
}
