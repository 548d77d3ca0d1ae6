import { expect, test } from 'vitest';
import { problemsOfQuery } from '../support.ts';

const success = 'sum(rate(payments_processed_total{status="success"}[5m]))';
const all = 'sum(rate(payments_processed_total[5m]))';

test.each([
  `${success} / ${all}`,
  `${success} - ${success}`,
  `${all} / 60`,
  'sum(rate(orders_created_total[5m])) / sum(rate(orders_created_total[1h]))',
  'sum(increase(orders_created_total[1h])) / sum(increase(orders_created_total[1h] offset 1w))',
  'sum by (job) (rate(orders_created_total[5m])) / on (job) sum by (job, instance) (rate(orders_created_total[5m]))',
  'sum(rate(orders_created_total[5m])) / sum without () (rate(orders_created_total[5m]))',
  'max(inventory_level) / min(inventory_level)',
  'topk(1, inventory_level) / topk(2, inventory_level)',
  'a / b',
  'sum(rate(a_total[$__rate_interval])) / sum(rate(a_total[$interval]))',
  '0 * up / up',
  'clamp_max(up, 1) / up',
  'clamp_min(up, 1) / up',
  'up / clamp_max(up, 1)',
  'time() / time()',
  'max_over_time(up[1h:1m]) / max_over_time(up[1h:5m])',
  'up{job="a"} / up{job="b"}',
  'up / up @ end()',
  'up @ start() / up @ end()',
  'max_over_time(up[1h:]) / max_over_time(up[1h:] @ start())',
])('%s is fine', (query) => {
  expect(problemsOfQuery('ratio-over-itself', query)).toEqual([]);
});

test('success over success, as published', () => {
  expect(problemsOfQuery('ratio-over-itself', `${success} / ${success}`)).toEqual([
    `${success} is divided by itself, which is always 1`,
  ]);
});

test.each([
  [`${success} / ${success} * 100`, 1],
  [`100 * ${success} / ${success}`, 100],
  [`1 - ${success} / ${success}`, 1],
  [`(${success} or 0 * ${success}) / (${success} > 0)`, 1],
  [`(${success} or vector(0)) / clamp_min(${success}, 0.1)`, 1],
  [`${success} / (0 < ${success})`, 1],
  [`${success} / (${success} != 0)`, 1],
  [`${success} / (${success} and ${success} > 0)`, 1],
  [`${success} / (${success} * 2)`, 0.5],
  [`-${success} / ${success}`, -1],
  [`max_over_time((${success} / ${success})[1h:1m])`, 1],
  [`${all} or ${success} / ${success}`, 1],
  ['unknown_metric / unknown_metric', 1],
  ['up{a="1",b="2"} / up{b="2",a="1"}', 1],
  ['sum by (a, b) (up) / sum by (b, a) (up)', 1],
  ['sum(up) / sum by () (up)', 1],
  ['topk(2, up) / topk(2, up)', 1],
  ['avg_over_time(up[1h:1m] offset 1d) / avg_over_time(up[1h:1m] offset 1d)', 1],
  ['(a - on (job) b) / (a - on (job) b)', 1],
  ['label_replace(up, "a", "$1", "b", "(.*)") / label_replace(up, "a", "$1", "b", "(.*)")', 1],
  ['(a * on (job) group_left (x) b) / (a * on (job) group_left (x) b)', 1],
  ['up * $n / (up * $n)', 1],
])('%s is always the same', (query, value) => {
  const [problem = '', ...more] = problemsOfQuery('ratio-over-itself', query);
  expect(problem).toMatch(new RegExp(`is divided by itself, which is always ${value}$`));
  expect(more).toEqual([]);
});

test.each([
  '(a * on (job) group_left (x) b) / (a * on (job) group_left (y) b)',
  '(a * on (job) group_left b) / (a * on (job) group_right b)',
  '(a * on (job) b) / (a * ignoring (job) b)',
  'sum(a > bool 1) / sum(a > 1)',
  'label_replace(up, "a", "$1", "b", "(.*)") / label_replace(up, "c", "$1", "b", "(.*)")',
  'up * $n / (up * $m)',
  'up{a="1",b="1"} / up{a="1",a="2"}',
])('%s has different sides', (query) => {
  expect(problemsOfQuery('ratio-over-itself', query)).toEqual([]);
});
