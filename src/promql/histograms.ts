/** What a histogram's buckets tell. */
import type { Histogram } from '../metrics/metric.ts';
import { sum } from './aggregations.ts';
import { By } from './grouping.ts';
import { upperBound } from './matchers.ts';
import type { Range } from './range.ts';
import { increase, rate } from './range-functions.ts';
import { bucketsOf, where, type Selector } from './selector.ts';
import { Vector } from './vector.ts';
import { quantileNode } from './quantile.ts';

/** A histogram, or a selection of its series. */
export type Distribution<L extends string> = Histogram<L, string> | Selector<'histogram', L>;

/** The φ-quantile of a histogram over a range, one for each value of the labels kept. */
export function histogramQuantile<L extends string, K extends L = never>(
  phi: number,
  histogram: Distribution<L>,
  grouping: By<K> = new By([]),
  range?: Range,
): Vector<K> {
  const buckets = sum(rate(bucketsOf(histogram), range), new By<L | 'le'>(['le', ...grouping.labels]));
  return new Vector({ kind: 'call', name: 'histogram_quantile', args: [quantileNode(phi), buckets.node] });
}

/** Observations of each bucket over a range: what a heatmap draws. */
export function bucketIncrease<L extends string>(histogram: Distribution<L>, range?: Range): Vector<'le'> {
  return sum(increase(bucketsOf(histogram), range), new By(['le'] as const));
}

/**
 * The series that count observations up to a bound.
 * @throws RangeError where the histogram has no bucket with that bound, for then the series does not exist.
 */
export function observedAtMost<L extends string>(
  histogram: Histogram<L, string>,
  bound: number,
): Selector<'counter', L | 'le'> {
  if (!histogram.buckets.includes(bound)) {
    throw new RangeError(
      `${histogram.name} has no bucket with the bound ${bound}; it has ${histogram.buckets.join(', ')}`,
    );
  }
  return where<'counter', L | 'le'>(bucketsOf(histogram), leMatcher(bound));
}

function leMatcher(bound: number) {
  return { le: upperBound(bound) };
}
