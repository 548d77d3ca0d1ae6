/**
 * Grafana's macros and variables outside string literals. PromQL's grammar does not know them, so they are exchanged
 * for durations that nobody writes, which the grammar takes both as a duration and as a number, and back again.
 */

/**
 * A macro, `$name`, `${name}` or `${name:format}`, or what must be left alone: a string literal, a comment. The latter
 * are matched so that no macro is found in them, nor a quote in a comment taken for the start of a literal.
 */
const macroOrNot = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|#[^\n]*|\$\w+|\$\{\w+(?::\w+)?\}/gs;

interface Exchange {
  readonly macro: string;
  readonly sentinel: string;
  /** Where the sentinel begins. */
  readonly from: number;
}

/** A text in which each macro is exchanged for a sentinel. */
export class Disguised {
  /** Text that the official grammar reads. */
  readonly text: string;
  /** Whether a macro stands next to letters, digits or another macro, and may be taken for one word with them. */
  readonly crowded: boolean;
  readonly #mark: string;
  readonly #exchanges: Exchange[] = [];

  constructor(text: string) {
    const mark = unusedYears(text);
    let longer = 0;
    let crowded = false;
    this.#mark = mark;
    this.text = !text.includes('$')
      ? text
      : text.replace(macroOrNot, (found, offset: number) => {
          if (!found.startsWith('$')) return found;
          const sentinel = `${mark}${this.#exchanges.length + 1}s`;
          this.#exchanges.push({ macro: found, sentinel, from: offset + longer });
          longer += sentinel.length - found.length;
          crowded ||= /[\w:.$]/.test(text.charAt(offset - 1) + text.charAt(offset + found.length));
          return sentinel;
        });
    this.crowded = crowded;
  }

  /** The macro that a sentinel stands for; undefined for any other text. */
  macro(text: string): string | undefined {
    for (const { sentinel, macro } of this.#exchanges) if (sentinel === text) return macro;
    return undefined;
  }

  /** Whether a text has a sentinel in it. */
  hasMacro(text: string): boolean {
    return text.includes(this.#mark);
  }

  /** Where in the original the character at a position of `text` comes from. */
  origin(position: number): number {
    return origin(this.#exchanges, position);
  }
}

/** The first number of years that the text does not write itself. What is short is parsed faster. */
function unusedYears(text: string): string {
  let years = 1;
  while (text.includes(`${years}y`)) years += 1;
  return `${years}y`;
}

function origin(exchanges: readonly Exchange[], position: number): number {
  let shift = 0;
  for (const { macro, sentinel, from } of exchanges) {
    if (position < from + sentinel.length) return Math.min(position, from) + shift;
    shift += macro.length - sentinel.length;
  }
  return position + shift;
}
