/** Which of a dashboard's variables something refers to. */
import { isObject, list, object, type Json } from './json.ts';

/**
 * `{name}`, `{name.field:format}` after a dollar, or `[[name]]`. The usual `$name` is found without it, several times as
 * fast, for every query is looked through.
 */
const braced = /\{(\w+)(?:\.[^}:]*)?(?::[^}]*)?\}/y;
const bracketed = /\[\[(\w+)(?::\w*)?\]\]/g;
const word = /\w+/y;

/** The variables that a text refers to; `$1` is a group of a regular expression, and `$__range` Grafana's own. */
export function referencesIn(text: string): readonly string[] {
  const names: string[] = [];
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', at + 1)) {
    const name = nameAt(text, at + 1);
    if (name !== undefined && isOfDashboard(name)) names.push(name);
  }
  if (!text.includes('[[')) return names;
  return [...names, ...[...text.matchAll(bracketed)].map(([, name = '']) => name).filter(isOfDashboard)];
}

function nameAt(text: string, at: number): string | undefined {
  const form = text.charAt(at) === '{' ? braced : word;
  form.lastIndex = at;
  const [whole, inside] = form.exec(text) ?? [];
  return inside ?? whole;
}

function isOfDashboard(name: string): boolean {
  const first = name.charCodeAt(0);
  return !(first >= 48 && first <= 57) && !name.startsWith('__');
}

/**
 * Whether anything on a dashboard refers to a variable, as far as that one's own definition does not. The dashboard is
 * looked through when that is first asked.
 */
export function references(json: Json): (name: string) => boolean {
  let found: ReadonlySet<string> | undefined;
  return (name) => (found ??= gather(json)).has(name);
}

function gather(json: Json): ReadonlySet<string> {
  const found = new Set<string>();
  for (const key in json) if (key !== 'templating') gatherReferences(json[key], found);
  for (const value of list(object(json['templating'])['list'])) {
    const { name, query, regex, datasource } = object(value);
    const own = new Set<string>();
    for (const part of [query, regex, datasource]) gatherReferences(part, own);
    for (const used of own) if (used !== name) found.add(used);
  }
  return found;
}

/** No dashboard is nested as deeply; what is would only exhaust the stack. */
const deepest = 100;

/** The variables that any text in a value refers to, and those that panels and rows are repeated for. */
function gatherReferences(value: unknown, into: Set<string>, depth = 0): void {
  if (typeof value === 'string') {
    for (const name of referencesIn(value)) into.add(name);
  } else if (depth > deepest) {
    return;
  } else if (Array.isArray(value)) {
    for (const item of value) gatherReferences(item, into, depth + 1);
  } else if (isObject(value)) {
    if (typeof value['repeat'] === 'string') into.add(value['repeat']);
    for (const key in value) gatherReferences(value[key], into, depth + 1);
  }
}
