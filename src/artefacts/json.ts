/**
 * JSON as we commit it: keys sorted, two spaces, a line feed at the end. The text depends on the content alone, not on
 * the order in which a builder was called, so that a review shows what changed and nothing else.
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), null, 2)}\n`;
}

/** The same content on one line: shorter, and several times as fast. For what nobody reads. */
export function canonicalLine(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const result: Record<string, unknown> = {};
  for (const key of sortedKeys(value)) {
    const item = sorted(value[key]);
    // Assigned, this one key would become the prototype and be lost.
    if (key === '__proto__') Object.defineProperty(result, key, { value: item, enumerable: true });
    else result[key] = item;
  }
  return result;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Insertion sort: most objects here have few keys, for which it is several times as fast as the general one. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  for (let end = 1; end < keys.length; end += 1) {
    const key = keys[end] ?? '';
    let at = end;
    for (let before = keys[at - 1]; at > 0 && before !== undefined && before > key; before = keys[at - 1]) {
      keys[at] = before;
      at -= 1;
    }
    keys[at] = key;
  }
  return keys;
}
