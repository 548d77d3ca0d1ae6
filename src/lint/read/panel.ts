import type { LintRule } from '../../policy/lint-rules.ts';
import type { Node } from '../../promql/ast.ts';
import type { Link, Override, Panel, PromQL, Query } from '../subject.ts';
import { dataSourceUid } from './data-source.ts';
import { fieldNames } from './field-names.ts';
import { list, object, text, type Json } from './json.ts';
import type { PromqlReader } from './promql.ts';
import { PanelQuery } from './query.ts';
import { panelUses } from './uses.ts';

/** What the JSON of a panel has no place for. */
export interface Known {
  /** The structure of its typed queries, by letter. */
  readonly queries: ReadonlyMap<string, Node>;
  readonly exceptions: ReadonlyMap<LintRule, string>;
}

/** What a panel is read with. */
export interface PanelContext {
  readonly reader: PromqlReader;
  /** The type of a data source, or else that of the variable that its uid stands for; empty where neither is known. */
  readonly sourceType: (type: string, uid: string) => string;
  /** Whether a panel is on the dashboard. */
  readonly hasPanel: (id: number) => boolean;
  readonly known: (id: number) => Known | undefined;
  /** What is asked for when the dashboard is imported, and filled in then. */
  readonly inputs: ReadonlySet<string>;
}

const noExceptions: ReadonlyMap<LintRule, string> = new Map();

export function readPanel(panel: Json, context: PanelContext): Panel {
  const id = typeof panel['id'] === 'number' ? panel['id'] : undefined;
  const known = id === undefined ? undefined : context.known(id);
  const { defaults, overrides } = object(panel['fieldConfig']);
  const fields = object(defaults);
  const { reduceOptions } = object(panel['options']);
  const ownQueries = queries(panel, context, known);
  return {
    id,
    title: text(panel['title']),
    type: text(panel['type']),
    description: text(panel['description']),
    dataSource: dataSourceUid(panel['datasource']),
    unit: text(fields['unit']),
    mapped:
      list(fields['mappings']).length > 0 ||
      list(overrides).some((override) => list(object(override)['properties']).some(isMapping)),
    shows: text(object(reduceOptions)['fields']) === '' ? 'numbers' : 'fields',
    thresholds: thresholds(fields['thresholds']),
    overrides: list(overrides).map((override) => readOverride(object(override))),
    queries: ownQueries,
    targets: list(panel['targets']).length,
    fieldNames: fieldNames(panel, ownQueries),
    links: [...list(panel['links']), ...list(fields['links'])].map(readLink),
    uses: panelUses(panel, context.inputs),
    exceptions: known?.exceptions ?? noExceptions,
  };
}

function queries(panel: Json, context: PanelContext, known: Known | undefined): readonly Query[] {
  return list(panel['targets']).flatMap((value, index): readonly Query[] => {
    const target = object(value);
    const refId = text(target['refId']);
    const read = readTarget(panel, target, context, known?.queries.get(refId));
    return read === undefined ? [] : [new PanelQuery(read, refId, index, text(target['legendFormat']))];
  });
}

/** What a target asks of Prometheus; undefined where it asks another data source. */
function readTarget(
  panel: Json,
  target: Json,
  { reader, sourceType, hasPanel }: PanelContext,
  node: Node | undefined,
): PromQL | undefined {
  const { expr, panelId } = target;
  if (typeof panelId === 'number' && text(expr) === '')
    return hasPanel(panelId) ? undefined : resultsOfNoPanel(panelId);
  const type = text(object(target['datasource'])['type']) || text(object(panel['datasource'])['type']);
  const uid = dataSourceUid(target['datasource']) || dataSourceUid(panel['datasource']);
  const source = sourceType(type, uid);
  // Without any text, only what is known to be Prometheus lacks one; a source of unknown type may keep an empty one.
  const mayBeOther = typeof expr !== 'string' || (expr === '' && uid !== '');
  if (source !== 'prometheus' && (source !== '' || mayBeOther)) return undefined;
  return node === undefined ? reader.read(text(expr)) : reader.typed(text(expr), node);
}

/** A target may show what another panel of the dashboard has asked. */
function resultsOfNoPanel(id: number): PromQL {
  const error = `it shows the results of panel ${id}, which is not on this dashboard`;
  return { text: '', node: undefined, error, problems: [] };
}

/** The dashboards that a link of old leads to were named by their title. */
export function readLink(value: unknown): Link {
  const link = object(value);
  const type = text(link['type']);
  const otherwise = ['internal', 'dashUri', 'dashboard'].some((key) => key in link);
  return {
    title: text(link['title']),
    leads: type === 'dashboards' ? 'by tags' : otherwise ? 'otherwise' : 'by url',
    url: text(link['url']),
    tags: list(link['tags']).map(text),
  };
}

function readOverride(override: Json): Override {
  const matcher = object(override['matcher']);
  const property = (id: string): unknown =>
    list(override['properties'])
      .map(object)
      .find((candidate) => candidate['id'] === id)?.['value'];
  const unit = property('unit');
  const colour = object(property('color'));
  return {
    matcher: text(matcher['id']),
    field: text(matcher['options']),
    unit: typeof unit === 'string' ? unit : undefined,
    colour: colour['mode'] === 'fixed' ? text(colour['fixedColor']) : undefined,
    thresholds: thresholds(property('thresholds')),
    links: list(property('links')).map(readLink),
  };
}

function isMapping(property: unknown): boolean {
  const { id, value } = object(property);
  return id === 'mappings' && list(value).length > 0;
}

function thresholds(value: unknown): readonly number[] {
  const { mode, steps } = object(value);
  if (mode === 'percentage') return [];
  return list(steps)
    .map((step) => object(step)['value'])
    .filter((limit) => typeof limit === 'number');
}
