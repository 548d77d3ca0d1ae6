/** Each default that is stripped: the same as none, and any other value there is a change. */
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import { panelTypes } from '../../src/compare/defaults/panel-types.ts';
import { isSame } from '../../src/compare/difference.ts';
import { dashboardDefaults } from '../../src/compare/normalise.ts';
import { linkDefaults } from '../../src/compare/normal/link.ts';
import { panelDefaults } from '../../src/compare/normal/panel.ts';
import { editorState, prometheusDefaults } from '../../src/compare/normal/target.ts';
import { variableDefaults } from '../../src/compare/normal/variable.ts';
import { isObject } from '../../src/lint/read/json.ts';
import type { Json } from '../../src/lint/read/json.ts';
import { another } from './mutations.ts';

interface Entry {
  readonly place: string;
  /** A dashboard with this value in that place; with none where it is undefined. */
  readonly make: (value: unknown) => Json;
  readonly value: unknown;
}

/** Each text, number and list of a table of defaults, with its keys. */
function entries(table: unknown, keys: readonly string[] = []): readonly { keys: readonly string[]; value: unknown }[] {
  if (!isObject(table)) return [{ keys, value: table }];
  return Object.entries(table).flatMap(([key, value]) => entries(value, [...keys, key]));
}

function nested(keys: readonly string[], value: unknown): unknown {
  if (value === undefined) return {};
  return keys.toReversed().reduce((inner: unknown, key) => ({ [key]: inner }), value);
}

const withPanel = (panel: Json): Json => ({ panels: [{ id: 1, type: 'timeseries', title: 'A', ...panel }] });
const withTarget = (target: Json): Json =>
  withPanel({ targets: [{ refId: 'A', expr: 'up', datasource: { type: 'prometheus', uid: 'p' }, ...target }] });
const withVariable = (variable: Json): Json => ({ templating: { list: [{ name: 'v', query: 'q', ...variable }] } });

function from(place: string, table: unknown, around: (value: Json) => Json): readonly Entry[] {
  return entries(table).map(({ keys, value }) => ({
    place: `${place} ${keys.join('.')}`,
    value,
    make: (given) => {
      const inner = nested(keys, given);
      return around(isObject(inner) ? inner : {});
    },
  }));
}

const table: readonly Entry[] = [
  ...[...panelTypes].flatMap(([type, { options, field }]) => [
    ...from(`${type} options`, options, (value) => withPanel({ type, options: value })),
    ...from(`${type} field`, field ?? {}, (value) => withPanel({ type, fieldConfig: { defaults: value } })),
  ]),
  ...from('dashboard', dashboardDefaults, (value) => value),
  ...from('dashboard link', linkDefaults, (value) => ({ links: [{ title: 'A', ...value }] })),
  ...from('panel link', linkDefaults, (value) => withPanel({ links: [{ title: 'A', ...value }] })),
  ...from('panel', { ...panelDefaults, title: undefined }, (value) => withPanel(value)).filter(
    ({ value }) => value !== undefined,
  ),
  ...from('row', { collapsed: false }, (value) => withPanel({ type: 'row', ...value })),
  ...from('repeated panel', { repeatDirection: 'h' }, (value) => withPanel({ repeat: 'v', ...value })),
  // Beside `instant`, for alone a range is what there is anyway.
  ...from('target', { ...prometheusDefaults, instant: undefined, hide: false }, (value) =>
    withTarget({ instant: true, ...value }),
  ).filter(({ value }) => value !== undefined),
  ...from('target', { instant: false }, withTarget),
  ...from('query variable', variableDefaults, (value) => withVariable({ type: 'query', ...value })),
  ...from('custom variable', variableDefaults, (value) => withVariable({ type: 'custom', ...value })),
  ...from('interval', { auto: false }, (value) => withVariable({ type: 'interval', ...value })),
  ...from('interval', { auto_count: 30, auto_min: '10s' }, (value) =>
    withVariable({ type: 'interval', auto: true, ...value }),
  ),
  ...from('annotation', { builtIn: 0, enable: false, hide: false }, (value) => ({
    annotations: { list: [{ name: 'A', ...value }] },
  })),
];

