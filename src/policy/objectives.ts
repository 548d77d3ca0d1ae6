/** Service levels: what is promised, over which window, and how fast a budget may burn. */
import type { Duration } from '../time/duration.ts';

export interface Objective {
  /** The share of orders that must be good, between 0 and 1. */
  readonly target: number;
  /** The window over which it is promised. */
  readonly window: Duration;
}

/** An order is good in time when it is processed within so many seconds; the histogram has a bucket with this bound. */
export interface LatencyObjective extends Objective {
  readonly withinSeconds: number;
}

export type Objectives = {
  readonly orderSuccess: Objective;
  readonly orderLatency: LatencyObjective;
};

export const defaultObjectives: Objectives = {
  orderSuccess: { target: 0.995, window: '30d' },
  orderLatency: { target: 0.95, window: '30d', withinSeconds: 30 },
};

/** A pair of windows in which the budget must burn `factor` times as fast as it may before the alert fires. */
export interface BurnRate {
  readonly long: Duration;
  readonly short: Duration;
  readonly factor: number;
  readonly for: Duration;
  readonly severity: 'critical' | 'warning';
}

export const burnRates: readonly BurnRate[] = [
  { long: '1h', short: '5m', factor: 14.4, for: '2m', severity: 'critical' },
  { long: '6h', short: '30m', factor: 6, for: '15m', severity: 'critical' },
  { long: '1d', short: '2h', factor: 3, for: '1h', severity: 'warning' },
  { long: '3d', short: '6h', factor: 1, for: '3h', severity: 'warning' },
];

/** The share of orders that may fail. */
export function budget(objective: Objective): number {
  return complement(objective.target);
}

/** One minus a ratio, without the dust of binary fractions: 0.005 and not 0.0050000000000000044. */
export function complement(ratio: number): number {
  return Number((1 - ratio).toFixed(10));
}
