import { expect, test } from 'vitest';
import * as sdk from '@grafana/grafana-foundation-sdk/units';
import { override, secs, unitProblems } from '../units.ts';

const numberPanels = ['stat', 'singlestat', 'graph', 'table', 'timeseries', 'gauge'];
const noUnit = 'it has no unit, so its numbers may be seconds, bytes or anything';

test.each(numberPanels)('judges %s, unknown-unit does not', (type) => {
  expect(unitProblems('panel-units', { unit: 's' }, type)).toEqual([]);
  expect(unitProblems('panel-units', {}, type)).toEqual([noUnit]);
  expect(unitProblems('panel-units', { unit: 'secs' }, type)).toEqual([secs]);
  expect(unitProblems('unknown-unit', { unit: 'secs' }, type)).toEqual([]);
});

test.each(['suffix:orders', 'prefix:~', 'time:YYYY', 'si:mF', 'count:orders', 'currency:kr', 'bool:on/off'])(
  '%s is a text of its own',
  (unit) => {
    expect(unitProblems('panel-units', { unit })).toEqual([
      `its unit is "${unit}", a text of its own that Grafana neither scales nor converts`,
    ]);
  },
);

test('a field may have the unit instead, and each is judged', () => {
  expect(unitProblems('panel-units', { overrides: [override('s')] })).toEqual([]);
  expect(unitProblems('panel-units', { overrides: [override('')] })).toEqual([noUnit]);
  expect(unitProblems('panel-units', { overrides: [override(7)] })).toEqual([noUnit]);
  expect(unitProblems('panel-units', { unit: 's', overrides: [override('secs'), override('s')] })).toEqual([
    'Grafana does not know the unit of "p95", "secs", so it writes that word after the bare number',
  ]);
  expect(unitProblems('panel-units', { unit: 'secs', overrides: [override('s')] })).toEqual([secs]);
  expect(unitProblems('panel-units', { unit: 's', overrides: [override('suffix:x', 7)] })).toEqual([
    'the unit of an override is "suffix:x", a text of its own that Grafana neither scales nor converts',
  ]);
});

test('words of its own need no unit, empty lists of them are none', () => {
  const mapping = { type: 'value', options: { 0: { text: 'down' } } };
  expect(unitProblems('panel-units', { mappings: [mapping] })).toEqual([]);
  expect(unitProblems('panel-units', { mappings: [] })).toEqual([noUnit]);
  const inOverride = { matcher: {}, properties: [{ id: 'mappings', value: [mapping] }] };
  expect(unitProblems('panel-units', { overrides: [inOverride] })).toEqual([]);
});

test('a stat of other fields needs none, a gauge does', () => {
  const fields = { options: { reduceOptions: { fields: '/^version$/' } } };
  expect(unitProblems('panel-units', {}, 'stat', fields)).toEqual([]);
  expect(unitProblems('panel-units', {}, 'gauge', fields)).toEqual([noUnit]);
});

test('no field settings at all', () => {
  expect(unitProblems('panel-units', {}, 'stat', { fieldConfig: null })).toEqual([noUnit]);
});

test('every unit that the SDK knows is fine, and so is the old spelling that Grafana takes', () => {
  const ids = Object.values<unknown>(sdk).filter((id) => typeof id === 'string');
  expect(ids.length).toBeGreaterThan(250);
  for (const unit of [...ids, 'farenheit']) expect(unitProblems('panel-units', { unit }), unit).toEqual([]);
});
