/** Where Grafana fills in variables; not in descriptions and text panels, which may show code of a shell. */
import type { VariableUse } from '../subject.ts';
import { dataSourceUid } from './data-source.ts';
import { isObject, list, object, text, type Json } from './json.ts';
import { referencesIn } from './references.ts';

/** Data sources whose languages have no `$name` of their own, unlike InfluxQL (`$tag`) and MongoDB's (`$match`). */
const plainLanguages: ReadonlySet<string> = new Set([
  'prometheus',
  'loki',
  'mysql',
  'mssql',
  'postgres',
  'grafana-postgresql-datasource',
]);

/** Variables whose definition is filled in; the value of a constant or a text box is taken as it is. */
const filledIn: ReadonlySet<string> = new Set(['query', 'custom', 'interval', 'datasource', 'adhoc']);

/** A variable that was never closed, which Grafana takes for text. */
const unclosed = /\$\{([A-Za-z]\w*)(?![\w.:}])/g;

export function panelUses(panel: Json, inputs: ReadonlySet<string>): readonly VariableUse[] {
  const { defaults, overrides } = object(panel['fieldConfig']);
  const properties = list(overrides).flatMap((override) => list(object(override)['properties']).map(object));
  const overridden = properties.filter(({ id }) => id === 'links').flatMap(({ value }) => list(value));
  const uses = [
    ...usesIn('the title', text(panel['title'])),
    ...repeatUses(panel),
    ...usesIn('the data source', dataSourceUid(panel['datasource'])),
    ...list(panel['targets']).flatMap((target) => targetUses(object(target), panel)),
    ...[...list(panel['links']), ...list(object(defaults)['links']), ...overridden].flatMap(linkUses),
  ];
  return uses.filter(({ variable }) => !inputs.has(variable));
}

/** Those of rows, variables, annotations and of the dashboard's own links. */
export function dashboardUses(json: Json, inputs: ReadonlySet<string>): readonly VariableUse[] {
  const headings = list(json['panels'])
    .map(object)
    .filter((panel) => panel['type'] === 'row');
  const rows = [...headings, ...list(json['rows']).map(object)];
  const uses = [
    ...rows.flatMap((row) =>
      named(`row "${text(row['title'])}"`, [...usesIn('', text(row['title'])), ...repeatUses(row)]),
    ),
    ...list(object(json['templating'])['list']).flatMap((variable) => definitionUses(object(variable))),
    ...list(object(json['annotations'])['list']).flatMap((annotation) => annotationUses(object(annotation))),
    ...list(json['links']).flatMap(linkUses),
  ];
  return uses.filter(({ variable }) => !inputs.has(variable));
}

function named(where: string, uses: readonly VariableUse[]): readonly VariableUse[] {
  return uses.map(({ variable }) => ({ variable, where }));
}

function usesIn(where: string, value: string): readonly VariableUse[] {
  if (!value.includes('$') && !value.includes('[[')) return [];
  return [...new Set(namesIn(value))].map((variable) => ({ variable, where }));
}

/** The variables that a text refers to, those included that were never closed. */
function namesIn(value: string): readonly string[] {
  const whole = referencesIn(value);
  return value.includes('${') ? [...whole, ...[...value.matchAll(unclosed)].map(([, name = '']) => name)] : whole;
}

function repeatUses(repeated: Json): readonly VariableUse[] {
  const variable = text(repeated['repeat']);
  return variable === '' ? [] : [{ variable, where: 'the repetition' }];
}

function targetUses(target: Json, panel: Json): readonly VariableUse[] {
  const where = `query ${text(target['refId'])}`.trim();
  const source = usesIn(`the data source of ${where}`, dataSourceUid(target['datasource']));
  const type = text(object(target['datasource'])['type']) || text(object(panel['datasource'])['type']);
  const plain = type === '' ? typeof target['expr'] === 'string' : plainLanguages.has(type);
  return plain ? [...source, ...queryUses(where, target)] : source;
}

/** Every text of a query. Templates and named groups of regular expressions have `$name` of their own. */
function queryUses(where: string, query: Json): readonly VariableUse[] {
  const names = new Set<string>();
  for (const key in query) if (key !== 'datasource') gatherUses(query[key], names, 0);
  return [...names].map((variable) => ({ variable, where }));
}

/** What is further down than any query goes is not looked at. */
function gatherUses(value: unknown, into: Set<string>, depth: number): void {
  if (typeof value === 'string') {
    if (!value.includes('$') && !value.includes('[[')) return;
    const groups = value.includes('(?') ? [...value.matchAll(/\(\?P?<(\w+)>/g)].map(([, group]) => group) : [];
    const filled = value.includes('{{') ? value.replace(/\{\{.*?\}\}/gs, '') : value;
    for (const name of namesIn(filled)) if (!groups.includes(name)) into.add(name);
  } else if (depth < 8 && Array.isArray(value)) {
    for (const item of value) gatherUses(item, into, depth + 1);
  } else if (depth < 8 && isObject(value)) {
    for (const key in value) gatherUses(value[key], into, depth + 1);
  }
}

function definitionUses(variable: Json): readonly VariableUse[] {
  const { name, type, query, regex, datasource } = variable;
  if (!filledIn.has(text(type))) return [];
  const where = `the variable ${text(name)}`;
  const kind = text(object(datasource)['type']);
  const plain = kind === '' ? !isObject(query) || text(object(query)['query']) !== '' : plainLanguages.has(kind);
  return [...usesIn(where, dataSourceUid(datasource)), ...(plain ? queryUses(where, { query, regex }) : [])];
}

function annotationUses(annotation: Json): readonly VariableUse[] {
  const { name, datasource, expr } = annotation;
  const where = `the annotation "${text(name)}"`;
  return [
    ...usesIn(where, dataSourceUid(datasource)),
    ...queryUses(where, { expr, target: object(annotation['target'])['expr'] }),
  ];
}

function linkUses(value: unknown): readonly VariableUse[] {
  const link = object(value);
  const where = `the link "${text(link['title'])}"`;
  return named(where, [...usesIn('', text(link['title'])), ...usesIn('', text(link['url']))]);
}
