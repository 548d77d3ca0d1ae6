/** The panels about orders. */
import type { Settings } from '../../src/config/settings.ts';
import { panelUrl } from '../../src/identity/ids.ts';
import {
  deviationThresholds,
  duration,
  heatmap,
  heatmapQuery,
  percent,
  pieChart,
  query,
  stat,
  timeseries,
} from '../../src/panels/index.ts';
import { orderStatuses } from '../../src/metrics/order-status.ts';
import type { ColourName } from '../../src/policy/colours.ts';
import { budget, complement } from '../../src/policy/objectives.ts';
import type { LabelVariable } from '../../src/promql/index.ts';
import * as orders from '../../src/queries/orders.ts';
import { rateWindow } from '../../src/variables/own.ts';

/** Each status in its own colour, the same wherever it is drawn. */
const statusColours: Readonly<Record<string, ColourName>> = Object.fromEntries(
  orderStatuses.map((name) => [name, name]),
);

export function ordersPerSecond({ policy }: Settings) {
  return stat(policy, {
    key: 'orders-per-second',
    title: 'Orders per second',
    description: {
      shows: 'Orders that the API accepts each second.',
      normal: `above 0 at every hour, and within ${percent(policy.limits.orderRateChange.red)} of the same hour of last week.`,
      next: 'see the errors of the HTTP API, then whether customers reach it at all.',
    },
    unit: 'ops',
    sparkline: true,
    queries: [query(orders.creationRate(), 'orders')],
    dataLinks: { 'Order creation rate': panelUrl({ dashboard: 'orders', panel: 'creation-rate' }) },
  });
}

export function successRatio({ policy }: Settings) {
  const { orderErrorRatio } = policy.limits;
  const amber = orderErrorRatio.amber === undefined ? {} : { amber: complement(orderErrorRatio.amber) };
  const limit = { bad: 'below', red: complement(orderErrorRatio.red), ...amber } as const;
  return stat(policy, {
    key: 'success-ratio',
    title: 'Success ratio',
    description: {
      shows: 'Orders that did not fail, per created order: one minus the error ratio.',
      normal: `above ${percent(limit.amber ?? limit.red)}, the objective being ${percent(policy.objectives.orderSuccess.target)}.`,
      next: 'a click leads to the error ratio; the reasons are beside it.',
    },
    unit: 'percentunit',
    max: 1,
    decimals: 2,
    queries: [query(orders.successRatio(), '{{environment}}')],
    limit,
    alert: policy.alerts.HighOrderProcessingErrorRate,
    dataLinks: {
      'Error ratio': panelUrl({ dashboard: 'orders', panel: 'error-ratio' }),
      'Errors by reason': panelUrl({ dashboard: 'orders', panel: 'errors-by-reason' }),
    },
  });
}

export function processingP95({ policy }: Settings) {
  const limit = policy.limits.orderProcessingP95;
  return stat(policy, {
    key: 'processing-p95',
    title: 'Processing time, p95',
    description: {
      shows: 'The time within which 95 of 100 orders are processed, from acceptance to end. Empty while none ends.',
      normal: `below ${duration(limit.amber ?? limit.red)}.`,
      next: 'a click leads to the quantiles; the activities beside them show which step is slow.',
    },
    unit: 's',
    min: 0,
    queries: [query(orders.processingQuantile(0.95), '{{environment}}')],
    limit,
    alert: policy.alerts.SlowOrderProcessing,
    dataLinks: {
      'Processing time': panelUrl({ dashboard: 'orders', panel: 'processing-quantiles' }),
      'Activities, p95': panelUrl({ dashboard: 'orders', panel: 'activities-p95' }),
    },
  });
}

export function weekOverWeek({ policy }: Settings) {
  const limit = policy.limits.orderRateChange;
  return stat(policy, {
    key: 'week-over-week',
    title: 'Last hour against last week',
    description: {
      shows:
        'How many more orders the last hour brought than the same hour a week ago, as a share of those. Empty while there is no week of history.',
      normal: `between -${percent(limit.red)} and +${percent(limit.red)}.`,
      next: 'fewer: look for failing requests, or for a holiday; more: for a campaign, or for a client that retries.',
    },
    unit: 'percentunit',
    decimals: 0,
    queries: [query(orders.weekOverWeek('1h'), '{{environment}}')],
    alert: policy.alerts.UnusualOrderRate,
    dataLinks: { 'Orders in the rate window': panelUrl({ dashboard: 'orders', panel: 'created-in-window' }) },
  }).thresholds(deviationThresholds(limit, policy.colours));
}

