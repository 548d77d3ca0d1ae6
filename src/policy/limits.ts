/**
 * Limits: where a value stops being normal. Panels colour and draw them, alerts compare with them, each from here.
 * Ratios are from 0 to 1, times in seconds.
 */

/** Which side of the limits is bad. */
export type Side = 'above' | 'below';

export interface Limit {
  readonly bad: Side;
  /** Worth a look. Absent where there is nothing between good and bad. */
  readonly amber?: number;
  /** Bad. */
  readonly red: number;
}

export const defaultLimits = {
  /** Failed orders per created order. Amber, unless set, is the error budget of the order objective. */
  orderErrorRatio: { bad: 'above', red: 0.05 },
  /** 95th percentile of the time an order takes. */
  orderProcessingP95: { bad: 'above', amber: 120, red: 300 },
  /** Difference to the same hour of last week, as a share of that hour, in either direction. */
  orderRateChange: { bad: 'above', red: 0.3 },
  /** Age of the oldest order that is not finished. */
  oldestOpenOrder: { bad: 'above', amber: 900, red: 3600 },
  /** Refused payments per payment. */
  paymentFailureRatio: { bad: 'above', amber: 0.05, red: 0.1 },
  /** Items of a product in stock. */
  stock: { bad: 'below', red: 10 },
  /** Connections per connection that the server allows to ordinary users. */
  databaseConnections: { bad: 'above', amber: 0.8, red: 0.95 },
  /** Blocks that PostgreSQL found in its cache per block asked for. */
  cacheHitRatio: { bad: 'below', amber: 0.98, red: 0.9 },
  /** Age of the oldest transaction. */
  transactionAge: { bad: 'above', amber: 300, red: 1800 },
  /** Transactions rolled back per transaction. */
  rollbackRatio: { bad: 'above', amber: 0.05, red: 0.1 },
  /** How far a replica of the database is behind. */
  replicationLag: { bad: 'above', amber: 30, red: 300 },
  /** Failed workflows per closed workflow. */
  workflowFailureRatio: { bad: 'above', amber: 0.01, red: 0.05 },
  /** 95th percentile of the time that a task waits for a worker. */
  scheduleToStartP95: { bad: 'above', amber: 0.2, red: 1 },
  /** Task slots in use per task slot of the workers. */
  taskSlotsUsed: { bad: 'above', amber: 0.8, red: 0.95 },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof defaultLimits;
export type Limits = Readonly<Record<LimitName, Limit>>;
