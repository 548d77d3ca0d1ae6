/** Series of a Temporal SDK, labelled as its family of SDKs labels them. */
import type { MetricInfo } from '../../metrics/metric.ts';
import { coreSdks, goLabels, goSdk } from '../../metrics/temporal-labels.ts';
import { noLabelValue, unknownNamespace, type TemporalProfile } from '../../metrics/temporal-profiles.ts';
import { Kept } from '../exposition/kept.ts';
import type { KeptHistogram, KeptValue } from '../exposition/series.ts';
import type { Instruments } from '../exposition/instruments.ts';
import { namespace } from './names.ts';

/** What labels mean on a series. Those that the SDK does not write there are left out, whatever they say. */
type Meaning = Readonly<Record<string, string>>;

export type CounterMetric = MetricInfo & { readonly type: 'counter' };
type GaugeMetric = MetricInfo & { readonly type: 'gauge' };
export type TimerMetric = MetricInfo & { readonly type: 'histogram'; readonly buckets: readonly number[] };

/** A histogram that takes seconds, whatever it is written in. */
export class Timer {
  readonly #histogram: KeptHistogram;
  readonly #inMilliseconds: boolean;

  constructor(histogram: KeptHistogram, inMilliseconds: boolean) {
    this.#histogram = histogram;
    this.#inMilliseconds = inMilliseconds;
  }

  observe(seconds: number, times = 1): void {
    // Core counts whole milliseconds.
    this.#histogram.observe(this.#inMilliseconds ? Math.round(seconds * 1000) : seconds, times);
  }
}

export class SdkPage {
  readonly #kept: Kept;
  readonly #sdk: TemporalProfile['sdk'];

  /** @param sdk which family writes the labels: Go puts all six everywhere, Core only those that mean something */
  constructor(page: Instruments, sdk: TemporalProfile['sdk']) {
    this.#kept = new Kept(page);
    this.#sdk = sdk;
  }

  /** As {@link Kept.declare}. */
  declare(metric: MetricInfo): void {
    this.#kept.declare(metric);
  }

  counter(metric: CounterMetric, meaning: Meaning): KeptValue {
    return this.#kept.counter(metric, this.#labels(metric, meaning));
  }

  gauge(metric: GaugeMetric, meaning: Meaning): KeptValue {
    return this.#kept.gauge(metric, this.#labels(metric, meaning));
  }

  timer(metric: TimerMetric, meaning: Meaning): Timer {
    const histogram = this.#kept.histogram(metric, this.#labels(metric, meaning));
    return new Timer(histogram, metric.unit === 'milliseconds');
  }

  /** As {@link Kept.restart}. */
  restart(): void {
    this.#kept.restart();
  }

  /** As {@link Kept.hide}. */
  hide(hidden: boolean): void {
    this.#kept.hide(hidden);
  }

  #labels(metric: MetricInfo, meaning: Meaning): Meaning {
    const own = this.#sdk === 'go' ? goSdk : coreSdks;
    const written = Object.entries({ namespace, ...meaning }).filter(
      ([label]) => metric.labels.includes(label) && (metric.partialLabels[label] ?? own) === own,
    );
    if (this.#sdk === 'go') {
      const unused = Object.fromEntries(goLabels.map((label) => [label, noLabelValue]));
      return { ...unused, client_name: 'temporal_go', ...Object.fromEntries(written) };
    }
    // A request of no namespace has no such label.
    const known = written.filter(([, value]) => value !== unknownNamespace);
    return { service_name: 'temporal-core-sdk', ...Object.fromEntries(known) };
  }
}