export function creationRate({ policy }: Settings) {
  return timeseries(policy, {
    key: 'creation-rate',
    title: 'Order creation rate',
    description: {
      shows: 'Orders that the API accepts each second.',
      normal: 'a smooth curve through the day that stays above 0.',
      next: 'a step down: look for a deploy (the marks on the time axis); a gap: for the API itself.',
    },
    unit: 'ops',
    min: 0,
    queries: [query(orders.creationRate(), 'created')],
    colours: { created: 'neutral' },
    dataLinks: { 'Orders in the rate window': panelUrl({ dashboard: 'orders', panel: 'created-in-window' }) },
  });
}

export function createdInWindow({ policy }: Settings) {
  return timeseries(policy, {
    key: 'created-in-window',
    title: 'Orders in the rate window',
    description: {
      shows:
        'Orders created in the window chosen above ("Rate window"), at each moment looking back; and a week before.',
      normal: `within ${percent(policy.limits.orderRateChange.red)} of the week before.`,
      next: 'choose a longer window to see whether it is a trend; 7d compares whole weeks.',
    },
    unit: 'short',
    min: 0,
    queries: [
      query(orders.created(rateWindow), 'this week'),
      query(orders.createdLastWeek(rateWindow), 'a week before'),
    ],
    colours: { 'this week': 'neutral', 'a week before': 'past' },
    dataLinks: { 'Order creation rate': panelUrl({ dashboard: 'orders', panel: 'creation-rate' }) },
  });
}

export function statusShares({ policy }: Settings, status: LabelVariable<'status'>) {
  return pieChart(policy, {
    key: 'status-shares',
    title: 'Orders by status',
    description: {
      shows: 'How the orders in the database are spread over their states now.',
      normal: 'completed more than half, and failed less than 1 in 20 of it.',
      next: 'much pending: the workers are too few; much failed: see the errors by reason.',
    },
    unit: 'short',
    queries: [query(orders.byStatus(status), '{{status}}')],
    colours: statusColours,
    dataLinks: {
      'Orders by status over time': panelUrl({ dashboard: 'orders', panel: 'status-over-time' }),
      'Errors by reason': panelUrl({ dashboard: 'orders', panel: 'errors-by-reason' }),
    },
  });
}

export function statusOverTime({ policy }: Settings, status: LabelVariable<'status'>) {
  return timeseries(policy, {
    key: 'status-over-time',
    title: 'Orders by status over time',
    description: {
      shows: 'The orders in the database, by status.',
      normal:
        'pending and processing stay bands of even width, at the peak of the day less than 2 times as wide as on average.',
      next: 'a growing band: compare with "Created minus finished" to see since when.',
    },
    unit: 'short',
    min: 0,
    stacked: true,
    queries: [query(orders.byStatus(status), '{{status}}')],
    colours: statusColours,
    dataLinks: { 'Created minus finished': panelUrl({ dashboard: 'orders', panel: 'backlog-growth' }) },
  });
}

export function backlogGrowth({ policy }: Settings) {
  return timeseries(policy, {
    key: 'backlog-growth',
    title: 'Created minus finished',
    description: {
      shows: 'Orders created each second less orders that reached their end (completed, failed or cancelled).',
      normal: 'swings around 0, above it for less than 15 minutes at a time.',
      next: 'above 0 for long: the backlog grows, so see the oldest open order and whether workers run.',
    },
    unit: 'ops',
    queries: [query(orders.backlogGrowth(), 'growth')],
    colours: { growth: 'neutral' },
    dataLinks: {
      'Oldest open order': panelUrl({ dashboard: 'orders', panel: 'oldest-open-order' }),
      'Pollers over time': panelUrl({ dashboard: 'temporal-sdk', panel: 'pollers' }),
    },
  });
}

