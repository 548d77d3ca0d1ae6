import { expect, test } from 'vitest';
import type { Json } from '../../../src/lint/read/json.ts';
import { dashboard, dataSourceVariable, foundBy, panel, panelOf, standardVariables, variable } from '../support.ts';

function problems(list: readonly Json[], changes: Json = {}): readonly string[] {
  return foundBy('unused-variable', dashboard({ templating: { list }, ...changes })).map(({ problem }) => problem);
}

const withStatus = [...standardVariables, variable('status')];

test('a variable that nothing refers to', () => {
  expect(problems(withStatus)).toEqual([
    'nothing refers to the variable status, so that choosing a value of it changes nothing',
  ]);
});

test.each<[string, readonly Json[], Json]>([
  ['the data source', [dataSourceVariable], { panels: [] }],
  ['a hidden constant', [variable('c', { type: 'constant', hide: 2, datasource: undefined })], { panels: [] }],
  ['its own name', [variable('x', { query: 'label_values(up{x="$x"}, x)', datasource: undefined })], { panels: [] }],
])('unused: %s', (_, list, changes) => {
  expect(problems(list, changes)).toHaveLength(1);
});

test.each<[string, Json]>([
  ['in a query', { panels: [panel(), panelOf('up{a="$status"}')] }],
  ['in a description', { panels: [panel({ description: 'Of ${status:csv}' })] }],
  ['in a repetition', { panels: [panel({ repeat: 'status' })] }],
  ['in an annotation', { annotations: { list: [{ expr: 'up{a="[[status]]"}' }] } }],
  ['in a link', { links: [{ url: '/d/x?${status:queryparam}' }] }],
])('used %s', (_, changes) => {
  expect(problems(withStatus, changes)).toEqual([]);
});

test('used by another variable, or by Grafana itself', () => {
  expect(problems([...standardVariables, variable('a', { type: 'adhoc' })])).toEqual([]);
  const next = variable('next', { query: 'label_values(up{status="$status"}, job)' });
  expect(problems([...withStatus, next], { panels: [panel(), panelOf('up{a="$next"}')] })).toEqual([]);
  expect(
    problems([dataSourceVariable], { panels: [], annotations: { list: [{ datasource: '$datasource' }] } }),
  ).toEqual([]);
});
