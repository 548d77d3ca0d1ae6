/** Which of a dashboard's variables something refers to. */
import { isObject, list, object, type Json } from './json.ts';

const bracketed = /\[\[(\w+)(?::\w*)?\]\]/g;

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

/**
 * What stands after a dollar: a name, or `{name}`, `{name.field:format}`. It is found letter by letter, several times as
 * fast as by a regular expression, for every query is looked through.
 */
function nameAt(text: string, at: number): string | undefined {
  const isBraced = text.charAt(at) === '{';
  const start = isBraced ? at + 1 : at;
  const end = wordEnd(text, start);
  if (end === start || (isBraced && !isClosed(text, end))) return undefined;
  return text.slice(start, end);
}

/** Whether a brace is closed after the name in it, and what may stand between, a field and a format. */
function isClosed(text: string, end: number): boolean {
  const next = text.charAt(end);
  return next === '}' || ((next === '.' || next === ':') && text.includes('}', end));
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (isWord(text.charCodeAt(at))) at += 1;
  return at;
}

/** Digits, letters of English and the underscore. */
function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || code === 95 || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
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
