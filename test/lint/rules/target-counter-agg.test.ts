import { expect, test } from 'vitest';
import { dashboard, foundBy, goodQuery, panelOf, problemsOfQuery } from '../support.ts';

test.each([
  goodQuery,
  'rate(x_total[5m])',
  'irate(x_total[5m])',
  'increase(x_total[1h])',
  'increase(x_total[1h:1m])',
  'rate((x_total[5m]))',
  'max_over_time(rate(x_total[5m])[1h:])',
  'x_total_size',
  'x_total:rate5m',
  // Whether and when a counter is there, and whether it started over.
  'absent(x_total)',
  'count by (job) (x_total)',
  'group(x_total)',
  'timestamp(x_total)',
  'resets(x_total[1h])',
  'changes(x_total[1h])',
  'up unless x_total',
  'up and on (job) x_total',
  'count(x_total unless x_total offset 1h)',
  'count(x_total or y_total)',
])('%s is fine', (query) => {
  expect(problemsOfQuery('target-counter-agg', query)).toEqual([]);
});

test.each([
  'x_total',
  'sum(x_total)',
  'sum by (a) (x_total{b="c"})',
  '{__name__="x_total"}',
  '{"x_total"}',
  'delta(x_total[1h])',
  'max_over_time(x_total[1h])',
  '-x_total',
  'x_total and up',
  'up and x_total > 5',
  'up or x_total',
  'count(x_total + 1)',
  'x_total unless up',
  'up and sum(x_total) > 5',
  'topk(5, x_total)',
  'rate(up[5m]) / x_total',
  'sum by ($group) (x_total)',
])('%s is not', (query) => {
  expect(problemsOfQuery('target-counter-agg', query)).toEqual([
    'x_total counts up until its process restarts, so its value tells the age of the process, not what happened',
  ]);
});

test('the advice is the text to write', () => {
  const found = foundBy(
    'target-counter-agg',
    dashboard({ panels: [panelOf('sum(orders_created_total @ end() offset 1d)')] }),
  );
  expect(found.map(({ next }) => next)).toEqual([
    'write rate(orders_created_total[$__rate_interval]) or increase(orders_created_total[$__rate_interval]).',
  ]);
});
