/**
 * What a metric is: the values that the catalogue holds, and their constructors.
 *
 * A metric carries what queries, panels and rules need to know: from its type follows where `rate` is allowed,
 * from its labels what may be matched or grouped by, from its buckets which thresholds can be reached.
 */

import type { Job } from './jobs.ts';

export type { Job } from './jobs.ts';

/** Labels that every scrape target of this system carries (Prometheus adds them, the program does not). */
export const targetLabels = ['environment', 'job', 'instance'] as const;
export type TargetLabel = (typeof targetLabels)[number];

export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary';

/** What one unit of a sample's value is. `count` is anything counted; `unix_seconds` a point in time. */
export type Unit = 'count' | 'seconds' | 'milliseconds' | 'bytes' | 'ratio' | 'unix_seconds' | 'info';

/** Another name under which a different version of the exporter exposes the same thing. */
export interface Variant {
  readonly name: string;
  /** Which versions write it so, for a reader: `postgres_exporter 0.11`. */
  readonly writtenBy: string;
}

/** The type in an exporter's `# TYPE` line, where it isn't the one by which the series behaves. */
export type WireType = 'counter' | 'gauge' | 'untyped';

/** What all metrics have. */
export interface MetricInfo {
  readonly name: string;
  readonly type: MetricType;
  /** Every label a series of it can carry, in every version and profile, with the target labels. */
  readonly labels: readonly string[];
  readonly unit: Unit;
  readonly help: string;
  /** The jobs that expose it. */
  readonly jobs: readonly Job[];
  /** A job that writes series of the same name which mean something else; queries leave it out. */
  readonly notFrom?: Job;
  /** Other spellings of the same metric; a query joins them with `or`. */
  readonly variants: readonly Variant[];
  /** Labels that only some versions have, and which those are. */
  readonly partialLabels: Readonly<Record<string, string>>;
  /** Only where the exporter declares another type than {@link type}: a counter exported as a gauge, say. */
  readonly wireType?: WireType;
  /** Of a histogram and of its `_bucket` series: the finite upper bounds, ascending. */
  readonly buckets?: readonly number[];
}

declare const labelsOf: unique symbol;

/**
 * A metric whose labels are known to the compiler. `L` are the labels that every version has; `P` are those that
 * only some have, which a query must ask for with {@link withPartial}. `L` is invariant on purpose: dividing series
 * that are labelled differently is an error, not an empty panel.
 */
export interface Metric<T extends MetricType, L extends string, P extends string = never> extends MetricInfo {
  readonly type: T;
  readonly [labelsOf]?: { readonly has: (labels: L) => L; readonly partial?: P };
}

/** A histogram, with its three series as counters of their own. `buckets` are the finite upper bounds, ascending. */
export interface Histogram<L extends string, P extends string = never> extends Metric<'histogram', L, P> {
  readonly buckets: readonly number[];
  readonly bucket: Metric<'counter', L | 'le', P>;
  readonly sum: Metric<'counter', L, P>;
  readonly count: Metric<'counter', L, P>;
}

/** A summary: its quantiles as a gauge, its sum and count as counters. */
export interface Summary<L extends string, P extends string = never> extends Metric<'summary', L, P> {
  readonly quantiles: Metric<'gauge', L | 'quantile', P>;
  readonly sum: Metric<'counter', L, P>;
  readonly count: Metric<'counter', L, P>;
}

/** How the catalogue's files describe a metric. */
export interface MetricSpec<L extends string, P extends string = never> {
  readonly job: Job | readonly Job[];
  /** The metric's own labels, without those of the target. */
  readonly labels?: readonly L[];
  /** Own labels that only some versions or profiles have, each with which. */
  readonly partialLabels?: Readonly<Record<P, string>>;
  readonly unit: Unit;
  readonly help: string;
  readonly variants?: readonly Variant[];
  readonly wireType?: WireType;
  readonly notFrom?: Job;
}

export interface HistogramSpec<L extends string, P extends string = never> extends MetricSpec<L, P> {
  /** Finite upper bounds, ascending. */
  readonly buckets: readonly number[];
}