describe('defaults', () => {
  it('are many', () => {
    expect(table.length).toBeGreaterThan(200);
  });

  it.each(table)('$place', ({ make, value }) => {
    expect(isSame(compare(make(undefined), make(value))), 'the default is none').toBe(true);
    expect(isSame(compare(make(value), make(another(value)))), 'another value').toBe(false);
    expect(isSame(compare(make(undefined), make(another(value)))), 'another value beside none').toBe(false);
    expect(isSame(compare(make(undefined), make(null))), 'null is none').toBe(true);
  });

  it.each(['gauge', 'stat', 'piechart'])(
    'an empty list is another value where the default is not empty: %s',
    (type) => {
      const make = (reduceOptions: Json): Json => withPanel({ type, options: { reduceOptions } });
      expect(isSame(compare(make({}), make({ calcs: [] })))).toBe(false);
      expect(isSame(compare(make({ calcs: ['lastNotNull'] }), make({})))).toBe(true);
    },
  );

  it.each(editorState.map((key) => ({ key })))('how the editor looked says nothing: $key', ({ key }) => {
    expect(isSame(compare(withTarget({}), withTarget({ [key]: true })))).toBe(true);
  });

  it('of a type of panel that is not known each value counts', () => {
    const make = (value: Json): Json => withPanel({ type: 'somebody-clock-panel', ...value });
    expect(isSame(compare(make({}), make({ options: { tooltip: { mode: 'single' } } })))).toBe(false);
    expect(isSame(compare(make({ options: { a: [] } }), make({ options: {} })))).toBe(false);
    expect(isSame(compare(make({}), make({ fieldConfig: { defaults: { custom: { a: [] } } } })))).toBe(false);
    expect(isSame(compare(make({ options: { a: null, b: 1 } }), make({ options: { b: 1 } })))).toBe(true);
    expect(isSame(compare(make({ options: {} }), make({ fieldConfig: { defaults: {}, overrides: [] } })))).toBe(true);
  });

  it('null is none wherever it stands, but in a list', () => {
    const make = (options: Json): Json => withPanel({ transformations: [{ id: 'organize', options }] });
    expect(isSame(compare(make({ a: null, b: { c: null, d: 1 } }), make({ b: { d: 1 } })))).toBe(true);
    expect(isSame(compare(make({ a: [null, 1] }), make({ a: [1] })))).toBe(false);
  });

  it('of a data source that is not known each value counts', () => {
    const make = (target: Json): Json =>
      withPanel({ targets: [{ refId: 'A', datasource: { type: 'loki' }, ...target }] });
    for (const key of ['instant', 'range', 'editorMode']) {
      expect(isSame(compare(make({}), make({ [key]: false }))), key).toBe(false);
    }
    expect(isSame(compare(make({}), make({ hide: false })))).toBe(true);
  });

  it('neither a range nor an instant is a range, and both are both', () => {
    const queries: readonly Json[] = [{ range: true }, { range: true, instant: false }, { range: false }, {}];
    for (const query of queries) expect(isSame(compare(withTarget(query), withTarget({})))).toBe(true);
    expect(isSame(compare(withTarget({ range: true, instant: true }), withTarget({ instant: true })))).toBe(false);
    expect(isSame(compare(withTarget({ range: true }), withTarget({ instant: true })))).toBe(false);
  });
});

const steps = (...list: readonly Json[]): Json => ({ thresholds: { mode: 'absolute', steps: list } });
const withField = (defaults: Json): Json => withPanel({ fieldConfig: { defaults } });

describe('thresholds', () => {
  const [green, red] = [{ color: 'green' }, { color: 'red', value: 80 }];

  it.each([null, 0, -5, undefined])('the first step begins at minus infinity, whatever it says: %s', (value) => {
    expect(isSame(compare(withField(steps({ ...green, value }, red)), withField({})))).toBe(true);
    const override = (thresholds: Json): Json =>
      withPanel({
        fieldConfig: {
          overrides: [
            {
              matcher: { id: 'byName', options: 'a' },
              properties: [{ id: 'thresholds', value: thresholds['thresholds'] }],
            },
          ],
        },
      });
    const [one, other] = [steps({ ...green, value }), steps({ ...green, value: null })];
    expect(isSame(compare(override(one), override(other)))).toBe(true);
  });

  it('other steps, colours and values count', () => {
    for (const other of [steps(green), steps({ color: 'blue' }, red), steps(green, { ...red, value: 81 }), steps()]) {
      expect(isSame(compare(withField(other), withField({})))).toBe(false);
    }
  });
});

