/** What is counted in: one series, or those of one histogram. */
import type { ShownSample } from './instruments.ts';

export type SeriesLabels = Readonly<Record<string, string>>;

/** A count or a level. It is shown once it has a value: counters come to exist with what they count. */
export class KeptValue {
  #value: number | undefined;

  inc(by = 1): void {
    this.#value = (this.#value ?? 0) + by;
  }

  set(value: number): void {
    this.#value = value;
  }

  /** Begins anew: at 0 if it has been shown. */
  restart(): void {
    if (this.#value !== undefined) this.#value = 0;
  }

  /** @internal */
  samples(labels: SeriesLabels): readonly ShownSample[] {
    return this.#value === undefined ? [] : [{ suffix: '', labels, value: this.#value }];
  }
}

/** A distribution. It is shown once something was observed. */
export class KeptHistogram {
  readonly #bounds: readonly number[];
  /** One for each bound, and one for what is beyond. */
  readonly #counts: Float64Array;
  #sum = 0;
  #known = false;
  #labels: readonly SeriesLabels[] | undefined;

  /** @param bounds the finite upper bounds, ascending */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = new Float64Array(bounds.length + 1);
  }

  /** @param times how often it was observed */
  observe(value: number, times = 1): void {
    const bounds = this.#bounds;
    let index = 0;
    while (index < bounds.length && value > (bounds[index] ?? 0)) index += 1;
    this.#counts[index] = (this.#counts[index] ?? 0) + times;
    this.#sum += value * times;
    this.#known = true;
  }

  /** Begins anew: at 0 if it has been shown. */
  restart(): void {
    this.#counts.fill(0);
    this.#sum = 0;
  }

  /** @internal */
  samples(labels: SeriesLabels): readonly ShownSample[] {
    if (!this.#known) return [];
    this.#labels ??= [...this.#bounds.map(String), '+Inf'].map((le) => ({ ...labels, le }));
    let count = 0;
    const samples = this.#labels.map((bucket, index): ShownSample => {
      count += this.#counts[index] ?? 0;
      return { suffix: '_bucket', labels: bucket, value: count };
    });
    samples.push({ suffix: '_sum', labels, value: this.#sum }, { suffix: '_count', labels, value: count });
    return samples;
  }
}
