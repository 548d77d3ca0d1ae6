import { expect, test } from 'vitest';
import type { Json } from '../../../src/lint/read/json.ts';
import { dashboard, dataSourceVariable, foundBy } from '../support.ts';

function problems(...list: readonly Json[]) {
  return foundBy('template-datasource', dashboard({ templating: { list } })).map(({ problem }) => problem);
}

test.each([
  ['as everywhere', {}],
  ['named by its kind', { name: 'prometheus_datasource', label: 'Prometheus data source' }],
  ['of another kind', { query: 'loki' }],
  ['of another kind and named by it', { name: 'loki_datasource', label: 'Loki data source', query: 'Loki' }],
])('%s is fine', (_, changes) => {
  expect(problems({ ...dataSourceVariable, ...changes })).toEqual([]);
});

test('without one, the dashboard shows one server', () => {
  const problem = 'it has no variable for the data source, so it shows one server only';
  expect(problems()).toEqual([problem]);
  expect(problems({ ...dataSourceVariable, type: 'query' })).toEqual([problem]);
});

test('names and labels differ from dashboard to dashboard', () => {
  expect(problems({ ...dataSourceVariable, name: 'DS', label: 7 })).toEqual([
    'its data source variable is named "DS", so a link from another dashboard does not carry the choice over',
    'its data source variable is labelled "", otherwise than on other dashboards',
  ]);
  expect(problems({ ...dataSourceVariable, label: 'Loki data source' })).toHaveLength(1);
  expect(problems({ ...dataSourceVariable, name: 'loki_datasource' })).toHaveLength(1);
});

test('one is enough', () => {
  const other = { name: 'loki_datasource', label: 'Loki data source', type: 'datasource', query: 'loki' };
  expect(problems(dataSourceVariable, other)).toEqual([
    'it has 2 variables for the data source (datasource, loki_datasource), and who changes one of them compares different servers',
  ]);
});
