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
const unclosed = /\$\{([A-Za-z]\w*)(?![\w.:}-])/g;

export function panelUses(panel: Json, inputs: ReadonlySet<string>): readonly VariableUse[] {
  const { defaults, overrides } = object(panel['fieldConfig']);
  const uses: VariableUse[] = [];
  usesIn('the title', text(panel['title']), uses);
  repeatUses('the repetition', panel, uses);
  usesIn('the data source', dataSourceUid(panel['datasource']), uses);
  for (const target of list(panel['targets'])) targetUses(object(target), panel, uses);
  for (const link of list(panel['links'])) linkUses(link, uses);
  for (const link of list(object(defaults)['links'])) linkUses(link, uses);
  for (const override of list(overrides)) {
    for (const property of list(object(override)['properties'])) {
      const { id, value } = object(property);
      if (id === 'links') for (const link of list(value)) linkUses(link, uses);
    }
  }
  return notAmong(inputs, uses);
}

/** Those of rows, variables, annotations and of the dashboard's own links. */
export function dashboardUses(json: Json, inputs: ReadonlySet<string>): readonly VariableUse[] {
  const headings = list(json['panels'])
    .map(object)
    .filter((panel) => panel['type'] === 'row');
  const uses: VariableUse[] = [];
  for (const row of [...headings, ...list(json['rows']).map(object)]) {
    const where = `row "${text(row['title'])}"`;
    usesIn(where, text(row['title']), uses);
    repeatUses(where, row, uses);
  }
  for (const variable of list(object(json['templating'])['list'])) definitionUses(object(variable), uses);
  for (const annotation of list(object(json['annotations'])['list'])) annotationUses(object(annotation), uses);
  for (const link of list(json['links'])) linkUses(link, uses);
  return notAmong(inputs, uses);
}

function notAmong(inputs: ReadonlySet<string>, uses: readonly VariableUse[]): readonly VariableUse[] {
  return inputs.size === 0 ? uses : uses.filter(({ variable }) => !inputs.has(variable));
}

function usesIn(where: string, value: string, found: VariableUse[]): void {
  if (!mayRefer(value)) return;
  for (const variable of new Set(namesIn(value))) found.push({ variable, where });
}

function mayRefer(value: string): boolean {
  return value.includes('$') || value.includes('[[');
}

/** The variables that a text refers to, those included that were never closed. */
function namesIn(value: string): readonly string[] {
  const whole = referencesIn(value);
  return value.includes('${') ? [...whole, ...[...value.matchAll(unclosed)].map(([, name = '']) => name)] : whole;
}

function repeatUses(where: string, repeated: Json, found: VariableUse[]): void {
  const variable = text(repeated['repeat']);
  if (variable !== '') found.push({ variable, where });
}

function targetUses(target: Json, panel: Json, found: VariableUse[]): void {
  const where = `query ${text(target['refId'])}`.trim();
  const source = dataSourceUid(target['datasource']);
  if (mayRefer(source)) usesIn(`the data source of ${where}`, source, found);
  const type = text(object(target['datasource'])['type']) || text(object(panel['datasource'])['type']);
  const plain = type === '' ? typeof target['expr'] === 'string' : plainLanguages.has(type);
  if (plain) queryUses(where, target, found);
}

/** Every text of a query. Templates and named groups of regular expressions have `$name` of their own. */
function queryUses(where: string, query: Json, found: VariableUse[]): void {
  const names = new Set<string>();
  for (const key in query) if (key !== 'datasource') gatherUses(query[key], names, 0);
  for (const variable of names) found.push({ variable, where });
}

/** What is further down than any query goes is not looked at. */
function gatherUses(value: unknown, into: Set<string>, depth: number): void {
  if (typeof value === 'string') {
    if (!mayRefer(value)) return;
    const groups = value.includes('(?') ? [...value.matchAll(/\(\?P?<(\w+)>/g)].map(([, group]) => group) : [];
    const filled = value.includes('{{') ? value.replace(/\{\{.*?\}\}/gs, '') : value;
    for (const name of namesIn(filled)) if (!groups.includes(name)) into.add(name);
  } else if (depth < 8 && Array.isArray(value)) {
    for (const item of value) gatherUses(item, into, depth + 1);
  } else if (depth < 8 && isObject(value)) {
    for (const key in value) gatherUses(value[key], into, depth + 1);
  }
}

function definitionUses(variable: Json, found: VariableUse[]): void {
  const { name, type, query, regex, datasource } = variable;
  if (!filledIn.has(text(type))) return;
  const where = `the variable ${text(name)}`;
  const kind = text(object(datasource)['type']);
  const plain = kind === '' ? !isObject(query) || text(object(query)['query']) !== '' : plainLanguages.has(kind);
  usesIn(where, dataSourceUid(datasource), found);
  if (plain) queryUses(where, { query, regex }, found);
}

function annotationUses(annotation: Json, found: VariableUse[]): void {
  const { name, datasource, expr } = annotation;
  const where = `the annotation "${text(name)}"`;
  usesIn(where, dataSourceUid(datasource), found);
  queryUses(where, { expr, target: object(annotation['target'])['expr'] }, found);
}

function linkUses(value: unknown, found: VariableUse[]): void {
  const link = object(value);
  const where = `the link "${text(link['title'])}"`;
  usesIn(where, text(link['title']), found);
  usesIn(where, text(link['url']), found);
}
