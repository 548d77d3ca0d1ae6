/**
 * Grafana's macros and variables outside string literals. PromQL's grammar does not know them, so they are exchanged
 * for durations that nobody writes, which the grammar takes both as a duration and as a number, and back again.
 */

/** A string literal, or a macro: `$name`, `${name}`, `${name:format}`. Literals are matched so as to be left alone. */
const literalOrMacro = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\$\w+|\$\{\w+(?::\w+)?\}/gs;

/** 287 years: longer than any series. The milliseconds count the macros of the text. */
const sentinelYears = '287y';
const sentinel = /^287y(\d+)ms$/;

export interface Disguised {
  /** Text that the official grammar reads. Positions in it are not those of the original. */
  readonly text: string;
  /** The macro that a sentinel stands for; undefined for any other text. */
  readonly macro: (text: string) => string | undefined;
}

/** Exchanges each macro for a sentinel. */
export function disguiseMacros(text: string): Disguised {
  if (!text.includes('$')) return { text, macro: () => undefined };
  const macros: string[] = [];
  const disguised = text.replace(literalOrMacro, (found) => {
    if (!found.startsWith('$')) return found;
    macros.push(found);
    return `${sentinelYears}${macros.length}ms`;
  });
  return {
    text: disguised,
    macro: (candidate) => {
      const index = sentinel.exec(candidate)?.[1];
      return index === undefined ? undefined : macros[Number(index) - 1];
    },
  };
}
