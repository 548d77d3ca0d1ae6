/** Series of one metric, chosen by their labels. */
import type { Histogram, Metric, MetricInfo, MetricType } from '../metrics/metric.ts';
import type { Duration } from '../time/duration.ts';
import type { Matcher, Node, SelectorNode } from './ast.ts';
import { matcher, not, type MatchValue } from './matchers.ts';
import { durationText } from './range.ts';

declare const labelsOf: unique symbol;

/**
 * A metric with matchers, and perhaps an offset. A metric with several spellings stands for all of them. Series of the
 * same name which a job writes with another meaning are left out from the start.
 */
export class AnySelector {
  readonly metric: MetricInfo;
  readonly matchers: readonly Matcher[];
  readonly offset: Duration | undefined;

  constructor(metric: MetricInfo, matchers: readonly Matcher[] = ownMatchers(metric), offset?: Duration) {
    this.metric = metric;
    this.matchers = matchers;
    this.offset = offset;
  }

  /** The series now. */
  instant(): Node {
    return this.each((selector) => selector);
  }

  /** A function of the series over a range, joined over all spellings of the metric: what any has, unless `and`. */
  each(make: (selector: SelectorNode) => Node, operator: 'or' | 'and' = 'or'): Node {
    const first = make(this.#node(this.metric.name));
    return this.metric.variants
      .map(({ name }) => make(this.#node(name)))
      .reduce((left, right) => ({ kind: 'binary', operator, left, right }), first);
  }

  #node(name: string): SelectorNode {
    const node = { kind: 'selector', name, metric: this.metric, matchers: this.matchers } as const;
    return this.offset === undefined ? node : { ...node, offset: this.offset };
  }
}

/** What a selector of a metric has before any other matcher. */
function ownMatchers({ notFrom }: MetricInfo): readonly Matcher[] {
  return notFrom === undefined ? [] : [matcher('job', not(notFrom))];
}

/** A selector whose type and labels the compiler knows. */
export class Selector<T extends MetricType, L extends string> extends AnySelector {
  declare readonly [labelsOf]: (labels: L) => L;
  declare readonly typeOf: T;
}

/** A selector of all series, where it is none already. */
export function selectorOf(series: MetricInfo | AnySelector): AnySelector {
  return series instanceof AnySelector ? series : new AnySelector(series);
}

/** A metric, or a selection of its series. */
export type Series<T extends MetricType, L extends string> = Metric<T, L, string> | Selector<T, L>;

/** For each label that the metric has, what it must be; anything where that is left out or undefined. */
export type Matchers<L extends string> = { readonly [K in L]?: MatchValue<K> | undefined };

/** The series of a metric whose labels match. */
export function where<T extends MetricType, L extends string>(
  series: Series<T, L>,
  matchers: Matchers<L>,
): Selector<T, L> {
  const from = selectorOf(series);
  const added = Object.entries<MatchValue<L> | undefined>(matchers).flatMap(([label, value]) =>
    value === undefined ? [] : [matcher(label, value)],
  );
  return new Selector(from.metric, [...from.matchers, ...added], from.offset);
}

/**
 * The series as they were some time ago.
 * @throws RangeError where that is no length of time, or the series are of some time ago already
 */
export function offset<T extends MetricType, L extends string>(series: Series<T, L>, by: Duration): Selector<T, L> {
  const from = selectorOf(series);
  if (from.offset !== undefined) throw new RangeError(`${from.metric.name} has the offset ${from.offset} already`);
  return new Selector(from.metric, from.matchers, durationText(by));
}

/**
 * A metric with labels that only some versions of its exporter, or some profiles, have (`partialLabels` in the
 * catalogue says which). Elsewhere those labels are empty.
 */
export function withPartial<T extends MetricType, L extends string, P extends string, const K extends P>(
  metric: Metric<T, L, P>,
  ..._labels: readonly K[]
): Selector<T, L | K> {
  return new Selector(metric);
}

/** The buckets of a histogram, or of a selection of it. */
export function bucketsOf<L extends string>(
  series: Histogram<L, string> | Selector<'histogram', L>,
): Selector<'counter', L | 'le'> {
  const { metric, matchers, offset: by } = selectorOf(series);
  return new Selector(bucketSeries(metric), matchers, by);
}

/** The catalogue made the series of the buckets with their histogram. */
function bucketSeries(metric: MetricInfo): MetricInfo {
  if (hasBuckets(metric)) return metric.bucket;
  throw new TypeError(`${metric.name} is no histogram`);
}

function hasBuckets(metric: MetricInfo): metric is MetricInfo & { readonly bucket: MetricInfo } {
  return 'bucket' in metric;
}
