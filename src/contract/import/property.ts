/** What an imported metric is called in code. */

/** Ends of names that say what the constructor or the unit says too. */
const said = /_(?:total|seconds|bytes)$/u;

/**
 * Names of properties for the names of metrics: camel case without unit and `_total`, as the catalogue has them; with
 * them, or a number, where two would be the same.
 */
export function propertiesOf(names: readonly string[]): ReadonlyMap<string, string> {
  const short = names.map((name) => camel(name.replace(said, '').replace(said, '')));
  const properties = new Map<string, string>();
  const taken = new Set<string>();
  for (const [at, name] of names.entries()) {
    const own = short[at] ?? '';
    const isShared = short.filter((other) => other === own).length > 1;
    const base = own === '' || isShared ? camel(name) : own;
    let property = base;
    for (let number = 2; taken.has(property); number += 1) property = `${base}${number}`;
    taken.add(property);
    properties.set(name, property);
  }
  return properties;
}

/** `http_requests` is `httpRequests`. A name of nothing but underscores has no words. */
function camel(name: string): string {
  const [first = '', ...rest] = name.split(/[^a-zA-Z0-9]+/u).filter((word) => word !== '');
  const joined = lowered(first) + rest.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  return /^[a-z]/u.test(joined) ? joined : `metric${joined}`;
}

/** `HTTPRequests` is `httpRequests`, `HTTP` is `http`. */
function lowered(word: string): string {
  return word.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/u, (letters) => letters.toLowerCase());
}
