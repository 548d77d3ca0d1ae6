import { isObject } from '../../lint/read/json.ts';
import type { Json } from '../../lint/read/json.ts';
import { panelTypes } from '../defaults/panel-types.ts';
import type { PanelType } from '../defaults/panel-type.ts';
import { emptyAsNone, mapped, stripped, withoutNulls } from '../strip.ts';
import { normalFieldConfig } from './field-config.ts';
import { normalLinks } from './link.ts';
import { normalTarget } from './target.ts';

export const panelDefaults: Json = { description: '', hideTimeOverride: false, title: '', transparent: false };

/** What a save keeps of a row: it has no place of its own but its order, which stands in `gridPos.y`. */
const rowKeys = new Set(['collapsed', 'id', 'panels', 'repeat', 'title', 'type']);

/** Of what a panel asks of a data source; a type that asks none loses it on saving. */
const dataKeys = new Set([
  'cacheTimeout',
  'datasource',
  'interval',
  'maxDataPoints',
  'queryCachingTTL',
  'targets',
  'transformations',
]);

/** Without `gridPos` and, of a row, without `panels`: the layout sees to them. */
export function normalPanel(panel: Json): Json {
  return panel['type'] === 'row' ? normalRow(panel) : normalVisual(panel);
}

function normalRow(row: Json): Json {
  return mapped(row, (item, key) => {
    if (!rowKeys.has(key) || key === 'panels') return undefined;
    return stripped(item, key === 'collapsed' ? false : panelDefaults[key]);
  });
}

function normalVisual(panel: Json): Json {
  // A panel without a type is shown as this one.
  const name = panel['type'] ?? 'timeseries';
  const type = typeof name === 'string' ? panelTypes.get(name) : undefined;
  const repeats = typeof panel['repeat'] === 'string' && panel['repeat'] !== '';
  const rest = mapped(panel, (item, key) => {
    if (key === 'gridPos' || key === 'pluginVersion' || key === 'type') return undefined;
    if (type?.noData === true && dataKeys.has(key)) return undefined;
    if (key === 'repeat') return repeats ? item : undefined;
    if (key === 'repeatDirection') return repeats ? stripped(item, 'h') : undefined;
    if (key === 'maxPerRow') return repeats ? stripped(item, undefined) : undefined;
    if (key === 'fieldConfig') return normalFields(item, type);
    if (key === 'options') return normalOptions(item, type);
    if (key === 'targets') return Array.isArray(item) ? nonEmpty(item.map(normalTarget)) : stripped(item, undefined);
    if (key === 'links') return normalLinks(item);
    return stripped(item, Object.hasOwn(panelDefaults, key) ? panelDefaults[key] : undefined);
  });
  return { ...rest, type: name };
}

function normalFields(config: unknown, type: PanelType | undefined): unknown {
  return type !== undefined && type.field === undefined ? undefined : normalFieldConfig(config, type);
}

function normalOptions(options: unknown, type: PanelType | undefined): unknown {
  if (type !== undefined) return stripped(options, type.options);
  return isObject(options)
    ? emptyAsNone(mapped(options, (item) => (item === null ? undefined : withoutNulls(item))))
    : stripped(options, undefined);
}

function nonEmpty(items: readonly unknown[]): unknown {
  return items.length === 0 ? undefined : items;
}
