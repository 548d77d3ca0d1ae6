/**
 * Fills in variables and macros as Grafana does. From the source of grafana/scenes (`sceneInterpolator.ts`,
 * `VARIABLE_REGEX` in `constants.ts`, `MultiValueVariable.ts`) and of Grafana's data source for Prometheus
 * (`interpolateQueryExpr` in `datasource.ts`; `interpolateVariables` in pkg/promlib/models/query.go for the macros).
 */
import { format, type Value } from './interpolate-format.ts';
import { macroValue } from './interpolate-macros.ts';
import { escapeForRegex, escapeForString } from './interpolate-promql.ts';
import type { ResolvedVariable, Scope } from './scope.ts';

/**
 * What a reference without a format becomes: `promql` escapes for a query, `regex` for a regular expression, `text` is
 * for everything else.
 */
export type Place = 'promql' | 'regex' | 'text';

export interface Filled {
  readonly text: string;
  /** Names that stand for nothing, each once; they are left as they are written. */
  readonly unknown: readonly string[];
}

/** A reference: `$name`, `[[name:format]]` or `${name.field:format}`. */
const reference =
  /\$(?<bare>\w+)|\[\[(?<bracketed>\w+?)(?::(?<bracketedFormat>\w+))?\]\]|\$\{(?<braced>\w+)(?<field>(?:\.[^:^{}[\]]+|\[[^\]]*\])*)(?::(?<bracedFormat>[^}]+))?\}/g;

/** A custom value for all may refer to variables too, and those to others; more than this is a circle. */
const deepest = 5;

export function fill(text: string, scope: Scope, place: Place = 'promql'): Filled {
  const unknown = new Set<string>();
  return { text: filled(text, scope, place, unknown, 0), unknown: [...unknown] };
}

/** The names that a text refers to, macros among them, each once. */
export function referredTo(text: string): ReadonlySet<string> {
  const found = [...text.matchAll(reference)].map((match) => nameOf(match.groups ?? {}));
  return new Set(found.filter((name) => name !== ''));
}

function filled(text: string, scope: Scope, place: Place, unknown: Set<string>, depth: number): string {
  if (!text.includes('$') && !text.includes('[[')) return text;
  return text.replace(reference, (found: string, ...rest: unknown[]) => {
    const groups = namedGroups(rest.at(-1));
    const name = nameOf(groups);
    const field = (groups['field'] ?? '').replace(/^\./, '');
    const asked = groups['bracketedFormat'] ?? groups['bracedFormat'];
    const variable = scope.variables.get(name);
    if (variable === undefined) {
      const value = macroValue(name, field, scope);
      if (value !== undefined) return asked === undefined ? value : format(value, asked, { name, text: value });
      // A name of digits is a group of `label_replace`.
      if (!/^\d+$/.test(name)) unknown.add(name);
      return found;
    }
    const { chosen } = variable;
    if (chosen.kind === 'all' && chosen.custom !== undefined) {
      if (depth === deepest) return found;
      return filled(customAll(chosen.custom, asked, name), scope, 'text', unknown, depth + 1);
    }
    const value = valueOf(variable, field);
    if (asked !== undefined) return format(value, asked, { name, text: textOf(variable) });
    return withoutFormat(value, variable, place);
  });
}

function nameOf(groups: Readonly<Record<string, string | undefined>>): string {
  return groups['bare'] ?? groups['bracketed'] ?? groups['braced'] ?? '';
}

/** The last argument of a replacer is the named groups. */
function namedGroups(value: unknown): Readonly<Record<string, string | undefined>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, text]) => [key, typeof text === 'string' ? text : undefined]),
  );
}

/** The custom value goes in as it is; only where it is shown or put into an address does it not. */
function customAll(custom: string, asked: string | undefined, name: string): string {
  if (asked === 'text') return 'All';
  if (asked === 'queryparam') return format('All', asked, { name, text: 'All' });
  return asked === 'percentencode' ? format(custom, asked, { name, text: 'All' }) : custom;
}

function valueOf({ chosen, type }: ResolvedVariable, field: string): Value {
  if (chosen.kind === 'one') return field === '' || !hasProperties.has(type) ? chosen.value : '';
  if (field === '') return chosen.values;
  return /^\d+$/.test(field) ? (chosen.values[Number(field)] ?? chosen.values) : chosen.values;
}

/** Types whose options may have properties; those that are read here have none, so a field of them is empty. */
const hasProperties: ReadonlySet<string> = new Set(['query', 'custom', 'datasource']);

function textOf({ chosen }: ResolvedVariable): string {
  if (chosen.kind === 'one') return chosen.text;
  return chosen.kind === 'all' ? 'All' : chosen.texts.join(' + ');
}

function withoutFormat(value: Value, { multi, includeAll }: ResolvedVariable, place: Place): string {
  if (place === 'text') return format(value, 'glob', { name: '', text: '' });
  if (place === 'regex') return format(value, 'regex', { name: '', text: '' });
  if (typeof value === 'string') return multi || includeAll ? escapeForRegex(value) : escapeForString(value);
  const escaped = value.map(escapeForRegex);
  const [only] = escaped;
  return only !== undefined && escaped.length === 1 ? only : `(${escaped.join('|')})`;
}
