/**
 * How parts of the system join the simulation. A part makes its instruments on the pages when it is made, listens to what
 * happens to orders if it likes, and is moved on in time; it draws only from its own stream of chance.
 */
import type { Catalogue } from '../metrics/catalogue.ts';
import type { Conditions } from './conditions.ts';
import type { Instruments } from './exposition/instruments.ts';
import type { Observer } from './observer.ts';
import type { Random } from './random.ts';
import type { Part } from './simulation.ts';
import type { TargetName } from './targets.ts';

/** The workers as a whole, now. */
export interface Workers {
  /** Activities that can run at once. */
  readonly slots: number;
  /** Activities that run. */
  readonly busy: number;
  /** Activities that wait for a slot. */
  readonly waiting: number;
  /** Orders that are not finished. */
  readonly open: number;
}

/** What a part is given when it is made. */
export interface Surroundings {
  readonly pages: Readonly<Record<TargetName, Instruments>>;
  readonly catalogue: Catalogue;
  /** As they are now. */
  readonly conditions: () => Conditions;
  readonly workers: () => Workers;
  /** A stream of its own, by the name of the part; `random.next` is a plain function. */
  readonly random: Random;
  /** When the simulation begins, in Unix seconds: earlier than the start that was asked for, for it is warmed up. */
  readonly begin: number;
  /** From now on the observer is told of everything that happens to orders. */
  observe(observer: Observer): void;
}

/**
 * A part that joins: `createSimulation({ parts: [...] })`. `advance` is called after the orders have been moved on, in
 * steps of at most 15 seconds.
 */
export interface PartPlan {
  /** By which its stream of chance is forked; it never changes. */
  readonly name: string;
  /** The page that it fills. */
  readonly page: TargetName;
  make(surroundings: Surroundings): Part;
}
