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

/** The last bound of a timer's buckets, in seconds: a quantile never shows more. */
export function longestSeconds({
  buckets,
  unit,
}: {
  readonly buckets: readonly number[];
  readonly unit: Unit;
}): number {
  const last = Math.max(...buckets);
  return unit === 'milliseconds' ? last / 1000 : last;
}
