/** Pieces of TypeScript, laid out as prettier lays them out, which is no part of the program at work. */

const width = 120;

/** A string literal, in the quotes that need fewer escapes. */
export function literal(text: string): string {
  const quote = text.split("'").length > text.split('"').length ? '"' : "'";
  const body = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`);
  return `${quote}${body}${quote}`;
}

/** `key: 'text',` on one line, or on two where one is too long. */
export function textProperty(indent: string, key: string, text: string): string {
  const line = `${indent}${key}: ${literal(text)},`;
  return line.length <= width ? line : `${indent}${key}:\n${indent}  ${literal(text)},`;
}

/** `key: [items],` on one line, or each item on its own. */
export function listProperty(indent: string, key: string, items: readonly string[]): string {
  const line = `${indent}${key}: [${items.join(', ')}],`;
  if (line.length <= width) return line;
  return [`${indent}${key}: [`, ...items.map((item) => `${indent}  ${item},`), `${indent}],`].join('\n');
}

/** `import { names } from 'path';`, the names sorted. */
export function importLine(names: readonly string[], path: string): string {
  const sorted = [...new Set(names)].sort();
  const line = `import { ${sorted.join(', ')} } from '${path}';`;
  if (line.length <= width) return line;
  return ['import {', ...sorted.map((name) => `  ${name},`), `} from '${path}';`].join('\n');
}
