/** The time that the simulation has reached, and the conditions at it. */
import type { Conditions } from './conditions.ts';
import type { Incidents } from './incidents.ts';

export class Clock {
  readonly #incidents: Incidents;
  #time: number;

  constructor(begin: number, incidents: Incidents) {
    this.#time = begin;
    this.#incidents = incidents;
  }

  /** In Unix seconds. */
  get time(): number {
    return this.#time;
  }

  get conditions(): Conditions {
    return this.#incidents.conditionsAt(this.#time);
  }

  /** Moves on; never back. */
  moveTo(time: number): void {
    this.#time = Math.max(this.#time, time);
  }
}
