/** Constructors of catalogue entries: one for each type of metric. */
import {
  targetLabels,
  type Histogram,
  type HistogramSpec,
  type Metric,
  type MetricInfo,
  type MetricSpec,
  type MetricType,
  type Summary,
  type TargetLabel,
} from './metric.ts';

/** A monotonically increasing count. */
export function counter<const L extends string = never, const P extends string = never>(
  name: string,
  spec: MetricSpec<L, P>,
): Metric<'counter', L | TargetLabel, P> {
  return series(name, 'counter', spec);
}

/** A value that goes up and down. */
export function gauge<const L extends string = never, const P extends string = never>(
  name: string,
  spec: MetricSpec<L, P>,
): Metric<'gauge', L | TargetLabel, P> {
  return series(name, 'gauge', spec);
}

/** A distribution in buckets. */
export function histogram<const L extends string = never, const P extends string = never>(
  name: string,
  spec: HistogramSpec<L, P>,
): Histogram<L | TargetLabel, P> {
  return {
    ...series(name, 'histogram', spec),
    buckets: spec.buckets,
    bucket: { ...series(`${name}_bucket`, 'counter', suffixed(spec, '_bucket'), 'le'), buckets: spec.buckets },
    sum: series(`${name}_sum`, 'counter', suffixed(spec, '_sum')),
    count: series(`${name}_count`, 'counter', suffixed({ ...spec, unit: 'count' }, '_count')),
  };
}

/** A distribution as quantiles that the program computed itself; they cannot be aggregated. */
export function summary<const L extends string = never, const P extends string = never>(
  name: string,
  spec: MetricSpec<L, P>,
): Summary<L | TargetLabel, P> {
  return {
    ...series(name, 'summary', spec),
    quantiles: series(name, 'gauge', spec, 'quantile'),
    sum: series(`${name}_sum`, 'counter', suffixed(spec, '_sum')),
    count: series(`${name}_count`, 'counter', suffixed({ ...spec, unit: 'count' }, '_count')),
  };
}

/**
 * A series that Prometheus makes itself (`ALERTS`) or that a rule records: it carries the labels given and no target
 * label, so that a dashboard adds no `job` or `instance` to it.
 */
export function synthetic<const L extends string>(name: string, spec: MetricSpec<L>): Metric<'gauge', L> {
  return { ...info(name, spec, spec.labels ?? []), type: 'gauge' };
}

function series<T extends MetricType>(
  name: string,
  type: T,
  spec: MetricSpec<string, string>,
  extraLabel?: string,
): MetricInfo & { readonly type: T } {
  const extra = extraLabel === undefined ? [] : [extraLabel];
  const partial = Object.keys(spec.partialLabels ?? {});
  return { ...info(name, spec, [...(spec.labels ?? []), ...partial, ...extra, ...targetLabels]), type };
}

function info(name: string, spec: MetricSpec<string, string>, labels: readonly string[]): Omit<MetricInfo, 'type'> {
  return {
    name,
    labels,
    unit: spec.unit,
    help: spec.help,
    jobs: typeof spec.job === 'string' ? [spec.job] : spec.job,
    variants: spec.variants ?? [],
    partialLabels: spec.partialLabels ?? {},
    ...(spec.notFrom === undefined ? {} : { notFrom: spec.notFrom }),
    ...(spec.wireType === undefined ? {} : { wireType: spec.wireType }),
  };
}

function suffixed(spec: MetricSpec<string, string>, suffix: string): MetricSpec<string, string> {
  if (spec.variants === undefined) return spec;
  return { ...spec, variants: spec.variants.map((v) => ({ ...v, name: v.name + suffix })) };
}
