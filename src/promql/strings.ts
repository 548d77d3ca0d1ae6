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
};
const writtenEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  // The server takes this character for a sign of text that is not UTF-8.
  '\ufffd': '\\ufffd',
};
const escape = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.)|$)/gs;

/** A value as a literal in double quotes. */
export function quote(value: string): string {
  return `"${value.replace(/["\\\n\r\t\ufffd]/g, (character) => writtenEscapes[character] ?? character)}"`;
}

/**
 * The value of a literal, given with its quotes; undefined where it isn't closed or has an escape that the server does
 * not know. A byte that is not ASCII (`\xc3`) is not read either: the character itself can be written.
 */
export function unquote(literal: string): string | undefined {
  const mark = literal.charAt(0);
  const body = literal.slice(1, -1);
  if (literal.length < 2 || !literal.endsWith(mark)) return undefined;
  if (mark === '`') return body;
  if (body.includes('\n')) return undefined;
  if (!body.includes('\\')) return body.includes(mark) ? undefined : body;
  let valid = true;
  const value = body.replace(escape, (_, hex?: string, u4?: string, u8?: string, octal?: string, simple?: string) => {
    const character =
      byte(hex, 16) ?? byte(octal, 8) ?? codePoint(u4 ?? u8) ?? (simple === mark ? mark : simpleEscapes[simple ?? '']);
    valid &&= character !== undefined;
    return character ?? '';
  });
  return valid ? value : undefined;
}

function byte(digits: string | undefined, base: number): string | undefined {
  const code = Number.parseInt(digits ?? '', base);
  return code < 0x80 ? String.fromCharCode(code) : undefined;
}

function codePoint(hex: string | undefined): string | undefined {
  const code = Number.parseInt(hex ?? '', 16);
  const isHalf = code >= 0xd800 && code < 0xe000;
  return code <= 0x10ffff && !isHalf ? String.fromCodePoint(code) : undefined;
}

/** A text as a regular expression (RE2) that matches exactly it. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