describe('what a type does not read', () => {
  const cases: readonly { readonly what: string; readonly one: Json; readonly other: Json; readonly same: boolean }[] =
    [
      {
        what: 'thresholds of a pie',
        one: { type: 'piechart', fieldConfig: { defaults: steps({ color: 'red' }) } },
        other: { type: 'piechart' },
        same: true,
      },
      {
        what: 'unit of a pie',
        one: { type: 'piechart', fieldConfig: { defaults: { unit: 's' } } },
        other: { type: 'piechart' },
        same: false,
      },
      {
        what: 'unit of a heatmap',
        one: { type: 'heatmap', fieldConfig: { defaults: { unit: 's' } } },
        other: { type: 'heatmap' },
        same: true,
      },
      {
        what: 'links of a heatmap',
        one: { type: 'heatmap', fieldConfig: { defaults: { links: [{ title: 'a' }] } } },
        other: { type: 'heatmap' },
        same: false,
      },
      {
        what: 'queries of a text',
        one: { type: 'text', datasource: { uid: 'p' }, targets: [{ refId: 'A' }] },
        other: { type: 'text' },
        same: true,
      },
      {
        what: 'content of a text',
        one: { type: 'text', options: { content: 'a' } },
        other: { type: 'text' },
        same: false,
      },
      {
        what: 'size of a row',
        one: { type: 'row', gridPos: { h: 3, w: 2, x: 1, y: 0 }, datasource: 'p' },
        other: { type: 'row' },
        same: true,
      },
      { what: 'repetition of a row', one: { type: 'row', repeat: 'job' }, other: { type: 'row' }, same: false },
      { what: 'direction without repetition', one: { repeatDirection: 'v', maxPerRow: 3 }, other: {}, same: true },
      {
        what: 'direction of a repetition',
        one: { repeat: 'job', repeatDirection: 'v' },
        other: { repeat: 'job' },
        same: false,
      },
      { what: 'width of a repetition', one: { repeat: 'job', maxPerRow: 3 }, other: { repeat: 'job' }, same: false },
      { what: 'version of the plugin', one: { pluginVersion: '12.2.0' }, other: {}, same: true },
      { what: 'queries of a graph', one: { targets: [{ refId: 'A', expr: 'up' }] }, other: {}, same: false },
    ];

  it.each(cases)('$what', ({ one, other, same }) => {
    expect(isSame(compare(withPanel(one), withPanel(other)))).toBe(same);
  });

  it.each(['id', 'version', 'iteration', 'schemaVersion', 'pluginVersion', 'editable', 'style'])(
    '%s of a dashboard',
    (key) => {
      expect(isSame(compare({ title: 'A' }, { title: 'A', [key]: 7 }))).toBe(true);
    },
  );

  it.each(['uid', 'title', 'tags', 'somebodys', '__proto__', 'constructor'])('%s of a dashboard counts', (key) => {
    const other: unknown = JSON.parse(`{"title":"A","${key}":["7"]}`);
    expect(isSame(compare({ title: 'A' }, isObject(other) ? other : {}))).toBe(false);
  });

  it('no refresh may be spelled in three ways', () => {
    for (const refresh of [false, '', null])
      expect(isSame(compare({ title: 'A' }, { title: 'A', refresh }))).toBe(true);
  });
});

