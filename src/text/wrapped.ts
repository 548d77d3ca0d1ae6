import { columnsOf } from './columns.ts';

/** Breaks a text between words; a word that is longer than a line stays whole, so that it can be copied. */
export function wrapped(text: string, indent: number, width: number): readonly string[] {
  const margin = ' '.repeat(indent);
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(' ')) {
    if (line === '') line = `${lines.length === 0 ? margin : `${margin}  `}${word}`;
    else if (columnsOf(line) + 1 + columnsOf(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = `${margin}  ${word}`;
    }
  }
  return [...lines, line];
}

/** A title may hold anything; what would move the cursor of a terminal, or break the line, becomes a space. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
