/** The last value of each bucket of a histogram that had a trace. */
import type { RawSample, Seen } from './instruments.ts';

interface Kept extends Seen {
  readonly value: number;
}

export class Exemplars {
  readonly #bounds: readonly number[];
  readonly #kept = new Map<string, Kept>();

  /** @param bounds the finite upper bounds, ascending */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
  }

  keep(labels: Readonly<Partial<Record<string, string>>>, value: number, { traceId, at }: Seen): void {
    const le = this.#bounds.find((bound) => value <= bound) ?? '+Inf';
    this.#kept.set(keyOf(labels, le), { traceId, at, value });
  }

  /** The samples of the histogram, buckets with their exemplars. */
  join(samples: readonly RawSample[]): readonly RawSample[] {
    return samples.map((sample) => {
      const { le, ...labels } = sample.labels;
      const kept = le === undefined ? undefined : this.#kept.get(keyOf(labels, le));
      if (kept === undefined) return sample;
      return { ...sample, exemplar: { traceId: kept.traceId, value: kept.value, timestamp: kept.at } };
    });
  }
}

function keyOf(labels: Readonly<Partial<Record<string, string | number>>>, le: string | number): string {
  const names = Object.keys(labels).sort();
  return JSON.stringify([String(le), ...names.flatMap((name) => [name, labels[name]])]);
}
