/** Times of Temporal in seconds, whatever unit the SDK writes. */
import type { Unit } from '../metrics/metric.ts';
import { div, histogramQuantile, type By, type Range, type Selector, type Vector } from '../promql/index.ts';

/** The φ-quantile of a timer in seconds: Core writes milliseconds unless told otherwise. */
export function secondsQuantile<L extends string, K extends L>(
  phi: number,
  timer: Selector<'histogram', L>,
  grouping: By<K>,
  window?: Range,
): Vector<K> {
  const quantile = histogramQuantile<L, K>(phi, timer, grouping, window);
  return timer.metric.unit === 'milliseconds' ? div<K>(quantile, 1000) : quantile;
}

/** A timer's finite bounds, ascending, and their unit. */
interface Buckets {
  readonly buckets: readonly number[];
  readonly unit: Unit;
}

/** The last bound of a timer's buckets, in seconds: a quantile never shows more. */
export function longestSeconds(timer: Buckets): number {
  return Math.max(...boundsInSeconds(timer));
}

/** What a quantile of times just above this one may read as at most, in seconds: the next bound, else the last. */
export function readsUpTo(time: number, timer: Buckets): number {
  return boundsInSeconds(timer).find((bound) => bound > time) ?? longestSeconds(timer);
}

function boundsInSeconds({ buckets, unit }: Buckets): readonly number[] {
  return unit === 'milliseconds' ? buckets.map((bound) => bound / 1000) : buckets;
}
