/** What happens to orders between two steps of the worker's SDK. */
import type { Activity } from '../observer.ts';
import { byActivity } from './worker-series.ts';

/** What happened since the last step. */
export interface Happened {
  /** Workflow tasks that begin a workflow, and those that go on with one. */
  firstTasks: number;
  nextTasks: number;
  ended: number;
  canceled: number;
  activityTasks: number;
  readonly completed: Record<Activity, number>;
  readonly failed: Record<Activity, number>;
}

/** As a step begins. */
export function nothing(): Happened {
  const none = { firstTasks: 0, nextTasks: 0, ended: 0, canceled: 0, activityTasks: 0 };
  return { ...none, completed: byActivity(() => 0), failed: byActivity(() => 0) };
}

/** The activities with their counts. */
export function counts(by: Readonly<Record<Activity, number>>): readonly (readonly [Activity, number])[] {
  return Object.values(byActivity((activity) => [activity, by[activity]] as const));
}
