/**
 * What a save in the UI makes of a dashboard of ours, after the recording: the defaults that were filled in there are
 * filled in here, for panels of the same types, and the same keys are gone. Nothing here knows the tables of the
 * comparison.
 */
import { isObject, list, object, text } from '../../src/lint/read/json.ts';
import type { Json } from '../../src/lint/read/json.ts';
import { pushed, savedInUi } from './fixtures.ts';

export function saved(dashboard: Json): Json {
  const { annotations, panels, templating, ...rest } = dashboard;
  return {
    timepicker: {},
    preload: false,
    templating: { list: list(object(templating)['list']).map((variable) => savedVariable(object(variable))) },
    panels: list(panels).map((panel) => savedPanel(object(panel))),
    ...rest,
    editable: true,
    id: 977,
    schemaVersion: 41,
    version: 12,
    annotations: { list: [list(object(savedInUi['annotations'])['list'])[0], ...list(object(annotations)['list'])] },
  };
}

function without(value: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function savedPanel(panel: Json): Json {
  if (panel['type'] === 'row') {
    return { ...panel, panels: list(panel['panels']).map((child) => unopened(object(child))) };
  }
  const type = text(panel['type']);
  const filled = object(over(additions(type), unopened(panel)));
  const { defaults, ...fields } = object(filled['fieldConfig']);
  return {
    ...(type === 'text' ? without(filled, ['datasource', 'targets']) : filled),
    pluginVersion: '9.2.0',
    fieldConfig: { overrides: [], ...fields, defaults: savedFields(type, object(defaults)) },
  };
}

/** A panel in a collapsed row is written as it was read, almost. */
function unopened(panel: Json): Json {
  return without(panel, ['repeatDirection', 'transparent']);
}

function savedFields(type: string, defaults: Json): Json {
  if (type === 'text') return {};
  if (type === 'piechart') return without(defaults, ['thresholds']);
  if (type === 'heatmap') return { custom: defaults['custom'], links: defaults['links'] };
  const { steps, ...thresholds } = object(defaults['thresholds']);
  const [first, ...others] = list(steps);
  return { ...defaults, thresholds: { ...thresholds, steps: [{ ...object(first), value: 0 }, ...others] } };
}

/** What the recorded save added to a panel of this type. */
function additions(type: string): Json {
  const [before, after] = [pushed, savedInUi].map((dashboard) =>
    object(list(dashboard['panels']).find((panel) => object(panel)['type'] === type)),
  );
  const parts = ['fieldConfig', 'options'] as const;
  return Object.fromEntries(parts.map((key) => [key, added(before?.[key], after?.[key]) ?? {}]));
}

function added(before: unknown, after: unknown): unknown {
  if (before === undefined) return after;
  if (!isObject(before) || !isObject(after)) return undefined;
  const entries = Object.keys(after).map((key) => [key, added(before[key], after[key])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Key by key, what is there first. */
function over(filling: unknown, value: unknown): unknown {
  if (value === undefined) return filling;
  if (!isObject(filling) || !isObject(value)) return value;
  const keys = new Set([...Object.keys(filling), ...Object.keys(value)]);
  return Object.fromEntries([...keys].map((key) => [key, over(filling[key], value[key])]));
}

function savedVariable(variable: Json): Json {
  const { current, ...rest } = without(variable, [
    'skipUrlSync',
    ...(variable['multi'] === true ? [] : ['multi']),
    ...(variable['type'] === 'interval' ? ['allowCustomValue', 'includeAll'] : ['auto', 'auto_count', 'auto_min']),
  ]);
  const refresh = variable['type'] === 'datasource' ? { refresh: 1 } : {};
  const options =
    variable['type'] === 'interval'
      ? { refresh: 2, options: [{ text: '5m', value: '5m', selected: false }] }
      : { options: [] };
  const chosen = without(object(current), ['selected']);
  const auto = variable['type'] === 'interval' ? { text: '$__auto', value: '$__auto' } : {};
  return { ...rest, ...refresh, ...options, current: { ...chosen, ...auto } };
}
