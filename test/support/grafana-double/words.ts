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
  return JSON.stringify(value, (_, inner: unknown) => (isPlain(inner) ? inOrder(inner) : inner));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inOrder(value: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(value);
  for (let at = 1; at < keys.length; at++) {
    if ((keys[at - 1] ?? '') > (keys[at] ?? '')) return Object.fromEntries(keys.sort().map((key) => [key, value[key]]));
  }
  return value;
}

/** An object's text with more members, given as JSON by their names. */
export function withMembers(object: string, members: Readonly<Record<string, string>>): string {
  const more = Object.entries(members).map(([name, json]) => `${JSON.stringify(name)}:${json}`);
  const inside = object.slice(1, -1);
  return `{${[...(inside === '' ? [] : [inside]), ...more].join(',')}}`;
}
