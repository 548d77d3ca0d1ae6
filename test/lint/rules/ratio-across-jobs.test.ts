import { expect, test } from 'vitest';
import { dashboard, foundBy, panelOf, problemsOfQuery } from '../support.ts';

const errors = 'sum by (job) (rate(order_processing_errors_total[5m]))';
const created = 'sum by (job) (rate(orders_created_total[5m]))';
const whose = 'order_processing_worker exposes the one and order_processing_api the other';

test('errors of the worker by orders of the API, as published', () => {
  expect(foundBy('ratio-across-jobs', dashboard({ panels: [panelOf(`${errors} / ${created}`)] }))).toEqual([
    expect.objectContaining({
      problem: `${errors} and ${created} never meet: ${whose}, and both sides keep job`,
      next: 'sum both by a label that they share: sum by (environment) (…).',
    }),
  ]);
});

test.each([
  [`(${errors} or 0 * ${created}) / (${created} > 0)`, 'job'],
  [`1 - 100 * ${errors} / ${created}`, 'job'],
  ['rate(order_processing_errors_total[5m]) / rate(orders_created_total[5m])', 'job and instance'],
  ['rate(order_processing_errors_total[5m]) / ignoring (reason) rate(orders_created_total[5m])', 'job and instance'],
  ['rate(order_processing_errors_total[5m]) / on (instance) rate(orders_created_total[5m])', 'instance'],
  [
    'sum without (reason, job) (rate(order_processing_errors_total[5m])) / sum without (job) (rate(orders_created_total[5m]))',
    'instance',
  ],
  [`(${errors} + ${errors}) / ${created}`, 'job'],
])('%s', (query, labels) => {
  const [problem = '', ...more] = problemsOfQuery('ratio-across-jobs', query);
  expect(problem).toContain(`${whose}, and both sides keep ${labels}`);
  expect(more).toEqual([]);
});

test('jobs that the query names count, also where the metrics are not known', () => {
  expect(problemsOfQuery('ratio-across-jobs', 'a{job="x"} / b{job="y"}')).toEqual([
    'a{job="x"} and b{job="y"} never meet: x exposes the one and y the other, and both sides keep job and instance',
  ]);
});

test.each([
  'sum by (environment) (rate(order_processing_errors_total[5m])) / sum by (environment) (rate(orders_created_total[5m]))',
  'sum(rate(order_processing_errors_total[5m])) / sum(rate(orders_created_total[5m]))',
  'rate(order_processing_errors_total[5m]) / on (environment) rate(orders_created_total[5m])',
  'rate(order_processing_errors_total[5m]) / ignoring (reason, job, instance) rate(orders_created_total[5m])',
  'sum by (job) (rate(order_processing_errors_total[5m])) / sum by (job) (rate(payments_processed_total[5m]))',
  'sum by (job) (rate(order_processing_errors_total[5m])) / sum by (job) (rate(temporal_request_total[5m]))',
  `${errors} / sum by (job) (unknown_total)`,
  'sum by (job) (unknown_total) / sum by (job) (orders_created_total)',
  `${errors} / sum by (job) (unknown_total or orders_created_total)`,
  'a{job="x"} / b{job="x"}',
  'a{job=~"x"} / b{job=~"y"}',
  'a{job="$job"} / b{job="y"}',
  `${errors} / scalar(sum(orders_created_total))`,
  `${errors} / 60`,
  `label_replace(${errors}, "job", "all", "", "") / label_replace(${created}, "job", "all", "", "")`,
  'sum by (environment) (rate(order_processing_errors_total[5m])) / on (environment) group_left orders_created_total',
])('%s is fine', (query) => {
  expect(problemsOfQuery('ratio-across-jobs', query)).toEqual([]);
});
