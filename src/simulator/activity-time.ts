/** What the activities of an order are like: how long they take, and how they fail. */
import type { Activity } from './observer.ts';

/** The values of `reason` on `order_processing_errors_total`. */
export const reasons = ['validation_failed', 'payment_declined', 'out_of_stock', 'shipping_unavailable'] as const;
export type Reason = (typeof reasons)[number];

export interface ActivityNature {
  /** Half of them take less, in seconds; beside what the database takes. */
  readonly median: number;
  /** Deviation of the logarithm of its time. */
  readonly spread: number;
  /** Attempts that fail and are tried again. Those of payments depend on the provider. */
  readonly fails: number;
  /** Orders for which it fails for good, whatever is tried. */
  readonly refuses: number;
  /** Why an order failed that ends here. */
  readonly reason: Reason | undefined;
  readonly usesDatabase: boolean;
}

/** Together about 2 of 1000 orders fail, and 95 of 100 are done within 25 seconds. */
export const natures: Readonly<Record<Activity, ActivityNature>> = {
  ValidateOrder: {
    median: 0.04,
    spread: 0.5,
    fails: 0.001,
    refuses: 0.0004,
    reason: 'validation_failed',
    usesDatabase: true,
  },
  TakePayment: { median: 1.4, spread: 0.5, fails: 0, refuses: 0.0008, reason: 'payment_declined', usesDatabase: false },
  ReserveInventory: {
    median: 0.06,
    spread: 0.5,
    fails: 0.002,
    refuses: 0,
    reason: 'out_of_stock',
    usesDatabase: true,
  },
  ArrangeShipping: {
    median: 4.5,
    spread: 0.65,
    fails: 0.008,
    refuses: 0.0005,
    reason: 'shipping_unavailable',
    usesDatabase: false,
  },
  // What has been shipped is finished, however often that is tried.
  FinishOrder: { median: 0.05, spread: 0.5, fails: 0.001, refuses: 0, reason: undefined, usesDatabase: true },
};

/** How often an activity is tried, and the pauses between in seconds: the second is twice the first. */
export const attemptsAtMost = 3;
export const firstPause = 1;
/** Orders that their customers cancel while they are processed. */
export const cancelledShare = 0.006;
