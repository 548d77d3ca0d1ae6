/** From a dashboard's JSON, whoever wrote it, to what rules look at. */
import type { Annotation, Dashboard, PromQL, Variable } from '../subject.ts';
import { dataSourceUid } from './data-source.ts';
import { list, object, text, type Json } from './json.ts';
import { readLink, readPanel, type Known, type PanelContext } from './panel.ts';
import type { PromqlReader } from './promql.ts';
import { gatherReferences } from './references.ts';
import { dashboardUses } from './uses.ts';

export interface Source {
  /** Names the dashboard in messages. */
  readonly file: string;
  /** The folder that it is in. */
  readonly folder: string;
  /** What is known of a panel beside its JSON, by its id. */
  readonly known?: (id: number) => Known | undefined;
}

type IsPrometheus = PanelContext['isPrometheus'];

/** A dashboard in Grafana's classic JSON, as rules see it. What is missing, or of another type, reads as empty. */
export function readDashboard(json: Json, { file, folder, known = () => undefined }: Source, reader: PromqlReader) {
  const definitions = list(object(json['templating'])['list']).map(object);
  const sources = new Map(
    definitions.filter(({ type }) => type === 'datasource').map(({ name, query }) => [text(name), text(query)]),
  );
  const isPrometheus: IsPrometheus = (type, uid) => {
    const name = /^\$\{?(\w+)\}?$/.exec(uid)?.[1] ?? '';
    const kind = type || (sources.get(name) ?? '');
    return kind === '' || kind === 'prometheus';
  };
  const variables = definitions.map((definition) => readVariable(definition, isPrometheus, reader));
  const inputs = new Set(list(json['__inputs']).map((input) => text(object(input)['name'])));
  const context = { reader, isPrometheus, known, inputs };
  const dashboard: Dashboard = {
    file,
    folder,
    uid: text(json['uid']),
    title: text(json['title']),
    editable: json['editable'] !== false,
    tags: list(json['tags']).map(text),
    variables,
    annotations: annotations(json, isPrometheus, reader),
    links: list(json['links']).map(readLink),
    panels: panels(json).map((panel) => readPanel(panel, context)),
    references: references(json),
    uses: dashboardUses(json, inputs),
  };
  return dashboard;
}

/** The panels on it, also those in closed rows, and those in the rows that Grafana had before version 5. */
function panels(json: Json): readonly Json[] {
  const old = list(json['rows']).flatMap((row) => list(object(row)['panels']));
  return [...list(json['panels']), ...old].map(object).flatMap((panel) => {
    return panel['type'] === 'row' ? list(panel['panels']).map(object) : [panel];
  });
}

function readVariable(variable: Json, isPrometheus: IsPrometheus, reader: PromqlReader): Variable {
  const { refresh, query, datasource } = variable;
  const own = typeof query === 'string' ? query : text(object(query)['query']);
  const ours = isPrometheus(text(object(datasource)['type']), dataSourceUid(datasource));
  return {
    name: text(variable['name']),
    type: text(variable['type']),
    label: text(variable['label']),
    query: own,
    refresh: typeof refresh === 'number' ? refresh : 0,
    multi: variable['multi'] === true,
    allValue: text(variable['allValue']),
    dataSource: dataSourceUid(datasource),
    selector: variable['type'] === 'query' && ours ? selector(own, reader) : undefined,
  };
}

/** What a query of series asks for; `label_values(name)` and the functions of names ask for none. */
function selector(query: string, reader: PromqlReader): PromQL | undefined {
  const [, series, label = '', result] =
    /^\s*(?:label_values\((.+),\s*(\w*)\s*\)|query_result\((.+)\))\s*$/s.exec(query) ?? [];
  if (series !== undefined) return reader.readSeries(series, label);
  return result === undefined ? undefined : reader.readShared(result);
}

function annotations(json: Json, isPrometheus: IsPrometheus, reader: PromqlReader): readonly Annotation[] {
  return list(object(json['annotations'])['list']).map((value) => {
    const annotation = object(value);
    const { expr, datasource } = annotation;
    const ours = isPrometheus(text(object(datasource)['type']), dataSourceUid(datasource));
    return {
      name: text(annotation['name']),
      promql: typeof expr === 'string' && ours ? reader.readShared(expr) : undefined,
    };
  });
}

/** A variable that only its own definition names is not used. */
function references(json: Json): ReadonlySet<string> {
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
