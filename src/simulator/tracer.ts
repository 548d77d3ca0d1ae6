/** Which orders and requests are traced: as in real systems, so many each second at most. */
import type { Seen } from './exposition/instruments.ts';
import type { Random } from './random.ts';

export class Tracer {
  readonly #random: Random;
  readonly #pause: number;
  #next = -Infinity;

  /** @param pause from one that is traced to the next, in seconds */
  constructor(random: Random, pause: number) {
    this.#random = random;
    this.#pause = pause;
  }

  /** The trace of what happens now; undefined where it is not traced. */
  trace(at: number): Seen | undefined {
    if (at < this.#next) return undefined;
    this.#next = at + this.#pause;
    return { traceId: this.#random.hex(32), at };
  }
}
