import { expect, test } from 'vitest';
import { foundUnits, override, secs, unitProblems } from '../units.ts';

test.each(['heatmap', 'bargauge', 'piechart', 'state-timeline', ''])('judges %s', (type) => {
  expect(unitProblems('unknown-unit', { unit: 'secs' }, type)).toEqual([secs]);
  expect(unitProblems('unknown-unit', { overrides: [override('secs')] }, type)).toHaveLength(1);
  expect(unitProblems('unknown-unit', { unit: 's' }, type)).toEqual([]);
  expect(unitProblems('unknown-unit', {}, type)).toEqual([]);
  expect(unitProblems('panel-units', { unit: 'secs' }, type)).toEqual([]);
});

test('judges what panel-units leaves out', () => {
  const mappings = [{ type: 'value', options: {} }];
  expect(unitProblems('unknown-unit', { unit: 'secs', mappings })).toEqual([secs]);
  const fields = { options: { reduceOptions: { fields: '/x/' } } };
  expect(unitProblems('unknown-unit', { unit: 'secs' }, 'stat', fields)).toEqual([secs]);
});

test.each(['suffix:orders', 'prefix:~', 'time:YYYY', 'si:mF', 'count:x', 'currency:financial:€', 'bool:on/off'])(
  'takes %s',
  (unit) => {
    expect(unitProblems('unknown-unit', { unit }, 'heatmap')).toEqual([]);
  },
);

test.each([':x', 'postfix:x', 'Suffix:x', 'toString', '__esModule', 'default'])('refuses %s', (unit) => {
  expect(unitProblems('unknown-unit', { unit }, 'heatmap')).toHaveLength(1);
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
  expect(foundUnits('unknown-unit', { unit }, 'heatmap')[0]?.next).toBe(next);
});
