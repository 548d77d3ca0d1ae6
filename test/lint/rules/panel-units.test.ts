import { describe, expect, test } from 'vitest';
import * as sdk from '@grafana/grafana-foundation-sdk/units';
import { dashboard, foundBy, panel } from '../support.ts';

function override(value: unknown, options: unknown = 'p95') {
  return { matcher: { id: 'byName', options }, properties: [{ id: 'unit', value }] };
}

function found(rule: 'panel-units' | 'unknown-unit', changes: object, type = 'timeseries', more: object = {}) {
  const { overrides = [], ...defaults }: { overrides?: readonly object[] } = changes;
  const json = panel({ type, fieldConfig: { defaults, overrides }, ...more });
  return foundBy(rule, dashboard({ panels: [json] }));
}

function problems(...args: Parameters<typeof found>) {
  return found(...args).map(({ problem }) => problem);
}

const numberPanels = ['stat', 'singlestat', 'graph', 'table', 'timeseries', 'gauge'];
const noUnit = 'it has no unit, so its numbers may be seconds, bytes or anything';
const secs = 'Grafana does not know its unit, "secs", so it writes that word after the bare number';

describe('panel-units', () => {
  test.each(numberPanels)('judges %s, unknown-unit does not', (type) => {
    expect(problems('panel-units', { unit: 's' }, type)).toEqual([]);
    expect(problems('panel-units', {}, type)).toEqual([noUnit]);
    expect(problems('panel-units', { unit: 'secs' }, type)).toEqual([secs]);
    expect(problems('unknown-unit', { unit: 'secs' }, type)).toEqual([]);
  });

  test.each(['suffix:orders', 'prefix:~', 'time:YYYY', 'si:mF', 'count:orders', 'currency:kr', 'bool:on/off'])(
    '%s is a text of its own',
    (unit) => {
      expect(problems('panel-units', { unit })).toEqual([
        `its unit is "${unit}", a text of its own that Grafana neither scales nor converts`,
      ]);
    },
  );

  test('a field may have the unit instead, and each is judged', () => {
    expect(problems('panel-units', { overrides: [override('s')] })).toEqual([]);
    expect(problems('panel-units', { overrides: [override('')] })).toEqual([noUnit]);
    expect(problems('panel-units', { overrides: [override(7)] })).toEqual([noUnit]);
    expect(problems('panel-units', { unit: 's', overrides: [override('secs'), override('s')] })).toEqual([
      'Grafana does not know the unit of "p95", "secs", so it writes that word after the bare number',
    ]);
    expect(problems('panel-units', { unit: 'secs', overrides: [override('s')] })).toEqual([secs]);
    expect(problems('panel-units', { unit: 's', overrides: [override('suffix:x', 7)] })).toEqual([
      'the unit of an override is "suffix:x", a text of its own that Grafana neither scales nor converts',
    ]);
  });

  test('words of its own need no unit, empty lists of them are none', () => {
    const mapping = { type: 'value', options: { 0: { text: 'down' } } };
    expect(problems('panel-units', { mappings: [mapping] })).toEqual([]);
    expect(problems('panel-units', { mappings: [] })).toEqual([noUnit]);
    const inOverride = { matcher: {}, properties: [{ id: 'mappings', value: [mapping] }] };
    expect(problems('panel-units', { overrides: [inOverride] })).toEqual([]);
  });

  test('a stat of other fields needs none, a gauge does', () => {
    const fields = { options: { reduceOptions: { fields: '/^version$/' } } };
    expect(problems('panel-units', {}, 'stat', fields)).toEqual([]);
    expect(problems('panel-units', {}, 'gauge', fields)).toEqual([noUnit]);
  });

  test('no field settings at all', () => {
    expect(problems('panel-units', {}, 'stat', { fieldConfig: null })).toEqual([noUnit]);
  });
});

describe('unknown-unit', () => {
  test.each(['heatmap', 'bargauge', 'piechart', 'state-timeline', ''])('judges %s', (type) => {
    expect(problems('unknown-unit', { unit: 'secs' }, type)).toEqual([secs]);
    expect(problems('unknown-unit', { overrides: [override('secs')] }, type)).toHaveLength(1);
    expect(problems('unknown-unit', { unit: 's' }, type)).toEqual([]);
    expect(problems('unknown-unit', {}, type)).toEqual([]);
    expect(problems('panel-units', { unit: 'secs' }, type)).toEqual([]);
  });

  test('judges what panel-units leaves out', () => {
    const mappings = [{ type: 'value', options: {} }];
    expect(problems('unknown-unit', { unit: 'secs', mappings })).toEqual([secs]);
    const fields = { options: { reduceOptions: { fields: '/x/' } } };
    expect(problems('unknown-unit', { unit: 'secs' }, 'stat', fields)).toEqual([secs]);
  });

  test.each(['suffix:orders', 'prefix:~', 'time:YYYY', 'si:mF', 'count:x', 'currency:financial:€', 'bool:on/off'])(
    'takes %s',
    (unit) => {
      expect(problems('unknown-unit', { unit }, 'heatmap')).toEqual([]);
    },
  );

  test.each([':x', 'postfix:x', 'Suffix:x', 'toString', '__esModule', 'default'])('refuses %s', (unit) => {
    expect(problems('unknown-unit', { unit }, 'heatmap')).toHaveLength(1);
  });

  test.each([
    ['seconds', 'write "s".'],
    ['Milliseconds', 'write "ms".'],
    ['S', 'write "s".'],
    ['percentunits', 'write "percentunit".'],
    ['byts', 'write "bytes".'],
    ['sec', "take one of Grafana's unit ids, such as s, bytes, ops or none."],
    ['orders per customer', "take one of Grafana's unit ids, such as s, bytes, ops or none."],
  ])('for %s, it says: %s', (unit, next) => {
    expect(found('unknown-unit', { unit }, 'heatmap')[0]?.next).toBe(next);
  });
});

test('every unit that the SDK knows is fine, and so is the old spelling that Grafana takes', () => {
  const ids = Object.values<unknown>(sdk).filter((id) => typeof id === 'string');
  expect(ids.length).toBeGreaterThan(250);
  for (const unit of [...ids, 'farenheit']) expect(problems('panel-units', { unit }), unit).toEqual([]);
});
