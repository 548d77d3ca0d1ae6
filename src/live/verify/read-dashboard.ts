/** Reads what a dashboard's classic JSON asks. */
import { dataSourceUid } from '../../lint/read/data-source.ts';
import { list, object, text, type Json } from '../../lint/read/json.ts';
import type { DeclaredEmptiness, LiveAnnotation, LiveDashboard, LivePanel, LiveQuery, NotJudged } from './dashboard.ts';

interface Place {
  readonly json: Json;
  /** What the row above is repeated for; empty where it is not. */
  readonly rowRepeat: string;
}

/** What a target is read with. */
interface Context {
  readonly sourceType: (source: unknown) => string;
  readonly declared: DeclaredEmptiness;
}

/** A dashboard as verify sees it. What is missing, or of another type, reads as empty. */
export function readLiveDashboard(json: Json, file: string, declared: DeclaredEmptiness): LiveDashboard {
  const { from, to } = object(json['time']);
  const context: Context = { sourceType: sourceTypes(json), declared };
  return {
    file,
    uid: text(json['uid']),
    title: text(json['title']),
    json,
    time: { from: text(from) || 'now-6h', to: text(to) || 'now' },
    panels: places(json)
      .map((place) => readPanel(place, context))
      .filter(({ queries, notJudged }) => queries.length + notJudged.length > 0),
    annotations: list(object(json['annotations'])['list']).flatMap((value) => readAnnotation(object(value), context)),
  };
}

/** The panels in their order, with the repetition of the row that each belongs to. */
function places(json: Json): readonly Place[] {
  const found: Place[] = [];
  let rowRepeat = '';
  for (const panel of list(json['panels']).map(object)) {
    if (panel['type'] === 'row') {
      rowRepeat = text(panel['repeat']);
      for (const inside of list(panel['panels'])) found.push({ json: object(inside), rowRepeat });
    } else {
      found.push({ json: panel, rowRepeat });
    }
  }
  // The rows that Grafana had before version 5.
  for (const row of list(json['rows']).map(object)) {
    for (const inside of list(row['panels'])) found.push({ json: object(inside), rowRepeat: text(row['repeat']) });
  }
  return found;
}

function readPanel({ json, rowRepeat }: Place, context: Context): LivePanel {
  const id = typeof json['id'] === 'number' ? json['id'] : undefined;
  const title = text(json['title']);
  const isLibrary = Object.keys(object(json['libraryPanel'])).length > 0;
  const read = isLibrary
    ? [{ refId: '', what: 'a library panel' }]
    : list(json['targets']).map((target) => readTarget(object(target), json, id, context));
  return {
    id,
    title: title || text(object(json['libraryPanel'])['name']),
    repeatedFor: [...new Set([rowRepeat, text(json['repeat'])])].filter((name) => name !== ''),
    json,
    queries: read.filter((target) => 'text' in target),
    notJudged: read.filter((target) => 'what' in target),
  };
}

function readTarget(
  target: Json,
  panel: Json,
  id: LivePanel['id'],
  { sourceType, declared }: Context,
): LiveQuery | NotJudged {
  const refId = text(target['refId']);
  const { expr, instant, range, panelId } = target;
  const own = target['datasource'] ?? panel['datasource'];
  const type = sourceType(own) || (own === target['datasource'] ? '' : sourceType(panel['datasource']));
  const query = text(expr);
  if (typeof panelId === 'number' && query === '') return { refId, what: `the results of panel ${panelId}` };
  if (type !== 'prometheus' && (type !== '' || query === '')) return { refId, what: kindOf(type) };
  if (target['hide'] === true) return { refId, what: 'hidden' };
  return {
    refId,
    text: query,
    range: range === true || instant !== true,
    instant: instant === true,
    json: target,
    mayBeEmpty: id === undefined ? undefined : declared({ panel: id, query: refId }),
  };
}

function kindOf(type: string): string {
  if (type === '') return 'an unknown data source';
  return type === '__expr__' ? 'an expression' : type;
}

/** Annotations that Grafana keeps itself are no query. */
function readAnnotation(annotation: Json, { sourceType, declared }: Context): readonly LiveAnnotation[] {
  const target = object(annotation['target']);
  const type = sourceType(annotation['datasource']);
  if (annotation['builtIn'] === 1 || type === 'grafana' || annotation['enable'] === false) return [];
  const query = text(annotation['expr']) || text(target['expr']);
  const isPrometheus = query !== '' && (type === 'prometheus' || type === '');
  const name = text(annotation['name']);
  return [
    {
      name,
      text: isPrometheus ? query : undefined,
      mayBeEmpty: declared({ annotation: name }),
      step: text(annotation['step']),
    },
  ];
}

/** Sources of Grafana's own, which are given by a name in place of a uid. */
const ownSources: Readonly<Record<string, string>> = {
  '-- Grafana --': 'grafana',
  grafana: 'grafana',
  '-- Dashboard --': 'the results of another panel',
  '-- Mixed --': '',
  __expr__: '__expr__',
};

/** Tells the type of a data source by what is said of it, or by the variable or the input that its uid stands for. */
function sourceTypes(json: Json): (source: unknown) => string {
  const variables = list(object(json['templating'])['list'])
    .map(object)
    .filter((variable) => variable['type'] === 'datasource')
    .map((variable) => [text(variable['name']), text(variable['query'])] as const);
  const inputs = list(json['__inputs'])
    .map(object)
    .map((input) => [text(input['name']), text(input['pluginId'])] as const);
  const named = new Map([...inputs, ...variables]);
  return (source) => {
    const uid = dataSourceUid(source);
    const own = ownSources[uid];
    if (own !== undefined) return own;
    return text(object(source)['type']) || (named.get(/^\$\{?(\w+)\}?$/.exec(uid)?.[1] ?? '') ?? '');
  };
}
