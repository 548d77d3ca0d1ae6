/** Which metrics and jobs a dashboard or panel reads. */
import type { Catalogue } from '../metrics/catalogue.ts';
import type { Job, MetricInfo } from '../metrics/metric.ts';
import { selectors, type Node } from '../promql/ast.ts';

/** Metrics that more jobs than this expose (`up`, `process_*`) say nothing about what a dashboard is of. */
const fewJobs = 2;

/** The metrics of some queries, each once, in the order of their first use. */
export function metricsOf(queries: readonly Node[]): readonly MetricInfo[] {
  const metrics = new Set<MetricInfo>();
  for (const query of queries) {
    for (const { metric } of selectors(query)) if (metric !== undefined) metrics.add(metric);
  }
  return [...metrics];
}

/** The jobs without which the queries show nothing, each once. */
export function jobsNeeded(metrics: readonly MetricInfo[]): readonly Job[] {
  const jobs = metrics.flatMap((metric) => (metric.jobs.length === 1 ? metric.jobs : []));
  return [...new Set(jobs)].sort();
}

/**
 * A few metrics by which the targets that matter are found: for each job one that it exposes. Of a histogram it is the
 * count, for its buckets are many times as many series.
 */
export function anchors(metrics: readonly MetricInfo[], catalogue: Catalogue): readonly MetricInfo[] {
  const telling = metrics.filter((metric) => metric.jobs.length <= fewJobs);
  const covered = new Set<Job>();
  const chosen: MetricInfo[] = [];
  for (const metric of telling.length > 0 ? telling : metrics) {
    if (metric.jobs.every((job) => covered.has(job))) continue;
    for (const job of metric.jobs) covered.add(job);
    chosen.push(cheapest(metric, catalogue));
  }
  return chosen;
}

function cheapest(metric: MetricInfo, catalogue: Catalogue): MetricInfo {
  if (!metric.name.endsWith('_bucket')) return metric;
  return catalogue.lookup(metric.name.replace(/_bucket$/, '_count'))?.series ?? metric;
}
