/** What has been started, and is stopped together. */
import type { RunningProcess } from './process.ts';

/** A part that ended by itself. */
export interface Ended {
  readonly name: string;
  /** The last lines of its log. */
  readonly log: string;
}

export class Running {
  readonly #parts: RunningProcess[] = [];

  /**
   * Starts one more, after those that are there already.
   * @throws whatever keeps it from starting
   */
  async add<T extends RunningProcess>(start: () => Promise<T>): Promise<T> {
    const part = await start();
    this.#parts.push(part);
    return part;
  }

  /** Resolves when the first part ends, asked or not. */
  firstEnd(): Promise<Ended> {
    return Promise.race(this.#parts.map(async ({ name, ended }) => ({ name, log: await ended })));
  }

  /** Stops all, the last that was started first, so that none misses what it depends on. */
  async stop(tell: (line: string) => void = () => undefined): Promise<void> {
    for (;;) {
      const part = this.#parts.pop();
      if (part === undefined) return;
      tell(`stopping ${part.name}`);
      await part.stop();
    }
  }
}
