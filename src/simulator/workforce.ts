/** The workers: how many activities can run at once. What cannot run waits, so a lack of workers shows as waiting. */
import { Line } from './line.ts';
import { demandAt } from './rhythm.ts';

/** How long the activities of an order keep a worker busy, on average, in seconds. */
const workOfOrder = 8.5;
/** There are so many times as many as are needed on average. */
const headroom = 3;
const fewest = 6;
/** Arrivals are looked at over some seconds; workers that are not needed any more go within minutes. */
const noticed = 5;
const scaledDown = 300;

export class Workforce<T> {
  readonly #rate: number;
  readonly #waiting = new Line<T>();
  #arrived = 0;
  /** Orders a second, of late. */
  #recent = 0;
  #hired = fewest;
  #slots = fewest;
  #busy = 0;

  /** @param rate orders a second that are usual */
  constructor(rate: number, at: number) {
    this.#rate = rate;
    this.pass(at, 1, 1);
  }

  get slots(): number {
    return this.#slots;
  }

  get busy(): number {
    return this.#busy;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** An order came in. */
  arrived(): void {
    this.#arrived += 1;
  }

  /** Takes a slot for a task; false where none is free, and the task waits. */
  begin(task: T): boolean {
    if (this.#busy < this.#slots) {
      this.#busy += 1;
      return true;
    }
    this.#waiting.add(task);
    return false;
  }

  /** Gives a slot back. */
  end(): void {
    this.#busy -= 1;
  }

  /** The next task that waited and has a slot now. */
  next(): T | undefined {
    if (this.#busy >= this.#slots) return undefined;
    const task = this.#waiting.take();
    if (task !== undefined) this.#busy += 1;
    return task;
  }

  /**
   * Follows the demand.
   * @param seconds since the last time
   * @param share of the workers that are at work
   */
  pass(at: number, seconds: number, share: number): void {
    this.#recent += (this.#arrived / seconds - this.#recent) * (1 - Math.exp(-seconds / noticed));
    this.#arrived = 0;
    const wanted = Math.max(this.#rate * demandAt(at), this.#recent) * workOfOrder * headroom;
    this.#hired = Math.max(wanted, this.#hired * Math.exp(-seconds / scaledDown), fewest);
    this.#slots = Math.max(1, Math.floor(Math.ceil(this.#hired) * share));
  }
}
