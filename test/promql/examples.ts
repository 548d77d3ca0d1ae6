/** Typed expressions and the text that each must become: every function and operator at least once. */
import { application } from '../../src/metrics/application.ts';
import { counter, histogram, summary, synthetic } from '../../src/metrics/define.ts';
import { postgres } from '../../src/metrics/postgres.ts';
import {
  abs,
  absent,
  absentOverTime,
  add,
  and,
  appearedWithin,
  avg,
  avgOverTime,
  bool,
  bottomk,
  bucketIncrease,
  bucketsOf,
  by,
  ceil,
  changes,
  chosen,
  clampMax,
  clampMin,
  count,
  countOverTime,
  delta,
  deriv,
  div,
  eq,
  group,
  gt,
  gte,
  histogramQuantile,
  ignoring,
  increase,
  intervalVariable,
  irate,
  labelVariable,
  lastOverTime,
  lt,
  lte,
  matches,
  max,
  maxOverTime,
  min,
  minOverTime,
  mod,
  mul,
  neg,
  neq,
  noneOf,
  not,
  notMatches,
  observedAtMost,
  offset,
  on,
  oneOf,
  or,
  pow,
  presentOverTime,
  quantileOver,
  quantileOverTime,
  rate,
  ratio,
  resets,
  scalar,
  stddev,
  stddevOverTime,
  stdvarOverTime,
  sub,
  subquery,
  sum,
  sumOverTime,
  time,
  topk,
  unless,
  upperBound,
  vector,
  where,
  without,
  withPartial,
} from '../../src/promql/index.ts';
import type { AnyOperand } from '../../src/promql/vector.ts';

const { httpRequestDuration, httpRequests, inventoryLevel, orderProcessing, ordersByStatus, ordersCreated } =
  application;
const { ordersOldestOpenAge, orderProcessingErrors, paymentsProcessed } = application;

const oldAndNewHistogram = histogram('new_seconds', {
  job: 'postgres',
  labels: ['kind'],
  unit: 'seconds',
  buckets: [0.5, 1, 30],
  variants: [{ name: 'old_seconds', writtenBy: 'older' }],
  help: 'A histogram with two spellings.',
});
const oldAndNewSummary = summary('new_wait_seconds', {
  job: 'postgres',
  unit: 'seconds',
  variants: [{ name: 'old_wait_seconds', writtenBy: 'older' }],
  help: 'A summary with two spellings.',
});
const threeNames = counter('third_total', {
  job: 'postgres',
  unit: 'count',
  variants: [
    { name: 'second_total', writtenBy: 'older' },
    { name: 'first_total', writtenBy: 'oldest' },
  ],
  help: 'A counter with three spellings.',
});
const recorded = synthetic('environment:orders_created:rate5m', {
  job: 'prometheus',
  labels: ['environment'],
  unit: 'count',
  help: 'Recorded.',
});

const window = intervalVariable('interval');
const status = labelVariable('status', 'status');

const created = sum(rate(ordersCreated), by('environment'));
const createdText = 'sum by (environment) (rate(orders_created_total[$__rate_interval]))';
const failed = sum(rate(orderProcessingErrors, '5m'), by('environment'));
const failedText = 'sum by (environment) (rate(order_processing_errors_total[5m]))';
const stock = min(inventoryLevel, by('product'));
const stockText = 'min by (product) (inventory_level)';
const total = sum(inventoryLevel);
const totalText = 'sum(inventory_level)';

export type Example = readonly [expression: AnyOperand, text: string];

