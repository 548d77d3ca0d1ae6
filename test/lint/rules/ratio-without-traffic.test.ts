import { describe, expect, test } from 'vitest';
import { dashboard, foundBy, panelOf, problemsOfQuery } from '../support.ts';

const failed = 'sum(rate(payments_processed_total{status="failure"}[5m]))';
const all = 'sum(rate(payments_processed_total[5m]))';

test('a ratio without a guard, as published', () => {
  expect(foundBy('ratio-without-traffic', dashboard({ panels: [panelOf(`${failed} / ${all}`)] }))).toEqual([
    expect.objectContaining({
      problem: `${all} is 0 while there is no traffic: divided by it, 0 is NaN and all else infinite`,
      next: `divide by (${all} > 0), so that there is no sample then.`,
    }),
  ]);
});

describe('fine', () => {
  test.each([
    `(${failed} or 0 * ${all}) / (${all} > 0)`,
    `${failed} / (${all} != 0)`,
    `${failed} / (0 < ${all})`,
    `${failed} / (${all} >= 0.01)`,
    `${failed} / (${all} > $least)`,
    `${failed} / (${all} > scalar(up))`,
    `${failed} / (${all} < 0)`,
    `${failed} / (${all} <= -1)`,
    `${failed} / (${all} == 5)`,
    `${failed} / clamp_min(${all}, 1)`,
    `${failed} / clamp(${all}, 0.1, 5)`,
    `${failed} / (${all} + 1)`,
    `${failed} / (1 + ${all})`,
    `${failed} / (${all} * 60 > 0)`,
    `${failed} / ((${all} > 0) * 60)`,
    `${failed} / ((${all} > 0) or vector(1))`,
    `${failed} / (${all} and ${all} > 0)`,
    `${failed} / (${all} unless ${all} == 0)`,
    `${failed} / sum(rate(payments_processed_total[5m]) > 0)`,
    `${failed} / scalar(${all} > 0)`,
    `${failed} / -(${all} > 0)`,
    // What is compared drops NaN.
    `${failed} / ${all} > 0.05`,
    `0.05 < ${failed} / ${all}`,
    `(1 - ${failed} / ${all}) * 100 >= 0`,
    `max by (job) (${failed} / ${all}) > 0.05`,
    `max_over_time((${failed} / ${all})[1h:1m]) > 0.05`,
    `abs(${failed} / ${all}) > 0.05`,
    `${failed} / ${all} and ${all} > 0`,
    `${failed} / ${all} unless ${all} == 0`,
    `(${failed} / ${all} or vector(0)) == 0`,
    // Limits and numbers.
    `${all} / 60`,
    'sum(pg_stat_activity_count) / sum(pg_settings_max_connections)',
    `${all} / sum(pg_settings_max_connections)`,
    `${failed} / (${all} + sum(up))`,
    `${all} / count(rate(payments_processed_total[5m]))`,
    'sum_over_time(up[1h]) / count_over_time(up[1h])',
    'a / avg_over_time(b[5m])',
    'a / environment:order_errors_per_orders:ratio_rate5m',
    'a / histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))',
    `${failed} % ${all}`,
    `${failed} / stddev(rate(payments_processed_total[5m]))`,
    `${failed} / (${all} > bool 0)`,
    `${failed} / (sum(up) / (${all} > 0))`,
  ])('%s', (query) => {
    expect(problemsOfQuery('ratio-without-traffic', query)).toEqual([]);
  });
});

describe('not', () => {
  test.each([
    [`100 * ${failed} / ${all}`, all],
    [`1 - ${failed} / ${all}`, all],
    [`${failed} / ${all} != 5`, all],
    [`${failed} / ${all} > bool 0.05`, all],
    [`sum(${failed} / ${all}) > 0.05`, all],
    [`avg_over_time((${failed} / ${all})[1h:1m]) > 0.05`, all],
    [`${failed} / ${all} and up`, all],
    [`${all} > 0 and ${failed} / ${all}`, all],
    [`(${all} > 0 and ${failed} / ${all}) > 0`, all],
    [`${failed} / ${all} or vector(0)`, all],
    [`${failed} / (${all} >= 0)`, `(${all} >= 0)`],
    [`${failed} / (${all} > -1)`, `(${all} > -1)`],
    [`${failed} / (${all} < 5)`, `(${all} < 5)`],
    [`${failed} / (${all} == 0)`, `(${all} == 0)`],
    [`${failed} / (${all} != 5)`, `(${all} != 5)`],
    [`${failed} / clamp_min(${all}, 0)`, `clamp_min(${all}, 0)`],
    [`${failed} / (${all} or vector(1))`, `${all} or vector(1)`],
    [`${failed} / (${all} + ${all})`, `${all} + ${all}`],
    [`${failed} / (${all} - ${failed})`, `${all} - ${failed}`],
    [`${failed} / (${all} * 60)`, `${all} * 60`],
    [`${failed} / (${all} and up)`, `${all} and up`],
    [`${failed} / -${all}`, `-${all}`],
    [`${failed} / scalar(${all})`, `scalar(${all})`],
    [`${failed} / vector(scalar(${all}))`, `vector(scalar(${all}))`],
    [`1 / ${all}`, all],
    ['rate(x_sum[5m]) / rate(x_count[5m])', 'rate(x_count[5m])'],
    [
      'sum(rate(order_processing_seconds_sum[5m])) / sum(rate(order_processing_seconds_count[5m]))',
      'sum(rate(order_processing_seconds_count[5m]))',
    ],
    ['a / changes(b[1h])', 'changes(b[1h])'],
    ['a / sum_over_time(increase(b_total[5m])[1d:5m])', 'sum_over_time(increase(b_total[5m])[1d:5m])'],
    ['a / environment:orders_created:rate5m', 'environment:orders_created:rate5m'],
    [
      'a / sum_over_time(environment:orders_created:increase5m[30d])',
      'sum_over_time(environment:orders_created:increase5m[30d])',
    ],
    ['a / (irate(b[5m]) or irate(c[5m]))', 'irate(b[5m]) or irate(c[5m])'],
    ['label_replace(a / rate(b[5m]), "x", "y", "", "")', 'rate(b[5m])'],
    ['a / (rate(b[5m]) / 60)', 'rate(b[5m]) / 60'],
  ])('%s', (query, divisor) => {
    const inner = divisor.replace(/^\((.*)\)$/, '$1');
    expect(problemsOfQuery('ratio-without-traffic', query)).toEqual([
      `${inner} is 0 while there is no traffic: divided by it, 0 is NaN and all else infinite`,
    ]);
  });

  test('each division by itself', () => {
    expect(problemsOfQuery('ratio-without-traffic', 'a / rate(b[5m]) + a / rate(c[5m])')).toHaveLength(2);
  });
});
