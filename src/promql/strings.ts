/** PromQL string literals, which follow Go: https://prometheus.io/docs/prometheus/latest/querying/basics/. */

const simpleEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};
const writtenEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
const escape = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gs;

/** A value as a literal in double quotes. */
export function quote(value: string): string {
  return `"${value.replace(/["\\\n\r\t]/g, (character) => writtenEscapes[character] ?? character)}"`;
}

/** The value of a literal, given with its quotes. */
export function unquote(literal: string): string {
  const body = literal.slice(1, -1);
  if (literal.startsWith('`') || !body.includes('\\')) return body;
  return body.replace(escape, (whole: string, hex?: string, u4?: string, u8?: string, octal?: string, simple?: string) => {
    const code = hex ?? u4 ?? u8;
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return simpleEscapes[simple ?? ''] ?? whole;
  });
}

/** A text as a regular expression (RE2) that matches exactly it. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