const rangeFunctions: readonly Example[] = [
  [rate(ordersCreated), 'rate(orders_created_total[$__rate_interval])'],
  [rate(ordersCreated, '5m'), 'rate(orders_created_total[5m])'],
  [increase(ordersCreated, '1h'), 'increase(orders_created_total[1h])'],
  [increase(ordersCreated, window), 'increase(orders_created_total[$interval])'],
  [increase(ordersCreated, '$__range'), 'increase(orders_created_total[$__range])'],
  [irate(ordersCreated, '$__interval'), 'irate(orders_created_total[$__interval])'],
  [deriv(inventoryLevel, '6h'), 'deriv(inventory_level[6h])'],
  [delta(inventoryLevel, '1h'), 'delta(inventory_level[1h])'],
  [changes(inventoryLevel, '1h'), 'changes(inventory_level[1h])'],
  [changes(ordersCreated, '1h'), 'changes(orders_created_total[1h])'],
  [resets(ordersCreated, '1h'), 'resets(orders_created_total[1h])'],
  [avgOverTime(inventoryLevel, '1h'), 'avg_over_time(inventory_level[1h])'],
  [minOverTime(inventoryLevel, '1h'), 'min_over_time(inventory_level[1h])'],
  [maxOverTime(inventoryLevel, '1h'), 'max_over_time(inventory_level[1h])'],
  [sumOverTime(inventoryLevel, '1h'), 'sum_over_time(inventory_level[1h])'],
  [countOverTime(inventoryLevel, '1h'), 'count_over_time(inventory_level[1h])'],
  [lastOverTime(inventoryLevel, '1h'), 'last_over_time(inventory_level[1h])'],
  [stddevOverTime(inventoryLevel, '1h'), 'stddev_over_time(inventory_level[1h])'],
  [presentOverTime(inventoryLevel, '1h'), 'present_over_time(inventory_level[1h])'],
  [presentOverTime(ordersCreated, '1h'), 'present_over_time(orders_created_total[1h])'],
  [countOverTime(ordersCreated, '1h'), 'count_over_time(orders_created_total[1h])'],
  [stdvarOverTime(inventoryLevel, '1h'), 'stdvar_over_time(inventory_level[1h])'],
  [absentOverTime(ordersCreated, '1h'), 'absent_over_time(orders_created_total[1h])'],
  [quantileOverTime(0.9, inventoryLevel, '1h'), 'quantile_over_time(0.9, inventory_level[1h])'],
];

const subqueries: readonly Example[] = [
  [maxOverTime(subquery(created, '1d', '5m')), `max_over_time(${createdText}[1d:5m])`],
  [maxOverTime(subquery(add(total, 1), window, '1m')), `max_over_time((${totalText} + 1)[$interval:1m])`],
  [maxOverTime(subquery(neg(total), '1h', '1m')), `max_over_time((-${totalText})[1h:1m])`],
  [avgOverTime(subquery(inventoryLevel, '1h', '1m')), 'avg_over_time(inventory_level[1h:1m])'],
  [avgOverTime(subquery(offset(inventoryLevel, '1w'), '1h', '1m')), 'avg_over_time(inventory_level offset 1w[1h:1m])'],
];

const functions: readonly Example[] = [
  [time(), 'time()'],
  [scalar(total), `scalar(${totalText})`],
  [vector(1), 'vector(1)'],
  [vector(time()), 'vector(time())'],
  [vector(scalar(total)), `vector(scalar(${totalText}))`],
  [absent(ordersByStatus), 'absent(orders_by_status)'],
  [
    absent(where(ordersCreated, { job: 'order_processing_api' })),
    'absent(orders_created_total{job="order_processing_api"})',
  ],
  [absent(postgres.replicationLag), 'absent(pg_replication_lag_seconds or pg_replication_lag)'],
  [appearedWithin(ordersByStatus, '2m'), 'orders_by_status unless present_over_time(orders_by_status[10m] offset 2m)'],
  [
    appearedWithin(ordersCreated, '2m'),
    'orders_created_total unless present_over_time(orders_created_total[10m] offset 2m)',
  ],
  [abs(sub(created, failed)), `abs(${createdText} - ${failedText})`],
  [ceil(stock), `ceil(${stockText})`],
  [clampMin(deriv(inventoryLevel, '1h'), 0), 'clamp_min(deriv(inventory_level[1h]), 0)'],
  [clampMax(stock, -0.5), `clamp_max(${stockText}, -0.5)`],
];

