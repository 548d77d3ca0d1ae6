/** What a page is made of: metrics of the catalogue that count. A metric that the catalogue lacks cannot be one. */
import { Counter, Gauge, Histogram, Registry, type OpenMetricsContentType } from 'prom-client';
import type * as Catalogue from '../../metrics/metric.ts';
import { targetLabels, type Job, type MetricInfo, type TargetLabel } from '../../metrics/metric.ts';
import { Exemplars } from './exemplars.ts';

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

/** A metric of prom-client, read back by {@link Instruments.families}. */
interface Shown {
  get(exemplars: boolean): Promise<{ readonly values: readonly RawSample[] }>;
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
type Read = (exemplars: boolean) => Promise<Samples>;

/** The metrics of one page. */
export class Instruments {
  readonly #job: Job;
  readonly #without: ReadonlySet<string>;
  readonly #shown = new Map<string, { readonly metric: MetricInfo; readonly samples: Read }>();
  readonly #registry = new Registry<OpenMetricsContentType>();

  /**
   * @param job that exposes the page
   * @param without names of metrics that are counted and not shown, as of a service that lost them
   */
  constructor(job: Job, without: ReadonlySet<string> = new Set()) {
    // The page is written by `write.ts`, in either format.
    this.#registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    this.#job = job;
    this.#without = without;
  }

  counter<L extends string, P extends string>(metric: Catalogue.Metric<'counter', L, P>): CounterInstrument<L, P> {
    const counter = new Counter(this.#options(metric));
    this.#show(metric, counter);
    return { inc: (labels, by = 1) => counter.inc({ ...labels }, by) };
  }

  gauge<L extends string, P extends string>(metric: Catalogue.Metric<'gauge', L, P>): GaugeInstrument<L, P> {
    const gauge = new Gauge(this.#options(metric));
    this.#show(metric, gauge);
    return {
      set: (labels, value) => gauge.set({ ...labels }, value),
      remove: (labels) => gauge.remove({ ...labels }),
      reset: () => gauge.reset(),
    };
  }

  histogram<L extends string, P extends string>(metric: Catalogue.Histogram<L, P>): HistogramInstrument<L, P> {
    const histogram = new Histogram({ ...this.#options(metric), buckets: [...metric.buckets] });
    // prom-client would date them by its own clock; the simulation has another.
    const exemplars = new Exemplars(metric.buckets);
    this.#show(metric, {
      get: async (wanted) => {
        const { values } = await histogram.get();
        return { values: wanted ? exemplars.join(values) : values };
      },
    });
    return {
      observe: (labels, value, exemplar) => {
        histogram.observe({ ...labels }, value);
        if (exemplar !== undefined) exemplars.keep(labels, value, exemplar);
      },
      zero: (labels) => histogram.zero({ ...labels }),
    };
  }

  /** Shows a metric whose series are kept elsewhere: what is counted too often for prom-client. While none, not at all. */
  add(metric: MetricInfo, samples: () => Samples): void {
    this.#mustExpose(metric);
    if (!this.#without.has(metric.name)) {
      this.#shown.set(metric.name, { metric, samples: () => Promise.resolve(samples()) });
    }
  }

  /** The names of the metrics that it shows. */
  get names(): readonly string[] {
    return [...this.#shown.keys()];
  }

  /**
   * What it shows now, in the order in which the metrics were made; those without series are left out.
   * @param exemplars whether buckets have them; where nobody looks at them, that saves most of the time
   */
  async families(exemplars = true): Promise<readonly ShownFamily[]> {
    const families = await Promise.all(
      [...this.#shown.values()].map(async ({ metric, samples }) => ({ metric, samples: await samples(exemplars) })),
    );
    return families.filter(({ samples }) => samples.length > 0);
  }

  #options(metric: MetricInfo) {
    this.#mustExpose(metric);
    const target: readonly string[] = targetLabels;
    const labelNames = metric.labels.filter((label) => !target.includes(label));
    return { name: metric.name, help: metric.help, labelNames, registers: [this.#registry] };
  }

  #mustExpose(metric: MetricInfo): void {
    if (!metric.jobs.includes(this.#job)) throw new TypeError(`${this.#job} does not expose ${metric.name}`);
  }

  #show(metric: MetricInfo, source: Shown): void {
    if (this.#without.has(metric.name)) return;
    const samples: Read = async (exemplars) => {
      const { values } = await source.get(exemplars);
      return values.map((value) => sample(metric.name, value));
    };
    this.#shown.set(metric.name, { metric, samples });
  }
}

/** What prom-client says of a sample; those of histograms have more than its types tell. */
export interface RawSample {
  readonly value: number;
  readonly labels: Readonly<Partial<Record<string, string | number>>>;
  readonly metricName?: string;
  readonly exemplar?: NonNullable<ShownSample['exemplar']> | null;
}

function sample(family: string, { value, labels, metricName = family, exemplar }: RawSample): ShownSample {
  const shown = {
    suffix: metricName === family ? '' : metricName.slice(family.length),
    labels: allKnown(labels) ? labels : known(labels),
    value,
  };
  return exemplar === undefined || exemplar === null ? shown : { ...shown, exemplar };
}

/** Nearly always so: labels without a value are those of a single version. */
function allKnown(labels: RawSample['labels']): labels is ShownSample['labels'] {
  for (const name in labels) if (labels[name] === undefined) return false;
  return true;
}

function known(labels: RawSample['labels']): ShownSample['labels'] {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );
}
