import { expect, test } from 'vitest';
import type { Json } from '../../../src/lint/read/json.ts';
import { dashboard, foundBy, panel } from '../support.ts';

const named = (options: unknown, id = 'byName'): Json => ({
  matcher: { id, options },
  properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'blue' } }],
});

function problems(legends: readonly unknown[], overrides: readonly Json[], changes: Json = {}): readonly string[] {
  const targets = legends.map((legendFormat, index) => ({ refId: `${index}`, expr: 'up', legendFormat }));
  const panels = [panel({ targets, fieldConfig: { overrides }, ...changes })];
  return foundBy('colour-without-series', dashboard({ panels })).map(({ problem }) => problem);
}

test('a colour for a name that no legend gives', () => {
  expect(problems(['created', 'finished'], [named('created'), named('creatd')])).toEqual([
    'the colour that is set for "creatd" is never used, since no legend gives a series that name',
  ]);
});

test('what is set may be something else than a colour', () => {
  const unit = { matcher: { id: 'byName', options: 'x' }, properties: [{ id: 'unit', value: 's' }] };
  expect(problems(['created'], [unit])).toEqual([expect.stringContaining('what is set for "x" is never used')]);
});

test.each<[string, readonly unknown[], Json]>([
  ['a label', ['{{status}}'], {}],
  ['a label among texts', ['created', 'of {{status}}'], {}],
  ['an empty legend', ['created', ''], {}],
  ['no legend', [undefined], {}],
  ['one that Grafana chooses', ['__auto'], {}],
  ['a variable', ['created $job'], {}],
  ['no query', [], {}],
  ['a table', ['created'], { type: 'table' }],
  ['a transformation that renames', ['created'], { transformations: [{ id: 'organize' }] }],
  ['a name for all', ['created'], { fieldConfig: { defaults: { displayName: 'x' }, overrides: [named('x')] } }],
  ['a table as result', [], { targets: [{ expr: 'up', legendFormat: 'a', format: 'table' }] }],
  ['exemplars', [], { targets: [{ expr: 'up', legendFormat: 'a', exemplar: true }] }],
  [
    'an expression beside',
    [],
    {
      targets: [
        { expr: 'up', legendFormat: 'a' },
        { type: 'math', datasource: { type: '__expr__' } },
      ],
    },
  ],
])('%s: nothing is said', (_, legends, changes) => {
  expect(problems(legends, [named('x')], changes)).toEqual([]);
});

test.each([['created'], ['created 2'], ['Time'], ['Value'], ['$job'], [''], [7]])('the name %s is fine', (name) => {
  expect(problems(['created'], [named(name)])).toEqual([]);
});

test('only names are judged; a transformation that renames nothing, or is off, changes nothing', () => {
  expect(problems(['created'], [named('x', 'byRegexp')])).toEqual([]);
  const kept = { transformations: [{ id: 'sortBy' }, { id: 'organize', disabled: true }] };
  expect(problems(['created'], [named('x')], kept)).toHaveLength(1);
});