const aggregations: readonly Example[] = [
  [sum(inventoryLevel), 'sum(inventory_level)'],
  [sum(inventoryLevel, by('product')), 'sum by (product) (inventory_level)'],
  [sum(inventoryLevel, by('product', 'job')), 'sum by (product, job) (inventory_level)'],
  [sum(inventoryLevel, by()), 'sum by () (inventory_level)'],
  [sum(inventoryLevel, without('instance')), 'sum without (instance) (inventory_level)'],
  [min(inventoryLevel), 'min(inventory_level)'],
  [max(inventoryLevel), 'max(inventory_level)'],
  [avg(inventoryLevel), 'avg(inventory_level)'],
  [count(inventoryLevel), 'count(inventory_level)'],
  [group(inventoryLevel, by('job')), 'group by (job) (inventory_level)'],
  [stddev(inventoryLevel), 'stddev(inventory_level)'],
  [topk(5, inventoryLevel), 'topk(5, inventory_level)'],
  [topk(1, inventoryLevel, by('job')), 'topk by (job) (1, inventory_level)'],
  [bottomk(20, stock), `bottomk(20, ${stockText})`],
  [bottomk(2, inventoryLevel, without('product')), 'bottomk without (product) (2, inventory_level)'],
  [quantileOver(0.5, inventoryLevel, by('job')), 'quantile by (job) (0.5, inventory_level)'],
  [
    sum(max(ordersByStatus, by('environment', 'status')), by('status')),
    'sum by (status) (max by (environment, status) (orders_by_status))',
  ],
];

const operators: readonly Example[] = [
  [add(created, 1), `${createdText} + 1`],
  [sub(1, created), `1 - ${createdText}`],
  [sub(created, failed), `${createdText} - ${failedText}`],
  [mul(created, 100), `${createdText} * 100`],
  [div(stock, 3600), `${stockText} / 3600`],
  [mod(stock, 7), `${stockText} % 7`],
  [pow(stock, 2), `${stockText} ^ 2`],
  [sub(time(), ordersOldestOpenAge), 'time() - orders_oldest_open_age_seconds'],
  [add(stock, -1), `${stockText} + -1`],
  [pow(stock, -1), `${stockText} ^ -1`],
  [pow(neg(stock), 2), `(-${stockText}) ^ 2`],
  [neg(pow(stock, 2)), `-${stockText} ^ 2`],
  [neg(stock), `-${stockText}`],
  [neg(neg(stock)), `--${stockText}`],
  [sub(stock, neg(stock)), `${stockText} - -${stockText}`],
  [sub(sub(total, total), total), `${totalText} - ${totalText} - ${totalText}`],
  [sub(total, sub(total, total)), `${totalText} - (${totalText} - ${totalText})`],
  [pow(pow(total, total), total), `(${totalText} ^ ${totalText}) ^ ${totalText}`],
  [pow(total, pow(total, total)), `${totalText} ^ ${totalText} ^ ${totalText}`],
  [mul(add(total, 1), 2), `(${totalText} + 1) * 2`],
  [add(mul(total, 2), 1), `${totalText} * 2 + 1`],
  [div(total, mul(total, 2)), `${totalText} / (${totalText} * 2)`],
  [sub(total, offset(inventoryLevel, '1d'), on()), `${totalText} - on () inventory_level offset 1d`],
  [eq(stock, 0), `${stockText} == 0`],
  [neq(stock, 0), `${stockText} != 0`],
  [gt(stock, 10), `${stockText} > 10`],
  [lt(stock, 10), `${stockText} < 10`],
  [gte(stock, 10), `${stockText} >= 10`],
  [lte(stock, scalar(total)), `${stockText} <= scalar(${totalText})`],
  [gt(created, failed), `${createdText} > ${failedText}`],
  [bool(gt(stock, 10)), `${stockText} > bool 10`],
  [bool(eq(created, failed)), `${createdText} == bool ${failedText}`],
  [bool(gt(created, failed, on('environment'))), `${createdText} > bool on (environment) ${failedText}`],
  [gt(gt(stock, 1), 2), `${stockText} > 1 > 2`],
  [and(gt(created, 1), gt(failed, 2)), `${createdText} > 1 and ${failedText} > 2`],
  [or(total, vector(0)), `${totalText} or vector(0)`],
  [unless(created, failed), `${createdText} unless ${failedText}`],
  [and(or(total, total), total), `(${totalText} or ${totalText}) and ${totalText}`],
  [or(total, and(total, total)), `${totalText} or ${totalText} and ${totalText}`],
  [unless(total, and(total, total)), `${totalText} unless (${totalText} and ${totalText})`],
  [or(count(lte(stock, 0)), vector(0)), `count(${stockText} <= 0) or vector(0)`],
  [
    div(div(stock, neg(lt(min(deriv(inventoryLevel, '6h'), by('product')), 0))), 3600),
    `${stockText} / -(min by (product) (deriv(inventory_level[6h])) < 0) / 3600`,
  ],
  [ratio(failed, created), `(${failedText} or 0 * ${createdText}) / (${createdText} > 0)`],
  [sub(1, ratio(failed, created)), `1 - (${failedText} or 0 * ${createdText}) / (${createdText} > 0)`],
];