describe('variables', () => {
  const cases: readonly { readonly what: string; readonly one: Json; readonly other: Json; readonly same: boolean }[] =
    [
      {
        what: 'which choice is marked',
        one: { type: 'query', current: { selected: true, text: 'a', value: 'a' } },
        other: { type: 'query', current: { text: 'a', value: 'a' } },
        same: true,
      },
      {
        what: 'which choice it is',
        one: { type: 'query', current: { text: 'a', value: 'a' } },
        other: { type: 'query', current: { text: 'b', value: 'b' } },
        same: false,
      },
      {
        what: 'how an automatic interval is spelled',
        one: { type: 'interval', name: 'step', current: { text: 'auto', value: '$__auto_interval_step' } },
        other: { type: 'interval', name: 'step', current: { text: '$__auto', value: '$__auto' } },
        same: true,
      },
      {
        what: 'which interval is chosen',
        one: { type: 'interval', current: { text: '$__auto', value: '$__auto' } },
        other: { type: 'interval', current: { text: '5m', value: '5m' } },
        same: false,
      },
      {
        what: 'how a choice of a list is called',
        one: { type: 'custom', current: { text: 'A', value: 'a' } },
        other: { type: 'custom', current: { text: 'a', value: 'a' } },
        same: true,
      },
      {
        what: 'how a choice of a query is called',
        one: { type: 'query', current: { text: 'A', value: 'a' } },
        other: { type: 'query', current: { text: 'a', value: 'a' } },
        same: false,
      },
      {
        what: 'choices that follow from a query',
        one: { type: 'query', refresh: 2, options: [{ text: 'a' }] },
        other: { type: 'query', refresh: 2 },
        same: true,
      },
      {
        what: 'choices of a query that is never asked again',
        one: { type: 'query', refresh: 0, options: [{ text: 'a' }] },
        other: { type: 'query', refresh: 0 },
        same: false,
      },
      {
        what: 'choices of a list',
        one: { type: 'custom', options: [{ text: 'a' }] },
        other: { type: 'custom' },
        same: true,
      },
      {
        what: 'refresh of a query',
        one: { type: 'query', refresh: 2 },
        other: { type: 'query', refresh: 1 },
        same: false,
      },
      {
        what: 'refresh of a data source',
        one: { type: 'datasource', refresh: 1 },
        other: { type: 'datasource' },
        same: true,
      },
      {
        what: 'steps of what is no interval',
        one: { type: 'datasource', auto: false, auto_count: 3, auto_min: '1m' },
        other: { type: 'datasource' },
        same: true,
      },
      {
        what: 'steps of an interval that is not automatic',
        one: { type: 'interval', auto_count: 3, auto_min: '1m' },
        other: { type: 'interval' },
        same: true,
      },
      {
        what: 'several values of an interval',
        one: { type: 'interval', multi: true, includeAll: true },
        other: { type: 'interval' },
        same: true,
      },
      {
        what: 'several values of a data source',
        one: { type: 'datasource', multi: true },
        other: { type: 'datasource' },
        same: false,
      },
      {
        what: 'the query of an interval',
        one: { type: 'interval', query: '1m' },
        other: { type: 'interval' },
        same: false,
      },
      {
        what: 'a query repeated as definition',
        one: { type: 'query', definition: 'q' },
        other: { type: 'query' },
        same: true,
      },
      {
        what: 'a query within an object repeated as definition',
        one: { type: 'query', query: { query: 'q' }, definition: 'q' },
        other: { type: 'query', query: { query: 'q' } },
        same: true,
      },
      { what: 'another definition', one: { type: 'query', definition: 'p' }, other: { type: 'query' }, same: false },
      {
        what: 'a constant is hidden',
        one: { type: 'constant', hide: 2, current: { value: 'q' } },
        other: { type: 'constant' },
        same: true,
      },
      {
        what: 'the value of a constant',
        one: { type: 'constant', query: 'p' },
        other: { type: 'constant' },
        same: false,
      },
      { what: 'text of a text box', one: { type: 'textbox', query: 'p' }, other: { type: 'textbox' }, same: false },
    ];

  it.each(cases)('$what', ({ one, other, same }) => {
    expect(isSame(compare(withVariable(one), withVariable(other)))).toBe(same);
  });
});

describe('the annotations that each dashboard has', () => {
  const builtIn = {
    builtIn: 1,
    datasource: { type: 'grafana', uid: '-- Grafana --' },
    enable: true,
    hide: true,
    iconColor: 'rgba(0, 211, 255, 1)',
    name: 'Annotations & Alerts',
    type: 'dashboard',
  };
  const make = (...annotations: readonly Json[]): Json => ({ title: 'A', annotations: { list: annotations } });

  it('are none', () => {
    expect(isSame(compare({ title: 'A' }, make(builtIn)))).toBe(true);
    const older = { ...builtIn, target: { limit: 100, matchAny: false, tags: [], type: 'dashboard' } };
    expect(isSame(compare(make(builtIn), make(older)))).toBe(true);
  });

  it.each(Object.keys(builtIn))('count where they are changed: %s', (key) => {
    expect(isSame(compare(make(builtIn), make({ ...builtIn, [key]: 'other' })))).toBe(false);
  });

  it('count where they ask for something', () => {
    expect(isSame(compare(make(builtIn), make({ ...builtIn, target: { tags: ['a'] } })))).toBe(false);
  });
});