export function oldestOpenOrder({ policy }: Settings, status: LabelVariable<'status'>) {
  const limit = policy.limits.oldestOpenOrder;
  return timeseries(policy, {
    key: 'oldest-open-order',
    title: 'Oldest open order',
    description: {
      shows:
        'The age of the oldest order in each status that it should leave. A stuck workflow reports no latency, so its age is watched.',
      normal: `below ${duration(limit.amber ?? limit.red)}.`,
      next: 'find that order in the database by its creation time and open its workflow.',
    },
    unit: 's',
    min: 0,
    queries: [query(orders.oldestByStatus(status), '{{status}}')],
    limit,
    alert: policy.alerts.LongRunningWorkflow,
    colours: statusColours,
    dataLinks: { 'Workflow tasks that fail': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-task-failures' }) },
  });
}

export function processingQuantiles({ policy }: Settings) {
  const limit = policy.limits.orderProcessingP95;
  return timeseries(policy, {
    key: 'processing-quantiles',
    title: 'Processing time',
    description: {
      shows: 'The time within which 50, 95 and 99 of 100 orders are processed.',
      normal: `p95 below ${duration(limit.amber ?? limit.red)}.`,
      next: 'all three high: workers or database are slow; only p99: single orders are, which the heatmap shows.',
    },
    unit: 's',
    min: 0,
    queries: [
      query(orders.processingQuantile(0.5), 'p50 {{environment}}'),
      query(orders.processingQuantile(0.95), 'p95 {{environment}}'),
      query(orders.processingQuantile(0.99), 'p99 {{environment}}'),
    ],
    limit,
    alert: policy.alerts.SlowOrderProcessing,
    dataLinks: {
      'Processing time, all orders': panelUrl({ dashboard: 'orders', panel: 'processing-heatmap' }),
      'Activities, p95': panelUrl({ dashboard: 'orders', panel: 'activities-p95' }),
      'Connections of the database': panelUrl({ dashboard: 'database', panel: 'connections-used' }),
    },
  });
}

export function processingHeatmap({ policy }: Settings) {
  return heatmap(policy, {
    key: 'processing-heatmap',
    title: 'Processing time, all orders',
    description: {
      shows: 'How many orders took how long; each dot is one order whose trace id is known.',
      normal: `one dark band below ${duration(policy.objectives.orderLatency.withinSeconds)}.`,
      next: 'a second band above: a dot in it names the trace of an order that was slow, and opens it where traces have a data source.',
    },
    unit: 's',
    queries: [heatmapQuery(orders.processingBuckets())],
    dataLinks: { 'Activities, p95': panelUrl({ dashboard: 'orders', panel: 'activities-p95' }) },
  });
}

export function activities({ policy }: Settings) {
  return timeseries(policy, {
    key: 'activities-p95',
    title: 'Activities, p95',
    description: {
      shows: 'The time within which 95 of 100 runs of each activity end: payment, inventory, shipping and the rest.',
      normal: `each below ${duration(policy.objectives.orderLatency.withinSeconds)}.`,
      next: 'the slow one names the system to look at: the payment provider, the database, the carrier.',
    },
    unit: 's',
    min: 0,
    queries: [query(orders.activityQuantile(0.95), '{{activity}}')],
    dataLinks: {
      'Failed attempts': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-failures' }),
      'Connections of the database': panelUrl({ dashboard: 'database', panel: 'connections-used' }),
    },
  });
}

export function errorsByReason({ policy }: Settings) {
  return timeseries(policy, {
    key: 'errors-by-reason',
    title: 'Errors by reason',
    description: {
      shows: 'Orders that fail each second, by reason.',
      normal: `together below ${percent(policy.limits.orderErrorRatio.amber ?? policy.limits.orderErrorRatio.red)} of the orders created.`,
      next: 'the reason names the step that fails; see that activity above.',
    },
    unit: 'ops',
    min: 0,
    stacked: true,
    queries: [query(orders.errorsByReason(), '{{reason}}')],
    dataLinks: {
      'Activities, p95': panelUrl({ dashboard: 'orders', panel: 'activities-p95' }),
      'Failed attempts': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-failures' }),
    },
  });
}

export function errorRatio({ policy }: Settings) {
  const limit = policy.limits.orderErrorRatio;
  return timeseries(policy, {
    key: 'error-ratio',
    title: 'Error ratio',
    description: {
      shows: 'Orders that fail per order created. Empty while no order is created.',
      normal: `below ${percent(limit.amber ?? limit.red)}; the error budget is ${percent(budget(policy.objectives.orderSuccess))}.`,
      next: 'see the errors by reason beside it, and whether a deploy preceded the rise.',
    },
    unit: 'percentunit',
    min: 0,
    queries: [query(orders.errorRatio(), '{{environment}}')],
    limit,
    alert: policy.alerts.HighOrderProcessingErrorRate,
    dataLinks: { 'Errors by reason': panelUrl({ dashboard: 'orders', panel: 'errors-by-reason' }) },
  });
}
