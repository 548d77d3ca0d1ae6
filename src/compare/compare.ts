import { isObject, list, object, text } from '../lint/read/json.ts';
import type { Json } from '../lint/read/json.ts';
import { deepEqual } from './deep-equal.ts';
import type { Difference, NamedChange, PanelChange, PanelName, PropertyChange } from './difference.ts';
import { flatPanels, idOf, titleOf } from './flat.ts';
import type { FlatPanel } from './flat.ts';
import { keyed, reordered } from './keyed.ts';
import { matched } from './match.ts';
import { movedPanels } from './moved.ts';
import { normalised } from './normalise.ts';
import { withoutKeys } from './normal/thresholds.ts';
import { propertyChanges } from './property-changes.ts';

const none: Difference = { panels: [], variables: [], annotations: [], properties: [] };

/**
 * What differs between two dashboards in Grafana's classic JSON, as a viewer would say it.
 *
 * One loss is tolerated, in this direction only: Grafana's front end cannot load an interval variable without
 * `current`, and drops it on each save. Such a variable that is there before and is gone after is no change.
 *
 * @param before what was pushed, or is older
 */
export function compare(before: Json, after: Json): Difference {
  if (deepEqual(before, after)) return none;
  const [then, now] = [normalised(before), normalised(after)];
  if (deepEqual(then, now)) return none;
  return compareNormalised(withoutLost(then, now), now);
}

/** As `compare`, of what is normalised, and without tolerance. */
export function compareNormalised(before: Json, after: Json): Difference {
  const variables = namedChanges(before, after, 'templating');
  const annotations = namedChanges(before, after, 'annotations');
  return {
    panels: panelChanges(flatPanels(before), flatPanels(after)),
    variables: variables.changes,
    annotations: annotations.changes,
    properties: [...propertyChanges(frame(before), frame(after)), ...variables.order, ...annotations.order],
  };
}

function withoutLost(before: Json, after: Json): Json {
  const kept = new Set(list(object(after['templating'])['list']).map((variable) => object(variable)['name']));
  const variables = list(object(before['templating'])['list']);
  const rest = variables.filter((variable) => !isUnloadable(variable) || kept.has(object(variable)['name']));
  if (rest.length === variables.length) return before;
  const templating = withoutKeys(object(before['templating']), ['list']);
  if (rest.length > 0) return { ...before, templating: { ...templating, list: rest } };
  return Object.keys(templating).length > 0 ? { ...before, templating } : withoutKeys(before, ['templating']);
}

/** @param variable normalised */
export function isUnloadable(variable: unknown): boolean {
  return isObject(variable) && variable['type'] === 'interval' && variable['current'] === undefined;
}

/** What belongs to the dashboard itself. */
function frame(dashboard: Json): Json {
  const rest = withoutKeys(dashboard, ['panels', 'templating', 'annotations']);
  return {
    ...rest,
    templating: containerOf(dashboard['templating']),
    annotations: containerOf(dashboard['annotations']),
  };
}

function containerOf(value: unknown): unknown {
  return isObject(value) ? withoutKeys(value, ['list']) : (value ?? {});
}

function namedChanges(
  before: Json,
  after: Json,
  container: 'templating' | 'annotations',
): { readonly changes: readonly NamedChange[]; readonly order: readonly PropertyChange[] } {
  const [then, now] = [before, after].map((dashboard) =>
    keyed(list(object(dashboard[container])['list']), (item, index) => text(object(item)['name']) || String(index)),
  );
  if (then === undefined || now === undefined) return { changes: [], order: [] };
  const changes: NamedChange[] = [];
  for (const [name, item] of now) {
    if (!then.has(name)) changes.push({ kind: 'added', name, properties: [] });
    else {
      const properties = propertyChanges(then.get(name), item);
      if (properties.length > 0) changes.push({ kind: 'changed', name, properties });
    }
  }
  for (const name of then.keys()) if (!now.has(name)) changes.push({ kind: 'removed', name, properties: [] });
  const order = reordered(then, now);
  return { changes, order: order === undefined ? [] : [{ path: `${container}.order`, ...order }] };
}

function panelChanges(before: readonly FlatPanel[], after: readonly FlatPanel[]): readonly PanelChange[] {
  const matches = matched(before, after);
  const moved = movedPanels(before, after, matches);
  const kept = new Set(matches.values());
  const gone = before.filter((panel) => !kept.has(panel));
  const indexOf = new Map(before.map((panel, index) => [panel, index]));
  const changes: PanelChange[] = [];
  let next = 0;
  /** Tells those that are gone and stood before this index. */
  const tellGone = (until: number): void => {
    for (let panel = gone[next]; panel !== undefined && (indexOf.get(panel) ?? 0) < until; panel = gone[next]) {
      changes.push({ kind: 'removed', panel: nameOf(panel, panel), row: rowOf(panel) });
      next += 1;
    }
  };
  for (const panel of after) {
    const then = matches.get(panel);
    if (then === undefined) changes.push({ kind: 'added', panel: nameOf(panel, panel), row: rowOf(panel) });
    else {
      if (!moved.has(panel)) tellGone(indexOf.get(then) ?? 0);
      const properties = [...propertyChanges(then.panel, panel.panel), ...sizeChanges(then, panel)];
      if (properties.length > 0 || moved.has(panel)) {
        changes.push({
          kind: 'changed',
          panel: nameOf(panel, then),
          row: rowOf(panel),
          properties,
          moved: moved.has(panel),
        });
      }
    }
  }
  tellGone(Infinity);
  return changes;
}

function sizeChanges(before: FlatPanel, after: FlatPanel): readonly PropertyChange[] {
  return (['w', 'h'] as const)
    .filter((side) => before[side] !== after[side])
    .map((side) => ({ path: `gridPos.${side}`, before: before[side], after: after[side] }));
}

function nameOf(panel: FlatPanel, other: FlatPanel): PanelName {
  return { id: idOf(panel) ?? idOf(other), title: titleOf(panel), type: text(panel.panel['type']) };
}

function rowOf({ row }: FlatPanel): string | undefined {
  return row === undefined ? undefined : titleOf(row);
}
