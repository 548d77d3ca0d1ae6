import { expect, test } from 'vitest';
import type { Json } from '../../../src/lint/read/json.ts';
import { dashboard, foundBy, standardVariables, variable } from '../support.ts';

function problems(changes: Json): readonly string[] {
  return foundBy('variable-promql', dashboard(changes)).map(({ problem }) => problem);
}

function ofQuery(query: unknown, more: Json = {}): readonly string[] {
  return problems({ templating: { list: [...standardVariables, variable('x', { query, ...more })] } });
}

test('the exact words', () => {
  expect(ofQuery('label_values(orders_created_totl, job)')).toEqual([
    'in the query of the variable x, orders_created_totl is not in the catalogue; nearest: orders_created_total',
  ]);
});

test.each([
  ['label_values(orders_created_total{enviroment="a"}, job)', /no label "enviroment"; nearest: environment/],
  [
    'label_values(orders_created_total, enviroment)',
    /orders_created_total has no label "enviroment"; nearest: environ/,
  ],
  ['label_values({__name__=~"orders_created_total|orders_lost"}, job)', /orders_lost is not in the catalogue/],
  ['label_values({__name__="orders_lost"}, job)', /orders_lost is not in the catalogue/],
  [
    'label_values({__name__=~"orders_created_total|up",jbo="x"}, job)',
    /none of orders_created_total, up has a label "jbo"/,
  ],
  ['label_values({__name__=~"orders_created_total|orders_lost",jbo="x"}, job)', /orders_lost is not in the catalogue/],
  ['query_result(orders_lost > 1)', /orders_lost is not in the catalogue/],
])('%s', (query, problem) => {
  expect(ofQuery(query)).toEqual([expect.stringMatching(problem)]);
  expect(ofQuery({ query, refId: 'A' })).toEqual([expect.stringMatching(problem)]);
});

test.each([
  'label_values(orders_created_total, job)',
  'label_values(orders_created_total{environment=~"$environment"}, __name__)',
  'label_values(job)',
  'label_names()',
  'metrics(orders_.*)',
  'label_values({__name__=~"orders_.*"}, anything)',
  'label_values({__name__=~"${prefix}_total"}, anything)',
  'label_values({__name__=~"orders_created_total|up",job="x"}, job)',
  'query_result(sum(orders_created_total))',
  '',
])('%s is fine', (query) => {
  expect(ofQuery(query)).toEqual([]);
});

test('the query of another kind of variable, or of another data source, is not read', () => {
  expect(ofQuery('label_values(orders_lost, job)', { type: 'custom' })).toEqual([]);
  expect(ofQuery('label_values(orders_lost, job)', { datasource: { type: 'loki', uid: 'l' } })).toEqual([]);
});

test('annotations', () => {
  const annotations = (expr: unknown, datasource: unknown) =>
    problems({ annotations: { list: [{ name: 'D', expr, datasource }] } });
  const source = { type: 'prometheus', uid: '$datasource' };
  expect(annotations('changes(orders_lost[5m])', source)).toEqual([
    'in the query of the annotation "D", orders_lost is not in the catalogue',
  ]);
  expect(annotations('sum(', source)).toEqual([
    expect.stringContaining('the query of the annotation "D" is not PromQL: '),
  ]);
  expect(annotations('sum(', { type: 'loki' })).toEqual([]);
  expect(annotations(7, source)).toEqual([]);
  expect(annotations('changes(orders_created_total[5m]) > 0', source)).toEqual([]);
});

test.each(['label_values(orders_created_total{, job)', 'query_result(sum()'])('%s is no PromQL', (query) => {
  const x = variable('x', { query });
  expect(problems({ templating: { list: [x] } })).toEqual([
    expect.stringMatching(/^the query of the variable x is not PromQL: /),
  ]);
  // Where a Prometheus is chosen, another rule finds it.
  const json = dashboard({ templating: { list: [...standardVariables, x] } });
  expect(foundBy('variable-promql', json)).toEqual([]);
  expect(foundBy('template-label-promql', json)).toHaveLength(1);
});

test('a name that is asked by a pattern', () => {
  expect(ofQuery('label_values({__name__=~"nonexistent_.*"}, job)')).toEqual([
    'in the query of the variable x, no name in the catalogue fits "nonexistent_.*"',
  ]);
});
