/** Names of a new dashboard: the one it is given, and what code and viewers call it. */
import { nameDefects, nameLimit } from '../dashboard/refuse.ts';
import { UserError } from '../errors/user-error.ts';

/** @throws UserError with a name that would do, where one is near */
export function refuseName(name: string): void {
  const [defect] = nameDefects(name);
  if (defect === undefined) return;
  const meant = suggested(name);
  throw new UserError(`A dashboard cannot be called "${name}".`, {
    details: [defect],
    next: meant === '' ? 'Choose a name such as order-flow.' : `Did you mean ${meant}?`,
  });
}

/** The name that was most likely meant; empty where nothing of it can be kept. */
function suggested(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, nameLimit)
    .replace(/-$/, '');
}

/** What no function of a module may be called, or what the file of a dashboard calls something else. */
const taken = new Set(
  [
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends',
    'false finally for function if implements import in instanceof interface let new null package private protected',
    'public return static super switch this throw true try typeof undefined var void while with yield',
    'globalThis',
    // Imported or declared beside it.
    'panels row settings',
    // What the test of the architecture takes for a query in a table of contents.
    'rate increase sum histogramQuantile raw',
  ].flatMap((words) => words.split(' ')),
);

/** The identifier of the function that defines the dashboard: `order-flow` is `orderFlow`. */
export function identifierOf(name: string): string {
  const camel = name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (/^\d/.test(camel)) return `dashboard${camel}`;
  return taken.has(camel) ? `${camel}Dashboard` : camel;
}

const acronyms = new Set(['api', 'cpu', 'db', 'gc', 'http', 'id', 'io', 'sdk', 'slo', 'sql', 'tls', 'url', 'wal']);

/** A name with hyphens, or in camel case, as a viewer reads it: `httpRequests` is `HTTP requests`. */
export function inWords(name: string): string {
  const words = kebab(name)
    .split('-')
    .map((word) => (acronyms.has(word) ? word.toUpperCase() : word));
  const [first = '', ...rest] = words;
  return [`${first.slice(0, 1).toUpperCase()}${first.slice(1)}`, ...rest].join(' ');
}

/** Camel case with hyphens in its place. */
export function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
