/**
 * Grafana's macros and variables outside string literals. PromQL's grammar does not know them, so they are exchanged
 * for durations that nobody writes, which the grammar takes both as a duration and as a number, and back again.
 */

/**
 * A macro, `$name`, `${name}` or `${name:format}`, or what must be left alone: a string literal, a comment. The latter
 * are matched so that no macro is found in them, nor a quote in a comment taken for the start of a literal.
 */
const macroOrNot = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|#[^\n]*|\$\w+|\$\{\w+(?::\w+)?\}/gs;

export interface Disguised {
  /** Text that the official grammar reads. */
  readonly text: string;
  /** The macro that a sentinel stands for; undefined for any other text. */
  readonly macro: (text: string) => string | undefined;
  /** Whether a macro stands next to letters, digits or another macro, and may be taken for one word with them. */
  readonly crowded: boolean;
  /** Whether a text has a sentinel in it. */
  readonly hasMacro: (text: string) => boolean;
  /** Where in the original the character at a position of `text` comes from. */
  readonly origin: (position: number) => number;
}

interface Exchange {
  readonly macro: string;
  readonly sentinel: string;
  /** Where the sentinel begins. */
  readonly from: number;
}

/** Exchanges each macro for a sentinel. */
export function disguiseMacros(text: string): Disguised {
  const mark = unusedYears(text);
  const exchanges: Exchange[] = [];
  let longer = 0;
  let crowded = false;
  const disguised = text.replace(macroOrNot, (found, offset: number) => {
    if (!found.startsWith('$')) return found;
    const sentinel = `${mark}${exchanges.length + 1}ms`;
    exchanges.push({ macro: found, sentinel, from: offset + longer });
    longer += sentinel.length - found.length;
    crowded ||= /[\w:.$]/.test(text.charAt(offset - 1) + text.charAt(offset + found.length));
    return sentinel;
  });
  const macros = new Map(exchanges.map(({ sentinel, macro }) => [sentinel, macro]));
  return {
    text: disguised,
    macro: (candidate) => macros.get(candidate),
    crowded,
    hasMacro: (part) => part.includes(mark),
    origin: (position) => origin(exchanges, position),
  };
}

/** 287 years, longer than any series, or the next length that the text does not write itself. */
function unusedYears(text: string): string {
  let years = 287;
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
