import type { LintRule } from '../../policy/lint-rules.ts';
import type { Node } from '../../promql/ast.ts';
import type { Link, Override, Panel, Query } from '../subject.ts';
import { dataSourceUid } from './data-source.ts';
import { list, object, text, type Json } from './json.ts';
import type { PromqlReader } from './promql.ts';
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
  /** Whether a data source is one of Prometheus: by its type, and its uid or the variable that stands for it. */
  readonly isPrometheus: (type: string, uid: string) => boolean;
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
    queries: queries(panel, context, known),
    links: [...list(panel['links']), ...list(fields['links'])].map(readLink),
    namedByLegend: namedByLegend(panel, context),
    uses: panelUses(panel, context.inputs),
    exceptions: known?.exceptions ?? noExceptions,
  };
}

function queries(panel: Json, { reader, isPrometheus }: PanelContext, known: Known | undefined): readonly Query[] {
  return list(panel['targets']).flatMap((value, index): readonly Query[] => {
    const target = object(value);
    const expr = target['expr'];
    if (typeof expr !== 'string' || !isPrometheus(sourceType(target, panel), sourceUid(target, panel))) return [];
    const refId = text(target['refId']);
    const node = known?.queries.get(refId);
    const read = node === undefined ? reader.read(expr) : reader.typed(expr, node);
    return [{ ...read, refId, index, legend: text(target['legendFormat']) }];
  });
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

/** Transformations after which the series still have their names. */
const keepNames: ReadonlySet<string> = new Set(['filterByRefId', 'filterByValue', 'filterFieldsByName', 'sortBy']);

/** A table of labels, an exemplar, a transformation or a name for all fields make names that no legend has. */
function namedByLegend(panel: Json, { isPrometheus }: PanelContext): boolean {
  const targets = list(panel['targets']).map(object);
  const defaults = object(object(panel['fieldConfig'])['defaults']);
  return (
    targets.length > 0 &&
    text(panel['type']) !== 'table' &&
    targets.every(
      (target) =>
        typeof target['expr'] === 'string' &&
        isPrometheus(sourceType(target, panel), sourceUid(target, panel)) &&
        target['format'] !== 'table' &&
        target['exemplar'] !== true,
    ) &&
    text(defaults['displayName']) === '' &&
    list(panel['transformations'])
      .map(object)
      .every(({ id, disabled }) => disabled === true || keepNames.has(text(id)))
  );
}

function sourceType(target: Json, panel: Json): string {
  return text(object(target['datasource'])['type']) || text(object(panel['datasource'])['type']);
}

function sourceUid(target: Json, panel: Json): string {
  return dataSourceUid(target['datasource']) || dataSourceUid(panel['datasource']);
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
