/** How Grafana spells things: times, addresses, JSON. */

/** In UTC, whole seconds. */
export function timeOf(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** The title as it stands in an address: what is no letter, digit or dash stands by the digits of its escape. */
export function slugOf(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replaceAll(/[ _]/g, '-')
    .replaceAll(/[^a-z0-9-]/gu, (sign) => encodeURIComponent(sign).replaceAll('%', '').toLowerCase())
    .replaceAll(/-+/g, '-');
}

/** JSON with the keys of every object sorted, as the server's own maps are written. */
export function sorted(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** The same value, where its keys are in order already: most of a dashboard is copied nowhere. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => inOrder(item));
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  let same = true;
  let before = '';
  for (const member of members) {
    const inner = inOrder(member[1]);
    same &&= inner === member[1] && before <= member[0];
    before = member[0];
    member[1] = inner;
  }
  if (same) return value;
  return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** An object's text with more members, given as JSON by their names. */
export function withMembers(object: string, members: Readonly<Record<string, string>>): string {
  const more = Object.entries(members).map(([name, json]) => `${JSON.stringify(name)}:${json}`);
  const inside = object.slice(1, -1);
  return `{${[...(inside === '' ? [] : [inside]), ...more].join(',')}}`;
}
