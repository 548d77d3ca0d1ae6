/**
 * Series that are counted in at every event. Each is looked up once and then only added to: prom-client looks labels up at
 * each call, which is too dear for hundreds of calls an order.
 */
import type { MetricInfo } from '../../metrics/metric.ts';
import type { Instruments, ShownSample } from './instruments.ts';
import { KeptHistogram, KeptValue, type SeriesLabels } from './series.ts';

interface KeptSeries {
  samples(labels: SeriesLabels): readonly ShownSample[];
  restart(): void;
}

interface Family {
  readonly metric: MetricInfo;
  readonly series: Map<string, { readonly labels: SeriesLabels; readonly kept: KeptSeries }>;
}

/** The kept series of a page. Asked twice for a series, it gives the same. */
export class Kept {
  readonly #page: Instruments;
  readonly #families = new Map<string, Family>();
  #hidden = false;

  constructor(page: Instruments) {
    this.#page = page;
  }

  /** Makes a metric known to the page; its series come later, if at all. */
  declare(metric: MetricInfo): void {
    this.#family(metric);
  }

  /** @throws TypeError where the metric has no such label, or the page's job does not expose it */
  counter(metric: MetricInfo & { readonly type: 'counter' }, labels: SeriesLabels): KeptValue {
    return this.#series(metric, labels, KeptValue, () => new KeptValue());
  }

  /** As {@link counter}. */
  gauge(metric: MetricInfo & { readonly type: 'gauge' }, labels: SeriesLabels): KeptValue {
    return this.#series(metric, labels, KeptValue, () => new KeptValue());
  }

  /** As {@link counter}. */
  histogram(
    metric: MetricInfo & { readonly type: 'histogram'; readonly buckets: readonly number[] },
    labels: SeriesLabels,
  ): KeptHistogram {
    return this.#series(metric, labels, KeptHistogram, () => new KeptHistogram(metric.buckets));
  }

  /** Lets all series begin anew, as in a process that was just started; what has been shown is shown at 0. */
  restart(): void {
    for (const { series } of this.#families.values()) for (const { kept } of series.values()) kept.restart();
  }

  /** Shows nothing at all, as a process that is not ready yet, or all again. */
  hide(hidden: boolean): void {
    this.#hidden = hidden;
  }

  #series<S extends KeptSeries>(
    metric: MetricInfo,
    labels: SeriesLabels,
    kind: new (...none: never[]) => S,
    make: () => S,
  ): S {
    const family = this.#family(metric);
    const sorted = Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const key = JSON.stringify(sorted);
    const known = family.series.get(key)?.kept;
    if (known instanceof kind) return known;
    const unknown = Object.keys(labels).find((label) => !metric.labels.includes(label));
    if (unknown !== undefined) throw new TypeError(`${metric.name} has no label ${unknown}`);
    const kept = make();
    family.series.set(key, { labels: sorted, kept });
    return kept;
  }

  #family(metric: MetricInfo): Family {
    const known = this.#families.get(metric.name);
    if (known !== undefined) return known;
    const family: Family = { metric, series: new Map() };
    this.#page.add(metric, () =>
      this.#hidden ? [] : [...family.series.values()].flatMap(({ labels, kept }) => kept.samples(labels)),
    );
    this.#families.set(metric.name, family);
    return family;
  }
}
