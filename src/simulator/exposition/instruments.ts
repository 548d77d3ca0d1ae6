/** What a page is made of: metrics of the catalogue that count. A metric that the catalogue lacks cannot be one. */
import type * as Catalogue from '../../metrics/metric.ts';
import { targetLabels, type Job, type MetricInfo, type TargetLabel } from '../../metrics/metric.ts';
import { KeptHistogram, KeptValue, type SeriesLabels } from './series.ts';

/** The values of a series' own labels: all that every version has, and those of a single version that are wanted. */
export type Labels<L extends string, P extends string = never> = Readonly<Record<Exclude<L, TargetLabel>, string>> &
  Readonly<Partial<Record<P, string>>>;

export interface CounterInstrument<L extends string, P extends string = never> {
  /** Adds to a series, which exists from then on: 0 makes it known before anything happened. */
  inc(labels: Labels<L, P>, by?: number): void;
}

export interface GaugeInstrument<L extends string, P extends string = never> {
  set(labels: Labels<L, P>, value: number): void;
  remove(labels: Labels<L, P>): void;
  /** Forgets every series. */
  reset(): void;
}

/** What an exemplar points to, and when it was seen, in Unix seconds. */
export interface Seen {
  readonly traceId: string;
  readonly at: number;
}

export interface HistogramInstrument<L extends string, P extends string = never> {
  /** Counts a value. */
  observe(labels: Labels<L, P>, value: number, exemplar?: Seen): void;
  /** Makes a series known before anything happened. */
  zero(labels: Labels<L, P>): void;
}

/** A sample; `exemplar` only where the last value of its bucket had one. */
export interface ShownSample {
  /** After the name of the family: nothing, `_bucket`, `_sum`, `_count`. */
  readonly suffix: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  readonly exemplar?: { readonly traceId: string; readonly value: number; readonly timestamp: number };
}

export interface ShownFamily {
  readonly metric: MetricInfo;
  readonly samples: readonly ShownSample[];
}

type Samples = readonly ShownSample[];
type Read = (exemplars: boolean) => Samples;

/** The metrics of one page. */
export class Instruments {
  readonly #job: Job;
  readonly #without: ReadonlySet<string>;
  readonly #shown = new Map<string, { readonly metric: MetricInfo; readonly samples: Read }>();

  /**
   * @param job that exposes the page
   * @param without names of metrics that are counted and not shown, as of a service that lost them
   */
  constructor(job: Job, without: ReadonlySet<string> = new Set()) {
    this.#job = job;
    this.#without = without;
  }

  counter<L extends string, P extends string>(metric: Catalogue.Metric<'counter', L, P>): CounterInstrument<L, P> {
    const series = this.#family(metric, () => new KeptValue());
    return { inc: (labels, by = 1) => series.of(labels).inc(by) };
  }

  gauge<L extends string, P extends string>(metric: Catalogue.Metric<'gauge', L, P>): GaugeInstrument<L, P> {
    const series = this.#family(metric, () => new KeptValue());
    return {
      set: (labels, value) => series.of(labels).set(value),
      remove: (labels) => series.of(labels).forget(),
      reset: () => series.reset(),
    };
  }

  histogram<L extends string, P extends string>(metric: Catalogue.Histogram<L, P>): HistogramInstrument<L, P> {
    const series = this.#family(metric, () => new KeptHistogram(metric.buckets));
    return {
      observe: (labels, value, exemplar) => series.of(labels).observe(value, 1, exemplar),
      zero: (labels) => series.of(labels).zero(),
    };
  }

  /**
   * Shows a metric whose series are kept elsewhere. While there are none, not at all.
   * @param samples is told whether buckets are to have their exemplars
   */
  add(metric: MetricInfo, samples: Read): void {
    if (!metric.jobs.includes(this.#job)) throw new TypeError(`${this.#job} does not expose ${metric.name}`);
    if (!this.#without.has(metric.name)) this.#shown.set(metric.name, { metric, samples });
  }

  /** The names of the metrics that it shows. */
  get names(): readonly string[] {
    return [...this.#shown.keys()];
  }

  /**
   * What it shows now, in the order in which the metrics were made; those without series are left out.
   * @param exemplars whether buckets have them; where nobody looks at them, they cost time in vain
   */
  families(exemplars = true): readonly ShownFamily[] {
    const families = Array.from(this.#shown.values(), ({ metric, samples }) => ({
      metric,
      samples: samples(exemplars),
    }));
    return families.filter(({ samples }) => samples.length > 0);
  }

  #family<S extends Series>(metric: MetricInfo, make: () => S): Family<S> {
    const target: readonly string[] = targetLabels;
    const family = new Family(
      metric.name,
      metric.labels.filter((label) => !target.includes(label)),
      make,
    );
    this.add(metric, (exemplars) => family.samples(exemplars));
    return family;
  }
}

interface Series {
  samples(labels: SeriesLabels, exemplars?: boolean): Samples;
}

/** What is known below some values of labels: a series, or more branches by the value of the next label. */
interface Branch<S> {
  readonly next: Map<string, Branch<S>>;
  series?: S;
}

/**
 * The series of a metric. They are found label by label in the order of the catalogue: a key made of all values would
 * have to be hashed anew at each call.
 */
class Family<S extends Series> {
  readonly #name: string;
  readonly #labels: readonly string[];
  readonly #make: () => S;
  #root: Branch<S> = { next: new Map() };
  #all: { readonly labels: SeriesLabels; readonly series: S }[] = [];

  constructor(name: string, labels: readonly string[], make: () => S) {
    this.#name = name;
    this.#labels = labels;
    this.#make = make;
  }

  /** The series of these labels; those without a value are those of a single version. */
  of(labels: Readonly<Partial<Record<string, string>>>): S {
    let branch = this.#root;
    for (const name of this.#labels) {
      const value = labels[name] ?? '';
      let next = branch.next.get(value);
      if (next === undefined) {
        next = { next: new Map() };
        branch.next.set(value, next);
      }
      branch = next;
    }
    branch.series ??= this.#begin(labels);
    return branch.series;
  }

  reset(): void {
    this.#root = { next: new Map() };
    this.#all = [];
  }

  samples(exemplars: boolean): Samples {
    const samples: ShownSample[] = [];
    for (const { labels, series } of this.#all) samples.push(...series.samples(labels, exemplars));
    return samples;
  }

  #begin(labels: Readonly<Partial<Record<string, string>>>): S {
    const unknown = Object.keys(labels).find((label) => !this.#labels.includes(label));
    if (unknown !== undefined) throw new TypeError(`${this.#name} has no label ${unknown}`);
    const own = Object.fromEntries(
      Object.entries(labels).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
    );
    const series = this.#make();
    this.#all.push({ labels: own, series });
    return series;
  }
}
