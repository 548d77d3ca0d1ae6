/** The order-processing system in time: what moves, and what it shows. */
import type { Instruments } from './exposition/instruments.ts';
import type { TargetName } from './targets.ts';

/** A part of the system that lives in time. */
export interface Part {
  /** Moves its time to `to`, in Unix seconds; it never goes back. */
  advance(to: number): void;
}

/** The whole, without any server: the same for a live page and for the history that is written beforehand. */
export interface Simulation extends Part {
  readonly pages: Readonly<Record<TargetName, Instruments>>;
  /** Brings what is read from the store (orders by status) up to date; before each look at the pages. */
  refresh(): Promise<void>;
}
