/** Orders as the Temporal pages are told of them, and conditions that a test sets. */
import type { IncidentName } from '../../src/policy/incidents.ts';
import type { Conditions } from '../../src/simulator/conditions.ts';
import { activities, type Observer } from '../../src/simulator/observer.ts';
import type { Part } from '../../src/simulator/simulation.ts';

export const usual: Conditions = {
  demand: 1,
  paymentsRefused: 0.02,
  workers: 1,
  databaseSlowness: 1,
  stockDrains: false,
  deploys: 0,
};

/** What each incident changes; those that change nothing of Temporal's are left out. */
export const during: Readonly<Partial<Record<IncidentName, Partial<Conditions>>>> = {
  'payment-provider-down': { paymentsRefused: 0.9 },
  'workers-starved': { workers: 0.1 },
  'slow-database': { databaseSlowness: 20 },
  'order-stop': { demand: 0 },
  deploy: { deploys: 1 },
};

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Listener = Observer & Part;

export interface Span {
  readonly from: number;
  readonly seconds: number;
  readonly step?: number;
  /** Orders per second. */
  readonly rate?: number;
}

/** Tells of orders in a span of time, step by step. Every fortieth fails, every hundredth is canceled. */
export function play(
  listeners: readonly Listener[],
  random: () => number,
  conditions: () => Conditions,
  { from, seconds, step = 5, rate = 0.5 }: Span,
): number {
  let due = 0;
  let count = 0;
  for (let at = from; at < from + seconds; at += step) {
    const { workers, demand } = conditions();
    const waited = 0.02 / Math.max(0.002, workers ** 3);
    for (due += rate * step * demand; due >= 1; due -= 1) {
      count += 1;
      for (const listener of listeners) {
        listener.workflowStarted(at);
        for (const activity of activities) {
          const fails = random() < 0.05;
          const one = { activity, waited: waited * random(), took: 0.1 + random() };
          if (fails) listener.activityAttempted(at, { ...one, attempt: 1, succeeded: false });
          listener.activityAttempted(at, { ...one, attempt: fails ? 2 : 1, succeeded: true });
        }
        const outcome = count % 100 === 7 ? 'canceled' : count % 40 === 3 ? 'failed' : 'completed';
        listener.workflowEnded(at, outcome, 3 + random() * 3);
      }
    }
    for (const listener of listeners) listener.advance(at + step);
  }
  return from + seconds;
}
