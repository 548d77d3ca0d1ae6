import { expect, test } from 'vitest';
import type { Json } from '../../../src/lint/read/json.ts';
import { dashboard, foundBy, goodQuery, panel } from '../support.ts';

const fixed: Json = { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } };
const override = (name: string, ...properties: readonly Json[]): Json => ({
  matcher: { id: 'byName', options: name },
  properties: properties.length === 0 ? [fixed] : properties,
});

function found(legends: readonly string[], overrides: readonly Json[], changes: Json = {}) {
  const targets = legends.map((legendFormat, index) => ({ refId: 'ABC'[index], expr: goodQuery, legendFormat }));
  const fieldConfig = { defaults: { unit: 'ops' }, overrides };
  return foundBy('colour-without-series', dashboard({ panels: [panel({ targets, fieldConfig, ...changes })] }));
}

test('a colour for a legend that is not there', () => {
  expect(found(['p50', 'p95'], [override('p99'), override('p50')])).toEqual([
    expect.objectContaining({
      problem: 'the colour red is for "p99", and no query has that legend',
      next: 'give it to one of those that are there: "p50", "p95"; or remove it.',
    }),
  ]);
});

test.each<readonly [string, readonly string[], readonly Json[], Json]>([
  ['the name of a query', ['p50'], [override('p50')], {}],
  ['the second series of a name', ['p50'], [override('p50 2')], {}],
  ['one legend is of labels', ['p50', '{{status}}'], [override('p99')], {}],
  ['one legend is of a variable', ['p50', '$status'], [override('p99')], {}],
  ['one legend is left to Grafana', ['p50', '__auto'], [override('p99')], {}],
  ['one query has no legend', ['p50', ''], [override('p99')], {}],
  ['no colour', ['p50'], [override('p99', { id: 'unit', value: 's' })], {}],
  ['transformed', ['p50'], [override('p99')], { transformations: [{ id: 'renameByRegex' }] }],
  ['renamed by an override', ['p50'], [override('p99'), override('p50', { id: 'displayName', value: 'p99' })], {}],
  ['chosen otherwise', ['p50'], [{ matcher: { id: 'byRegexp', options: 'p99' }, properties: [fixed] }], {}],
  ['no queries', [], [override('p99')], {}],
  ['all renamed', ['p50'], [], { fieldConfig: { defaults: { displayName: 'p99' }, overrides: [override('p99')] } }],
  [
    'a table, whose fields are labels',
    [],
    [override('p99')],
    { targets: [{ refId: 'A', expr: goodQuery, legendFormat: 'p50', format: 'table' }] },
  ],
  [
    'a query of another data source',
    [],
    [override('p99')],
    {
      targets: [
        { refId: 'A', expr: goodQuery, legendFormat: 'p50' },
        { refId: 'B', rawSql: 'select 1' },
      ],
    },
  ],
])('%s is fine', (_, legends, overrides, changes) => {
  expect(found(legends, overrides, changes)).toEqual([]);
});