const matchings: readonly Example[] = [
  [div(stock, total, on()), `${stockText} / on () ${totalText}`],
  [div(inventoryLevel, stock, on('product')), `inventory_level / on (product) ${stockText}`],
  [
    sub(inventoryLevel, stock, ignoring('environment', 'job', 'instance')),
    `inventory_level - ignoring (environment, job, instance) ${stockText}`,
  ],
  [div(inventoryLevel, stock, on('product').groupLeft()), `inventory_level / on (product) group_left () ${stockText}`],
  [
    mul(recorded, ordersByStatus, on('environment').groupRight()),
    'environment:orders_created:rate5m * on (environment) group_right () orders_by_status',
  ],
  [
    mul(inventoryLevel, ordersByStatus, on('job', 'instance').groupLeft('status')),
    'inventory_level * on (job, instance) group_left (status) orders_by_status',
  ],
  [
    mul(inventoryLevel, ordersByStatus, on('job').groupRight('product')),
    'inventory_level * on (job) group_right (product) orders_by_status',
  ],
  [gt(inventoryLevel, stock, on('product').groupLeft()), `inventory_level > on (product) group_left () ${stockText}`],
  [lt(stock, inventoryLevel, on('product').groupRight()), `${stockText} < on (product) group_right () inventory_level`],
  [
    gte(inventoryLevel, stock, ignoring('environment', 'job', 'instance')),
    `inventory_level >= ignoring (environment, job, instance) ${stockText}`,
  ],
  [
    and(gt(created, 0.05), gt(recorded, 0.01), on('environment')),
    `${createdText} > 0.05 and on (environment) environment:orders_created:rate5m > 0.01`,
  ],
  [
    unless(inventoryLevel, stock, ignoring('environment', 'job', 'instance')),
    `inventory_level unless ignoring (environment, job, instance) ${stockText}`,
  ],
  [or(stock, total, on()), `${stockText} or on () ${totalText}`],
];

