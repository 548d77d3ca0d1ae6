/** From a dashboard's JSON, whoever wrote it, to what rules look at. */
import type { Annotation, Dashboard, PromQL, Variable } from '../subject.ts';
import { dataSourceUid } from './data-source.ts';
import { list, object, text, type Json } from './json.ts';
import { readLink, readPanel, type Known, type PanelContext } from './panel.ts';
import type { PromqlReader } from './promql.ts';
import { references } from './references.ts';
import { dashboardUses } from './uses.ts';

export interface Source {
  /** Names the dashboard in messages. */
  readonly file: string;
  /** The folder that it is in. */
  readonly folder: string;
  /** What is known of a panel beside its JSON, by its id. */
  readonly known?: (id: number) => Known | undefined;
}

/** A dashboard in Grafana's classic JSON, as rules see it. What is missing, or of another type, reads as empty. */
export function readDashboard(value: unknown, source: Source, reader: PromqlReader): Dashboard {
  const { file, folder, known = () => undefined } = source;
  const json = object(value);
  const definitions = list(object(json['templating'])['list']).map(object);
  const sources = new Map(
    definitions
      .filter((definition) => definition['type'] === 'datasource')
      .map((definition) => [text(definition['name']), variableQuery(definition)]),
  );
  const sourceType = (type: string, uid: string): string =>
    type || (sources.get(/^\$\{?(\w+)\}?$/.exec(uid)?.[1] ?? '') ?? '');
  const found = panels(json);
  const ids = new Set(found.map((panel) => panel['id']));
  const inputs = new Set(list(json['__inputs']).map((input) => text(object(input)['name'])));
  const context = { reader, sourceType, known, inputs, hasPanel: (id: number) => ids.has(id) };
  return {
    file,
    folder,
    uid: text(json['uid']),
    title: text(json['title']),
    editable: json['editable'] !== false,
    tags: list(json['tags']).map(text),
    variables: definitions.map((definition) => readVariable(definition, sourceType, reader)),
    annotations: annotations(json, sourceType, reader),
    links: list(json['links']).map(readLink),
    panels: found.map((panel) => readPanel(panel, context)),
    refersTo: references(json),
    uses: dashboardUses(json, inputs),
  };
}

/** The panels on it, also those in closed rows, and those in the rows that Grafana had before version 5. */
function panels(json: Json): readonly Json[] {
  const old = list(json['rows']).flatMap((row) => list(object(row)['panels']));
  return [...list(json['panels']), ...old].map(object).flatMap((panel) => {
    return panel['type'] === 'row' ? list(panel['panels']).map(object) : [panel];
  });
}

type SourceType = PanelContext['sourceType'];

function readVariable(variable: Json, sourceType: SourceType, reader: PromqlReader): Variable {
  const { refresh, datasource } = variable;
  const own = variableQuery(variable);
  const uid = dataSourceUid(datasource);
  const type = sourceType(text(object(datasource)['type']), uid);
  return {
    name: text(variable['name']),
    type: text(variable['type']),
    label: text(variable['label']),
    query: own,
    refresh: typeof refresh === 'number' ? refresh : 0,
    multi: variable['multi'] === true,
    allValue: text(variable['allValue']),
    dataSource: uid,
    dataSourceType: type,
    selector: variable['type'] === 'query' && prometheusOrUnknown.has(type) ? selector(own, reader) : undefined,
  };
}

/** Since Grafana 7, the query of a variable may be an object with the text in it. */
function variableQuery({ query }: Json): string {
  return typeof query === 'string' ? query : text(object(query)['query']);
}

/** What a query of series asks for; `label_values(name)` and the functions of names ask for none. */
function selector(query: string, reader: PromqlReader): PromQL | undefined {
  const [, series, label = '', result] =
    /^\s*(?:label_values\((.+),([^,]*)\)|query_result\((.+)\))\s*$/s.exec(query) ?? [];
  // A label that a variable stands for cannot be told.
  if (series !== undefined) return reader.readSeries(series, /^\s*"?([\w.]+)"?\s*$/.exec(label)?.[1] ?? '');
  return result === undefined ? undefined : reader.readShared(result);
}

/** Types of data sources whose queries may be PromQL. */
const prometheusOrUnknown: ReadonlySet<string> = new Set(['prometheus', '']);

function annotations(json: Json, sourceType: SourceType, reader: PromqlReader): readonly Annotation[] {
  return list(object(json['annotations'])['list']).map((value) => {
    const annotation = object(value);
    const { expr, datasource } = annotation;
    const source = sourceType(text(object(datasource)['type']), dataSourceUid(datasource));
    return {
      name: text(annotation['name']),
      promql: typeof expr === 'string' && prometheusOrUnknown.has(source) ? reader.readShared(expr) : undefined,
    };
  });
}
