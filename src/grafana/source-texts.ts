/** The texts that a TypeScript source has between quotes, without parsing it. */

export interface SourceText {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** What stands before it on its line. */
  readonly before: string;
  /** A template has `${…}` in its text. */
  readonly kind: 'plain' | 'template';
}

/**
 * What stands between two quotes of a kind with none of that kind between them, line by line. An apostrophe in a comment
 * makes texts that are none, and hides none: every two neighbouring quotes count as a pair.
 */
export function* textsOf(file: string, source: string): Generator<SourceText> {
  for (const [index, line] of source.split('\n').entries()) {
    for (const quote of [`'`, '"', '`']) {
      let start = nextQuote(line, quote, 0);
      while (start >= 0) {
        const end = nextQuote(line, quote, start + 1);
        if (end < 0) break;
        const text = line.slice(start + 1, end).replace(/\\(.)/g, '$1');
        const kind = quote === '`' && text.includes('${') ? 'template' : 'plain';
        yield { file, line: index + 1, text, before: line.slice(0, start), kind };
        start = end;
      }
    }
  }
}

/** The next one that no backslash escapes, from a position on; -1 where there is none. */
function nextQuote(line: string, quote: string, from: number): number {
  let at = line.indexOf(quote, from);
  while (at > 0 && line[at - 1] === '\\') at = line.indexOf(quote, at + 1);
  return at;
}

/**
 * The texts that a template may make: each of its gaps filled with a word of the sources, two gaps with words of its own
 * file. A template with more gaps makes too many.
 */
export function* filledIn(template: SourceText, texts: readonly SourceText[]): Generator<string> {
  const parts = template.text.split(/\$\{[^{}]*\}/);
  if (parts.length > 3 || parts.join('').includes('${')) return;
  const [start = '', middle = '', end] = parts;
  const near = parts.length === 2 ? texts : texts.filter(({ file }) => file === template.file);
  const words = new Set([...near.map(({ text }) => text).filter((text) => /^[\w.-]{1,60}$/.test(text)), ...numbers]);
  for (const first of words) {
    if (end === undefined) yield `${start}${first}${middle}`;
    else for (const second of words) yield `${start}${first}${middle}${second}${end}`;
  }
}

const numbers: readonly string[] = Array.from({ length: 32 }, (_, number) => String(number));
