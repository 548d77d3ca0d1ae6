/** The text of each query about orders, with a window as rules give it. */
import { describe, expect, it, test } from 'vitest';
import { application } from '../../src/metrics/application.ts';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { defaultTemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import { check } from '../../src/promql/check.ts';
import { checkSyntax, parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import * as orders from '../../src/queries/orders.ts';
import { choice, rateWindow } from '../../src/variables/own.ts';

const status = choice('status', 'Status', application.ordersByStatus);
const E = 'sum by (environment) (rate(order_processing_errors_total[5m]))';
const T = 'sum by (environment) (rate(orders_created_total[5m]))';
const reached = 'orders_by_status{status=~"completed|failed|cancelled"}[5m]';
const finished = `sum(max by (environment, status) (clamp_min(deriv(${reached}), 0)))`;
const lastWeek = 'sum(increase(orders_created_total[1h] offset 1w))';
const W = 'sum by (environment) (increase(orders_created_total[1h] offset 1w))';

const table = [
  ['creationRate', orders.creationRate('5m'), 'sum(rate(orders_created_total[5m]))'],
  ['created', orders.created('1h'), 'sum(increase(orders_created_total[1h]))'],
  ['created in the rate window', orders.created(rateWindow), 'sum(increase(orders_created_total[$interval]))'],
  ['createdLastWeek', orders.createdLastWeek('1h'), lastWeek],
  [
    'weekOverWeek',
    orders.weekOverWeek('1h'),
    `(sum by (environment) (increase(orders_created_total[1h])) or 0 * ${W}) / (${W} > 0) - 1`,
  ],
  ['errorRatio', orders.errorRatio('5m'), `(${E} or 0 * ${T}) / (${T} > 0)`],
  ['successRatio', orders.successRatio('5m'), `1 - (${E} or 0 * ${T}) / (${T} > 0)`],
  ['errorsByReason', orders.errorsByReason('5m'), 'sum by (reason) (rate(order_processing_errors_total[5m]))'],
  [
    'processingQuantile',
    orders.processingQuantile(0.95, '5m'),
    'histogram_quantile(0.95, sum by (le, environment) (rate(order_processing_seconds_bucket[5m])))',
  ],
  ['processingBuckets', orders.processingBuckets('5m'), 'sum by (le) (increase(order_processing_seconds_bucket[5m]))'],
  [
    'activityQuantile',
    orders.activityQuantile(0.5, '5m'),
    'histogram_quantile(0.5, sum by (le, activity) (rate(workflow_activity_duration_seconds_bucket[5m])))',
  ],
  [
    'byStatus',
    orders.byStatus(status),
    'sum by (status) (max by (environment, status) (orders_by_status{status=~"$status"}))',
  ],
  [
    'oldestByStatus',
    orders.oldestByStatus(status),
    'max by (status) (orders_oldest_open_age_seconds{status=~"$status"})',
  ],
  ['finishRate', orders.finishRate('5m'), finished],
  ['backlogGrowth', orders.backlogGrowth('5m'), `sum(rate(orders_created_total[5m])) - ${finished}`],
] as const;

describe.each(table)('%s', (_, expression, text) => {
  it('is written so', () => {
    expect(print(expression.node)).toBe(text);
  });

  it('is PromQL, and fits the catalogue when it is read back', () => {
    const { lookup } = catalogue(defaultTemporalProfile);
    checkSyntax(text);
    expect(check(parse(text, (name) => lookup(name)?.series))).toEqual([]);
  });
});

test('without a window, Grafana chooses it', () => {
  for (const make of [
    orders.creationRate,
    orders.errorRatio,
    orders.errorsByReason,
    orders.processingBuckets,
    orders.finishRate,
  ]) {
    expect(print(make().node)).toContain('[$__rate_interval]');
  }
});
