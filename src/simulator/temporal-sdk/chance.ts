/** Chance, as cheap as thousands of draws a second need it. */

/** Draws a number from 0 up to, and without, 1: `next` of a stream of chance. */
export type Draw = () => number;

const steps = 1024;
/** Quantiles of a log-logistic distribution with median 1; its 99th percentile is 5. */
const factors: readonly number[] = Array.from({ length: steps }, (_, index) => {
  const p = (index + 0.5) / steps;
  return (p / (1 - p)) ** 0.35;
});

/** A time that scatters as those of requests do: half are below the median, one in a hundred takes five times as long. */
export function around(median: number, random: Draw): number {
  return median * (factors[Math.floor(random() * steps)] ?? 1);
}

/** A draw for each of so many things; beyond a dozen one stands for several: over a minute a histogram looks the same. */
export function each(many: number, observe: (times: number) => void): void {
  const draws = Math.min(many, 12);
  for (let index = 0; index < draws; index += 1) {
    observe(Math.floor((many * (index + 1)) / draws) - Math.floor((many * index) / draws));
  }
}

/**
 * What happens now and then: as often as is expected on average, at even distances, the first time early. By chance
 * alone a rare thing would be missing for long after a start.
 */
export class Occasional {
  #due: number;

  constructor(random: Draw) {
    this.#due = 0.9 + random() / 10;
  }

  /** How often it happens where so much of it is expected. */
  times(expected: number): number {
    this.#due += expected;
    const times = Math.floor(this.#due);
    this.#due -= times;
    return times;
  }
}

/** What comes in, per second, as it was of late; a mean over about a minute. */
export class Recent {
  #rate = 0;

  /** @param seconds since it was told last; more than 0 */
  add(amount: number, seconds: number): void {
    const weight = 1 - Math.exp(-seconds / 60);
    this.#rate += (amount / seconds - this.#rate) * weight;
  }

  get perSecond(): number {
    return this.#rate;
  }
}