const selections: readonly Example[] = [
  [inventoryLevel, 'inventory_level'],
  [recorded, 'environment:orders_created:rate5m'],
  [offset(inventoryLevel, '1w'), 'inventory_level offset 1w'],
  [rate(offset(ordersCreated, '1w'), '1h'), 'rate(orders_created_total[1h] offset 1w)'],
  [sub(inventoryLevel, offset(inventoryLevel, '1d')), 'inventory_level - inventory_level offset 1d'],
  [where(offset(inventoryLevel, '1w'), { product: 'a' }), 'inventory_level{product="a"} offset 1w'],
  [offset(where(inventoryLevel, { product: 'a' }), '1w'), 'inventory_level{product="a"} offset 1w'],
  [where(where(inventoryLevel, { product: 'a' }), { job: 'b' }), 'inventory_level{product="a",job="b"}'],
  [where(inventoryLevel, {}), 'inventory_level'],
  [where(ordersByStatus, { status: 'failed' }), 'orders_by_status{status="failed"}'],
  [where(ordersByStatus, { status: not('failed') }), 'orders_by_status{status!="failed"}'],
  [where(ordersByStatus, { status: matches('c.*d') }), 'orders_by_status{status=~"c.*d"}'],
  [where(ordersByStatus, { status: notMatches('c.*d|') }), 'orders_by_status{status!~"c.*d|"}'],
  [where(ordersByStatus, { status: oneOf('a', 'b.c') }), 'orders_by_status{status=~"a|b\\\\.c"}'],
  [where(ordersByStatus, { status: chosen(status) }), 'orders_by_status{status=~"$status"}'],
  [where(ordersByStatus, { status: undefined }), 'orders_by_status'],
  [where(ordersByStatus, { status: noneOf('a|b', '(c)') }), 'orders_by_status{status!~"a\\\\|b|\\\\(c\\\\)"}'],
  [where(ordersByStatus, { status }), 'orders_by_status{status=~"$status"}'],
  [where(ordersByStatus, { status: 'a"b\\c\nd\te' }), 'orders_by_status{status="a\\"b\\\\c\\nd\\te"}'],
  [where(ordersByStatus, { status: '' }), 'orders_by_status{status=""}'],
  [where(ordersByStatus, { status: 'größer ⚙ 😀' }), 'orders_by_status{status="größer ⚙ 😀"}'],
  [
    rate(where(paymentsProcessed, { status: 'failure' }), '15m'),
    'rate(payments_processed_total{status="failure"}[15m])',
  ],
  [
    rate(where(httpRequests, { status: matches('5..'), method: 'GET' })),
    'rate(http_requests_total{status=~"5..",method="GET"}[$__rate_interval])',
  ],
];

const histograms: readonly Example[] = [
  [
    histogramQuantile(0.95, orderProcessing),
    'histogram_quantile(0.95, sum by (le) (rate(order_processing_seconds_bucket[$__rate_interval])))',
  ],
  [
    histogramQuantile(0.5, httpRequestDuration, by('endpoint', 'method'), '5m'),
    'histogram_quantile(0.5, sum by (le, endpoint, method) (rate(http_request_duration_seconds_bucket[5m])))',
  ],
  [
    histogramQuantile(0.5, where(httpRequestDuration, { method: 'GET' }), by('endpoint'), window),
    'histogram_quantile(0.5, sum by (le, endpoint) (rate(http_request_duration_seconds_bucket{method="GET"}[$interval])))',
  ],
  [
    histogramQuantile(0.5, offset(orderProcessing, '1d'), by(), '5m'),
    'histogram_quantile(0.5, sum by (le) (rate(order_processing_seconds_bucket[5m] offset 1d)))',
  ],
  [bucketIncrease(orderProcessing, '1m'), 'sum by (le) (increase(order_processing_seconds_bucket[1m]))'],
  [rate(bucketsOf(orderProcessing), '1m'), 'rate(order_processing_seconds_bucket[1m])'],
  [rate(orderProcessing.count, '1m'), 'rate(order_processing_seconds_count[1m])'],
  [
    div(sum(rate(orderProcessing.sum, '1m')), sum(rate(orderProcessing.count, '1m'))),
    'sum(rate(order_processing_seconds_sum[1m])) / sum(rate(order_processing_seconds_count[1m]))',
  ],
  [rate(observedAtMost(orderProcessing, 30), '1m'), 'rate(order_processing_seconds_bucket{le=~"30(\\\\.0)?"}[1m])'],
  [rate(observedAtMost(orderProcessing, 0.5), '1m'), 'rate(order_processing_seconds_bucket{le=~"0\\\\.5"}[1m])'],
  [
    rate(where(orderProcessing.bucket, { le: upperBound(1) }), '1m'),
    'rate(order_processing_seconds_bucket{le=~"1(\\\\.0)?"}[1m])',
  ],
];

