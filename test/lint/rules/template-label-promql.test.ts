import { expect, test } from 'vitest';
import { dashboard, dataSourceVariable, foundBy, variable } from '../support.ts';

function problems(query: unknown, changes: object = {}) {
  const list = [dataSourceVariable, variable('pod', { query, ...changes })];
  return foundBy('template-label-promql', dashboard({ templating: { list } })).map(({ problem }) => problem);
}

test.each([
  'label_values(pod)',
  'label_values(up, pod)',
  ' label_values(up{job=~"$job", path="/a,b"},pod) ',
  'label_values({job="a"}, pod)',
  'label_values($metric, $label)',
  'label_values(up, "k8s.pod")',
  'label_names()',
  'label_names(up)',
  'metrics(order_.*)',
  'query_result(topk($n, sum by (pod) (rate(x_total[$__range]))))',
  'query_result(max_over_time(up[${__range_s}s]))',
])('%s is fine', (query) => {
  expect(problems(query)).toEqual([]);
  expect(problems({ query, refId: 'A' })).toEqual([]);
});

test.each([
  ['up', 'the variable pod asks "up", which is none of label_values, label_names, metrics and query_result'],
  ['', 'the variable pod asks ""'],
  [{}, 'the variable pod asks ""'],
  ['label_value(up, pod)', 'which is none of label_values'],
  ['select pod from pods', 'which is none of label_values'],
  ['all label_values(up, pod)', 'which is none of label_values'],
  ['label_values()', 'the variable pod asks "label_values()", which says nothing of what is wanted'],
  ['metrics( )', 'says nothing'],
  ['query_result()', 'says nothing'],
  ['label_values(up{, pod)', 'the variable pod asks "label_values(up{, pod)", which is no PromQL: it ends too early'],
  ['label_values(up{a="1,2"})', 'no PromQL'],
  ['query_result(sum(up)', 'no PromQL'],
  ['label_values(,pod)', 'the variable pod asks for the values of ",pod", which is no label'],
  ['label_values(up, pod name)', 'the values of "pod name", which is no label'],
  ['label_values({pod})', 'the values of "{pod}", which is no label'],
])('%s is not', (query, problem) => {
  expect(problems(query)).toEqual([expect.stringContaining(problem)]);
});

test('what other data sources are asked is theirs', () => {
  expect(problems('select 1', { datasource: { type: 'mysql', uid: 'x' } })).toEqual([]);
  expect(problems('a,b', { type: 'custom' })).toEqual([]);
  expect(problems('up', { datasource: null })).toHaveLength(1);
  const list = [{ ...dataSourceVariable, query: 'loki' }, variable('pod', { query: 'up' })];
  expect(foundBy('template-label-promql', dashboard({ templating: { list } }))).toEqual([]);
});
