/** Runs tasks, so many at a time. */
export class Pool {
  readonly #size: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @param size how many may run at once, at least 1 */
  constructor(size: number) {
    this.#size = size;
  }

  /** What the task comes to, once it had its turn; those that wait have theirs in the order they came. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#size) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await task();
    } finally {
      // Whoever waits longest takes this place over, so that nobody who comes meanwhile gets in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
