/**
 * JSON as we commit it: keys sorted, two spaces, a line feed at the end. The text depends on the content alone, not on
 * the order in which a builder was called, so that a review shows what changed and nothing else.
 */
export function canonicalJson(value: unknown): string {
  return `${write(value, '\n')}\n`;
}

/** What JSON leaves out. The SDK's targets carry a function. */
function absent(value: unknown): boolean {
  return value === undefined || typeof value === 'function';
}

/** @param lineBreak a line feed and the indentation of the value's own line */
function write(value: unknown, lineBreak: string): string {
  if (typeof value !== 'object' || value === null) return absent(value) ? 'null' : JSON.stringify(value);
  const inner = `${lineBreak}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    let text = '';
    for (const item of value) text += `${text === '' ? '' : ','}${inner}${write(item, inner)}`;
    return `[${text}${lineBreak}]`;
  }
  let text = '';
  for (const [key, item] of Object.entries(value).sort(byKey)) {
    if (!absent(item)) text += `${text === '' ? '' : ','}${inner}${JSON.stringify(key)}: ${write(item, inner)}`;
  }
  return text === '' ? '{}' : `{${text}${lineBreak}}`;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
