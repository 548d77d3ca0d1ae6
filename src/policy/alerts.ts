/** The alerts that guard panels: what they compare with, how long it must hold, how bad it is, where to look. */
import type { Duration } from '../time/duration.ts';
import type { Limit, Limits, Side } from './limits.ts';

/** Critical is what a person must act on within minutes. */
export type Severity = 'critical' | 'warning';

/** The panel that shows what an alert watches: the name of its dashboard, and the panel's key there. */
export interface PanelReference {
  readonly dashboard: string;
  readonly panel: string;
}

/** Below this much traffic an alert says nothing: a ratio of very little is noise. */
export interface Floor {
  readonly above: number;
  /** What is counted: `orders per second`. */
  readonly of: string;
}

/** What may be set for each alert; the rest follows from the limits. */
export interface AlertTiming {
  /** How long it must hold before the alert fires. */
  readonly for: Duration;
  /** How long it goes on firing after it held last. */
  readonly keepFiringFor: Duration;
  readonly severity: Severity;
}

export interface Alert extends AlertTiming {
  readonly name: AlertName;
  /** What it watches, as part of a sentence. */
  readonly watches: string;
  readonly bad: Side;
  /** The value at which it fires. */
  readonly threshold: number;
  /** A second, harsher level; it fires with severity critical. */
  readonly critical?: number;
  readonly floor?: Floor;
  /** What the value is a number of. */
  readonly measure: 'ratio' | 'seconds' | 'items';
  /** The window that its rates look back; absent where it looks at the value of the moment. */
  readonly window?: Duration;
  readonly panel: PanelReference;
}

export const defaultTimings = {
  HighOrderProcessingErrorRate: { for: '5m', keepFiringFor: '10m', severity: 'critical' },
  SlowOrderProcessing: { for: '10m', keepFiringFor: '10m', severity: 'warning' },
  UnusualOrderRate: { for: '30m', keepFiringFor: '15m', severity: 'warning' },
  LowInventory: { for: '5m', keepFiringFor: '30m', severity: 'warning' },
  HighPaymentFailureRate: { for: '5m', keepFiringFor: '10m', severity: 'critical' },
  HighDatabaseConnections: { for: '10m', keepFiringFor: '5m', severity: 'warning' },
  LowCacheHitRatio: { for: '15m', keepFiringFor: '15m', severity: 'warning' },
  HighWorkflowFailureRate: { for: '15m', keepFiringFor: '10m', severity: 'critical' },
  LongRunningWorkflow: { for: '5m', keepFiringFor: '10m', severity: 'warning' },
} as const satisfies Readonly<Record<string, AlertTiming>>;

export type AlertName = keyof typeof defaultTimings;
export type Timings = Readonly<Record<AlertName, AlertTiming>>;
export type Alerts = Readonly<Record<AlertName, Alert>>;

/** The alerts that follow from limits and timings. */
export function alertsFrom(limits: Limits, timings: Timings): Alerts {
  type Rest = Omit<Alert, keyof AlertTiming | 'name' | 'bad' | 'threshold'>;
  const alert = (name: AlertName, limit: Limit, rest: Rest): Alert => ({
    name,
    ...timings[name],
    bad: limit.bad,
    threshold: limit.red,
    ...rest,
  });
  return {
    HighOrderProcessingErrorRate: alert('HighOrderProcessingErrorRate', limits.orderErrorRatio, {
      watches: 'failed orders per created order',
      measure: 'ratio',
      window: '5m',
      floor: { above: 0.01, of: 'orders per second' },
      panel: { dashboard: 'orders', panel: 'error-ratio' },
    }),
    SlowOrderProcessing: alert('SlowOrderProcessing', limits.orderProcessingP95, {
      watches: 'the 95th percentile of order processing time',
      measure: 'seconds',
      window: '5m',
      panel: { dashboard: 'orders', panel: 'processing-quantiles' },
    }),
    UnusualOrderRate: alert('UnusualOrderRate', limits.orderRateChange, {
      watches: 'the difference of the order rate to the same hour of last week, in either direction',
      measure: 'ratio',
      window: '1h',
      floor: { above: 0.05, of: 'orders per second last week' },
      panel: { dashboard: 'orders', panel: 'week-over-week' },
    }),
    LowInventory: alert('LowInventory', limits.stock, {
      watches: 'the number of items of a product in stock',
      measure: 'items',
      panel: { dashboard: 'inventory', panel: 'low-stock' },
    }),
    HighPaymentFailureRate: alert('HighPaymentFailureRate', limits.paymentFailureRatio, {
      watches: 'refused payments per payment',
      measure: 'ratio',
      window: '15m',
      floor: { above: 20, of: 'payments in the window' },
      panel: { dashboard: 'payments', panel: 'failure-ratio' },
    }),
    HighDatabaseConnections: alert(
      'HighDatabaseConnections',
      { bad: 'above', red: limits.databaseConnections.amber ?? limits.databaseConnections.red },
      {
        watches: 'connections per connection that ordinary users may open',
        measure: 'ratio',
        critical: limits.databaseConnections.red,
        panel: { dashboard: 'database', panel: 'connections-used' },
      },
    ),
    LowCacheHitRatio: alert('LowCacheHitRatio', limits.cacheHitRatio, {
      watches: 'blocks found in the cache per block asked for',
      measure: 'ratio',
      window: '15m',
      floor: { above: 50, of: 'blocks read per second' },
      panel: { dashboard: 'database', panel: 'cache-hit-ratio' },
    }),
    HighWorkflowFailureRate: alert('HighWorkflowFailureRate', limits.workflowFailureRatio, {
      watches: 'failed workflows per closed workflow',
      measure: 'ratio',
      window: '15m',
      floor: { above: 20, of: 'closed workflows in the window' },
      panel: { dashboard: 'temporal-sdk', panel: 'workflow-failure-ratio' },
    }),
    LongRunningWorkflow: alert('LongRunningWorkflow', limits.oldestOpenOrder, {
      watches: 'the age of the oldest open order',
      measure: 'seconds',
      panel: { dashboard: 'orders', panel: 'oldest-open-order' },
    }),
  };
}
