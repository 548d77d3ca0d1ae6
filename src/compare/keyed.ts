/** Items of a list by what people call them; the second of a name is `name #2`. */
export function keyed(
  items: readonly unknown[],
  nameOf: (item: unknown, index: number) => string,
): ReadonlyMap<string, unknown> {
  const result = new Map<string, unknown>();
  for (const [index, item] of items.entries()) {
    const name = nameOf(item, index);
    let key = name;
    for (let count = 2; result.has(key); count += 1) key = `${name} #${count}`;
    result.set(key, item);
  }
  return result;
}

/** The names that both have, as each orders them; undefined where the order is the same. */
export function reordered(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): { readonly before: readonly string[]; readonly after: readonly string[] } | undefined {
  const [then, now] = [
    [...before.keys()].filter((key) => after.has(key)),
    [...after.keys()].filter((key) => before.has(key)),
  ];
  return then.every((key, index) => key === now[index]) ? undefined : { before: then, after: now };
}