/** Metrics of several spellings: joined within each function, so that an aggregation sees both. */
const variants: readonly Example[] = [
  [postgres.replicationLag, 'pg_replication_lag_seconds or pg_replication_lag'],
  [
    max(where(postgres.replicationLag, { instance: 'a' }), by('instance')),
    'max by (instance) (pg_replication_lag_seconds{instance="a"} or pg_replication_lag{instance="a"})',
  ],
  [gt(postgres.replicationLag, 300), '(pg_replication_lag_seconds or pg_replication_lag) > 300'],
  [
    maxOverTime(postgres.replicationLag, '1h'),
    'max_over_time(pg_replication_lag_seconds[1h]) or max_over_time(pg_replication_lag[1h])',
  ],
  // Absent is what is there in no spelling.
  [
    absentOverTime(postgres.replicationLag, '1h'),
    'absent_over_time(pg_replication_lag_seconds[1h]) and absent_over_time(pg_replication_lag[1h])',
  ],
  [offset(postgres.replicationLag, '1d'), 'pg_replication_lag_seconds offset 1d or pg_replication_lag offset 1d'],
  [
    sum(rate(threeNames, '5m'), by('job')),
    'sum by (job) (rate(third_total[5m]) or rate(second_total[5m]) or rate(first_total[5m]))',
  ],
  [
    maxOverTime(subquery(postgres.replicationLag, '1h', '1m')),
    'max_over_time((pg_replication_lag_seconds or pg_replication_lag)[1h:1m])',
  ],
  [
    histogramQuantile(0.9, oldAndNewHistogram, by('kind'), '5m'),
    'histogram_quantile(0.9, sum by (le, kind) (rate(new_seconds_bucket[5m]) or rate(old_seconds_bucket[5m])))',
  ],
  [rate(oldAndNewHistogram.count, '5m'), 'rate(new_seconds_count[5m]) or rate(old_seconds_count[5m])'],
  [
    rate(observedAtMost(oldAndNewHistogram, 30), '5m'),
    'rate(new_seconds_bucket{le=~"30(\\\\.0)?"}[5m]) or rate(old_seconds_bucket{le=~"30(\\\\.0)?"}[5m])',
  ],
  [
    max(where(oldAndNewSummary.quantiles, { quantile: '1' })),
    'max(new_wait_seconds{quantile="1"} or old_wait_seconds{quantile="1"})',
  ],
  [increase(oldAndNewSummary.sum, '5m'), 'increase(new_wait_seconds_sum[5m]) or increase(old_wait_seconds_sum[5m])'],
];

const partialLabels: readonly Example[] = [
  [
    sum(withPartial(postgres.activityCount, 'wait_event_type'), by('wait_event_type')),
    'sum by (wait_event_type) (pg_stat_activity_count)',
  ],
  [
    sum(
      where(withPartial(postgres.activityCount, 'usename', 'wait_event'), { usename: 'a' }),
      by('wait_event', 'datname'),
    ),
    'sum by (wait_event, datname) (pg_stat_activity_count{usename="a"})',
  ],
];

/** By what they show. */
export const examples: Readonly<Record<string, readonly Example[]>> = {
  'functions over a range': rangeFunctions,
  subqueries,
  'functions of vectors': functions,
  aggregations,
  operators,
  matchings,
  selections,
  histograms,
  variants,
  'partial labels': partialLabels,
};
