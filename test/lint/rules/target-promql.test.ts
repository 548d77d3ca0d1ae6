import { expect, test } from 'vitest';
import { dashboard, foundBy, goodQuery, panel, problemsOfQuery } from '../support.ts';

test.each([
  goodQuery,
  '1',
  // PromQL that we do not read, which is no fault of the query.
  'time() - 1h',
  'up @ end()',
  // Variables that stand for other things than durations and numbers.
  '$metric{a="b"}',
  '${metric}_total',
  '[[metric]]',
  'sum by ($group, le) (up)',
  'sum by (${group:csv}) (rate(up[$interval]))',
  '$aggregation(up)',
  'up{$filter}',
  'max_over_time(up[${__range_s}s])',
  'up * ${__from:date:seconds}',
  'rate(up[[[interval]]])',
  'topk($n, up offset $ago)',
])('%s is fine', (query) => {
  expect(problemsOfQuery('target-promql', query)).toEqual([]);
});

test.each([
  ['sum(', 'it is no PromQL: it ends too early (at character 5): sum('],
  ['', 'it is empty'],
  ['  ', 'it is empty'],
  ['# all', 'it is no PromQL: it is empty: # all'],
  ['sum(up) by', 'it is no PromQL'],
  ['up{job=api}', 'it is no PromQL'],
  ['up{job="api"', 'it is no PromQL'],
  ['$metric $metric', 'it is no PromQL'],
  ['sum by ($group (up)', 'it is no PromQL'],
  ['select * from orders', 'it is no PromQL'],
  ['up offset 5m offset 5m', 'it is no PromQL'],
])('%s is not', (query, problem) => {
  expect(problemsOfQuery('target-promql', query)).toEqual([expect.stringContaining(problem)]);
});

function found(...panels: readonly object[]) {
  return foundBy('target-promql', dashboard({ panels: panels.map((changes) => panel({ ...changes })) })).map(
    ({ query, problem }) => [query, problem],
  );
}

test('every type of panel is judged', () => {
  for (const type of ['heatmap', 'graph', 'bargauge']) {
    expect(found({ type, targets: [{ refId: 'B', expr: 'sum(' }] })).toHaveLength(1);
  }
});

test('what has no text is empty only where Prometheus is asked', () => {
  expect(found({ targets: [{ refId: 'B' }] })).toEqual([['B', 'it is empty']]);
  expect(found({ targets: [{ refId: 'B', datasource: { uid: '${datasource}' } }] })).toHaveLength(1);
  expect(found({ targets: [{ refId: 'B', datasource: { type: '__expr__', uid: '__expr__' } }] })).toEqual([]);
  expect(found({ datasource: { type: 'mysql', uid: 'x' }, targets: [{ refId: 'B', rawSql: 'x' }] })).toEqual([]);
  expect(found({ datasource: null, targets: [{ refId: 'B', rawSql: 'x' }] })).toEqual([]);
  expect(found({ datasource: null, targets: [{ refId: 'B', expr: '' }] })).toHaveLength(1);
  const testData = { datasource: 'gdev-testdata', targets: [{ refId: 'B', expr: '', scenarioId: 'random_walk' }] };
  expect(found(testData)).toEqual([]);
});

test('what shows the results of another panel needs one', () => {
  const source = { type: 'datasource', uid: '-- Dashboard --' };
  const copy = { id: 2, datasource: source, targets: [{ refId: 'A', panelId: 1, datasource: source }] };
  expect(found({ id: 1 }, copy)).toEqual([]);
  expect(found({ id: 3 }, copy)).toEqual([['A', 'it shows the results of panel 1, which is not on this dashboard']]);
});

test.each([
  ['histogram_quantile(up)', 'Prometheus refuses it: histogram_quantile takes 2 arguments, not 1'],
  ['sum(rate(up[5m], 2))', 'Prometheus refuses it: rate takes 1 argument, not 2'],
  ['clamp(up, 1)', 'Prometheus refuses it: clamp takes 3 arguments, not 2'],
  ['time(up)', 'Prometheus refuses it: time takes 0 arguments, not 1'],
  ['round()', 'Prometheus refuses it: round takes 1 to 2 arguments, not 0'],
  ['label_join(up, "a")', 'Prometheus refuses it: label_join takes at least 3 arguments, not 2'],
  ['up{job=~"(api"}', 'Prometheus refuses it: the regular expression "(api" of job cannot be read'],
  ['up{job!~"*"}', 'Prometheus refuses it: the regular expression "*" of job cannot be read'],
  ['up{job=~"a|*"}', 'Prometheus refuses it: the regular expression "a|*" of job cannot be read'],
  ['up{job=~"[a"}', 'Prometheus refuses it: the regular expression "[a" of job cannot be read'],
  ['up{job=~"(?!api).*"}', 'Prometheus refuses it: the regular expression "(?!api).*" of job cannot be read'],
])('%s is well formed and refused', (query, problem) => {
  expect(problemsOfQuery('target-promql', query)).toEqual([problem]);
});

test.each([
  'hour()',
  'hour(up)',
  'round(up, 5)',
  'label_join(up, "a", "-", "b", "c")',
  'info(up)',
  'up{job="("}',
  'up{job=~"$job|("}',
  'up{job=~"(?i)api|(?P<x>y)|(?i:z)"}',
  'up{job=~"[[:alpha:]]+"}',
  'up{job=~"a+?|(b|)|c$"}',
])('%s is taken', (query) => {
  expect(problemsOfQuery('target-promql', query)).toEqual([]);
});
