/** Variables as a dashboard's JSON defines them. */
import { isObject, list, object, text, type Json } from '../../lint/read/json.ts';
import { dataSourceUid } from '../../lint/read/data-source.ts';

export interface Definition {
  readonly name: string;
  /** `query`, `custom`, … */
  readonly type: string;
  /** What it asks or offers, as text. */
  readonly query: string;
  readonly regex: string;
  readonly sort: number;
  readonly multi: boolean;
  readonly includeAll: boolean;
  /** What stands for all of them; undefined where nothing does. */
  readonly allValue: string | undefined;
  /** What was chosen when it was saved. */
  readonly saved: Saved;
  readonly dataSource: { readonly uid: string; readonly type: string };
  /** Of its kind alone: `auto`, `filters`, `valuesFormat`, … */
  readonly json: Json;
}

export interface Saved {
  readonly value: string | readonly string[];
  readonly text: string | readonly string[];
}

/** In the order of the dashboard; of several with one name, the first. */
export function definitionsOf(dashboard: Json): readonly Definition[] {
  const byName = new Map<string, Definition>();
  for (const json of list(object(dashboard['templating'])['list']).map(object)) {
    const definition = definitionOf(json);
    if (definition.name !== '' && !byName.has(definition.name)) byName.set(definition.name, definition);
  }
  return [...byName.values()];
}

function definitionOf(json: Json): Definition {
  const { value, text: label } = object(json['current']);
  const { sort, datasource } = json;
  return {
    name: text(json['name']),
    type: text(json['type']),
    query: queryOf(json['query']),
    regex: text(json['regex']),
    sort: typeof sort === 'number' ? sort : 0,
    multi: json['multi'] === true,
    includeAll: json['includeAll'] === true,
    allValue: text(json['allValue']) || undefined,
    saved: { value: oneOrMany(value), text: oneOrMany(label ?? value) },
    dataSource: { uid: dataSourceUid(datasource), type: text(object(datasource)['type']) },
    json,
  };
}

function oneOrMany(value: unknown): string | readonly string[] {
  return Array.isArray(value) ? value.map(written) : written(value);
}

function written(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : text(value);
}

/** Since Grafana 10 the query editor saves an object: the text, and what it was made from. */
function queryOf(query: unknown): string {
  if (!isObject(query)) return text(query);
  return text(query['query']) || fromEditor(query);
}

/** The kinds of the editor, by number: `PromVariableQueryType` in `types.ts` of @grafana/prometheus. */
function fromEditor(query: Json): string {
  const label = text(query['label']);
  switch (query['qryType']) {
    case 0:
      return `label_names(${text(query['match'])})`;
    case 1: {
      const selector = selectorOf(query);
      return selector === '' ? `label_values(${label})` : `label_values(${selector},${label})`;
    }
    case 2:
      return `metrics(${text(query['metric'])})`;
    case 3:
      return `query_result(${text(query['varQuery']).replace(/[\r\n]+/g, '')})`;
    case 4:
      return text(query['seriesQuery']);
    case 5:
      return text(query['classicQuery']);
    default:
      return '';
  }
}

function selectorOf(query: Json): string {
  const matchers = list(query['labelFilters'])
    .map(object)
    .map((filter) => `${text(filter['label'])}${text(filter['op'])}"${text(filter['value'])}"`);
  return `${text(query['metric'])}${matchers.length === 0 ? '' : `{${matchers.join(',')}}`}`;
}
