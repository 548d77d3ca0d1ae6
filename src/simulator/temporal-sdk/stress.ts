/** What goes wrong at Temporal under the conditions of a moment, each from 0, nothing, to 1, the worst. */
import type { Conditions } from '../conditions.ts';

/** Below half of the workers, tasks wait. */
export function starvation({ workers }: Conditions): number {
  return Math.min(1, Math.max(0, 1 - workers * 2));
}

/** Up to three times its usual time the database only takes longer; at twenty times it fails most. */
export function databaseTrouble({ databaseSlowness }: Conditions): number {
  return Math.min(1, Math.max(0, (databaseSlowness - 3) / 17));
}
