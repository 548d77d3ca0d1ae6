/** Which of a dashboard's variables something refers to. */
import { isObject } from './json.ts';

/** `$name`, `${name}`, `${name.field:format}`, `[[name]]`: a name that is Grafana's own begins with two underscores. */
const reference = /\$(?:(\w+)|\{(\w+)(?:\.[^}:]*)?(?::[^}]*)?\})|\[\[(\w+)(?::\w*)?\]\]/g;

/** What is no variable of a dashboard: Grafana's own, and groups of regular expressions. */
const ofGrafana = /^(?:__|\d)/;

/** The variables that a text refers to; `$1` is a group of a regular expression and none of them. */
export function referencesIn(text: string): readonly string[] {
  if (!text.includes('$') && !text.includes('[[')) return [];
  const names: string[] = [];
  for (const [, bare, braced, bracketed] of text.matchAll(reference)) {
    const name = bare ?? braced ?? bracketed ?? '';
    if (!ofGrafana.test(name)) names.push(name);
  }
  return names;
}

/** No dashboard is nested as deeply; what is would only exhaust the stack. */
const deepest = 100;

/** The variables that any text in a value refers to, and those that panels and rows are repeated for. */
export function gatherReferences(value: unknown, into: Set<string>, depth = 0): void {
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
