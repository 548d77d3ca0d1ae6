/** What must compile: the types refuse mistakes, not queries. */
import { application } from '../../src/metrics/application.ts';
import { catalogue } from '../../src/metrics/catalogue.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import { postgres } from '../../src/metrics/postgres.ts';
import { defaultTemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import type { PanelOptions } from '../../src/panels/panel.ts';
import { query } from '../../src/panels/query.ts';
import {
  absent,
  add,
  and,
  bool,
  by,
  changes,
  count,
  div,
  gt,
  histogramQuantile,
  ignoring,
  increase,
  lt,
  max,
  mul,
  neg,
  offset,
  on,
  or,
  rate,
  ratio,
  raw,
  scalar,
  sub,
  subquery,
  sum,
  sumOverTime,
  time,
  topk,
  unless,
  vector,
  where,
  without,
  withPartial,
  type LabelVariable,
  type Operand,
  type Range,
  type Series,
  type Vector,
} from '../../src/promql/index.ts';
import { choice, rateWindow } from '../../src/variables/own.ts';

const { httpRequestDuration, httpRequests, inventoryLevel, orderProcessing, orderProcessingErrors } = application;
const { ordersByStatus, ordersCreated } = application;

/** The types of results say which labels are left. */
export const none: Vector<never> = sum(rate(ordersCreated));
export const noneByName: Vector<never> = sum(inventoryLevel, by());
export const one: Vector<'product'> = max(inventoryLevel, by('product'));
export const rest: Vector<'product' | 'environment' | 'job'> = sum(inventoryLevel, without('instance'));
export const all: Vector<'product' | 'environment' | 'job' | 'instance'> = topk(5, inventoryLevel, by('job'));
export const quantile: Vector<never> = histogramQuantile(0.95, orderProcessing);
export const quantileNoneByName: Vector<never> = histogramQuantile(0.95, orderProcessing, by(), '5m');
export const quantileByTwo: Vector<'endpoint' | 'method'> = histogramQuantile(
  0.5,
  httpRequestDuration,
  by('endpoint', 'method'),
);
export const onOne: Vector<'job'> = div(inventoryLevel, ordersByStatus, on('job'));
export const ignoringSome: Vector<'environment' | 'job' | 'instance'> = div(
  inventoryLevel,
  ordersByStatus,
  ignoring('product', 'status'),
);
export const included: Vector<'product' | 'status' | 'environment' | 'job' | 'instance'> = mul(
  inventoryLevel,
  ordersByStatus,
  on('job').groupLeft('status'),
);
export const rightLabels: Vector<'status' | 'environment' | 'job' | 'instance'> = mul(
  sum(inventoryLevel, by('job')),
  ordersByStatus,
  on('job').groupRight(),
);
export const comparedRight: Vector<'status' | 'environment' | 'job' | 'instance'> = bool(
  lt(sum(inventoryLevel, by('job')), ordersByStatus, on('job').groupRight()),
);
export const comparedIgnoring: Vector<'job'> = gt(
  sum(inventoryLevel, by('job', 'product')),
  sum(ordersByStatus, by('job', 'status')),
  ignoring('product', 'status'),
);
export const leftOfSet: Vector<'product' | 'environment' | 'job' | 'instance'> = and(
  inventoryLevel,
  ordersByStatus,
  on('job'),
);
export const leftOfIgnoring: Vector<'product' | 'environment' | 'job' | 'instance'> = unless(
  inventoryLevel,
  ordersByStatus,
  ignoring('product', 'status'),
);

/** Sides that carry the same labels, however they came by them. */
export const sameLabels = sub(sum(inventoryLevel, by('job', 'product')), max(inventoryLevel, by('product', 'job')));
export const withNumbers = add(mul(2, sub(1, ratio(none, none))), scalar(none));
export const chained = gt(gt(inventoryLevel, 1), 2);
export const outOfStock = or(count(lt(one, 1)), vector(0));
export const age = sub(time(), application.ordersOldestOpenAge);
export const hoursLeft = div(div(one, neg(lt(one, 0))), 3600);
export const lastWeek = sub(increase(ordersCreated, '1h'), increase(offset(ordersCreated, '1w'), '1h'));
export const counted = absent(where(ordersCreated, { job: 'order_processing_api' }));
export const changed = changes(where(ordersCreated, {}), rateWindow);
export const budget = sumOverTime(subquery(sum(rate(ordersCreated, '5m')), '30d', '5m'));
export const ranges: readonly Range[] = [
  '5m',
  '30d',
  '100ms',
  '1y',
  '$__rate_interval',
  '$__interval',
  '$__range',
  rateWindow,
];
export const lag = gt(
  and(gt(postgres.replicationLag, 300), max(postgres.replicationLag, by('instance')), on('instance')),
  1,
);

/** Partial labels, once they are asked for. */
export const waits = query(
  sum(
    where(withPartial(postgres.activityCount, 'wait_event_type', 'wait_event'), { wait_event: 'a' }),
    by('wait_event_type'),
  ),
  '{{wait_event_type}}',
);

/** Variables of a label, for metrics that have it. */
const status = choice('status', 'Status', ordersByStatus);
const method = choice('method', 'Method', httpRequests);
export const chosen = where(ordersByStatus, { status });
export const chosenTwice = where(where(httpRequests, { method }), { status });
export const oneVariable: LabelVariable<'status'> = status;
export const optional = (given?: string) => where(ordersByStatus, given === undefined ? {} : { status: given });

/** Legends. */
export const legends = [
  query(one, '{{product}}'),
  query(one, 'stock of {{ product }}'),
  query(all, '{{product}}/{{job}}'),
  query(none, 'orders'),
  query(none, ''),
  query(inventoryLevel, '{{instance}} {{product}} {not a label} {}'),
  query(raw<'a'>('label_replace(inventory_level, "a", "", "b", "")', catalogue(defaultTemporalProfile)), '{{a}}'),
];

/** Functions over any metric that has a label, as the house's own helpers are. */
export function perJob<L extends string>(series: Series<'counter', L | 'job'>): Vector<'job'> {
  return sum(rate(series), by('job'));
}
export function share<L extends string>(part: Operand<L>, whole: Operand<L>): Vector<L> {
  return ratio(part, whole);
}
export const helped = [perJob<'environment' | 'instance'>(ordersCreated), share(none, none)];
export const anyGauge: Metric<'gauge', 'product' | 'environment' | 'job' | 'instance', never> = inventoryLevel;
export const errorRatio: Vector<'environment'> = ratio(
  sum(rate(orderProcessingErrors), by('environment')),
  sum(rate(ordersCreated), by('environment')),
);

/** Units that Grafana knows. */
export const units: readonly PanelOptions['unit'][] = ['s', 'ops', 'reqps', 'percentunit', 'bytes', 'short', 'none'];
