import { expect, test } from 'vitest';
import { dashboard, foundBy, panelOf, problemsOfQuery } from '../support.ts';

const now = 'rate(orders_created_total[1h])';
const before = 'rate(orders_created_total[1h] offset 1d)';

test('orders now and a day ago, as published', () => {
  expect(foundBy('offset-per-instance', dashboard({ panels: [panelOf(`${now} - ${before}`)] }))).toEqual([
    expect.objectContaining({
      problem: `${now} - ${before} compares two times by instance, and an instance that was started in between has no past`,
      next: 'add up both sides without instance first: sum by (environment) (…), with the same labels before and after.',
    }),
  ]);
});

test.each([
  `${now} / ${before}`,
  `${now} > ${before}`,
  `${before} > ${now}`,
  `abs(${now} - ${before}) / ${before}`,
  `(${now} or 0 * ${before}) / (${before} > 0) - 1`,
  `${now} < 0.5 * ${before}`,
  `${now} - on (instance) ${before}`,
  `${now} - ignoring (job) ${before}`,
  `sum without (job) (${now}) - sum without (job) (${before})`,
  `sum by (instance) (${now}) - sum by (instance) (${before})`,
  `topk(5, ${now} - ${before})`,
  'inventory_level - inventory_level offset 60m',
  'inventory_level - inventory_level offset 1h30m',
  'inventory_level - inventory_level offset -1d',
  'inventory_level - inventory_level offset 3600',
  'inventory_level offset 1d - inventory_level offset 1w',
  'unknown_total - unknown_total offset 1d',
  'inventory_level - avg_over_time(inventory_level[1h:1m] offset 1d)',
  'inventory_level - -(inventory_level offset 1d)',
  'inventory_level - avg_over_time((inventory_level offset 30m)[1h:1m] offset 30m)',
])('%s', (query) => {
  expect(problemsOfQuery('offset-per-instance', query)).toEqual([
    expect.stringContaining(' compares two times by instance, and '),
  ]);
});

test.each([
  `sum(${now}) - sum(${before})`,
  `sum by (environment) (${now}) / sum by (environment) (${before})`,
  `sum without (instance) (${now}) - sum without (instance) (${before})`,
  `${now} - on (environment) ${before}`,
  `${now} - ignoring (instance) ${before}`,
  `${now} unless ${before}`,
  `${now} or ${before}`,
  'orders_by_status unless present_over_time(orders_by_status[10m] offset 2m)',
  'inventory_level - inventory_level offset 5m',
  'inventory_level - inventory_level offset 59m',
  'inventory_level - inventory_level offset $back',
  'inventory_level offset 1d / inventory_level offset 1d',
  'inventory_level offset 1d * 2',
  'inventory_level{product="offset"} / inventory_level',
  'environment:orders_created:rate5m - environment:orders_created:rate5m offset 1w',
  'up - absent(up offset 1d)',
  'up - scalar(up offset 1d)',
])('%s is fine', (query) => {
  expect(problemsOfQuery('offset-per-instance', query)).toEqual([]);
});
