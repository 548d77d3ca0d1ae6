/** What the Temporal server had to do in a step of time. */
import { activities, type Activity } from '../observer.ts';
import type { Conditions } from '../conditions.ts';

export const happenings = [
  'started',
  'firstTask',
  'nextTask',
  'activityTask',
  'activityCompleted',
  'activityFailed',
  'completed',
  'failed',
  'canceled',
  'continued',
  'timedOut',
  'terminated',
  'emptyWorkflowPoll',
  'emptyActivityPoll',
  /** Once a minute, whatever else happens. */
  'minute',
] as const;
export type Happening = (typeof happenings)[number];

/** How many of something follow from each happening. */
export type Per = Readonly<Partial<Record<Happening, number>>>;

export interface Step {
  readonly seconds: number;
  readonly counts: Readonly<Record<Happening, number>>;
  /** Attempts at each activity that ended well, that did not, and activities given up. */
  readonly attempts: readonly ActivityCounts[];
  /** How long the workflows took that ended, in seconds. */
  readonly durations: readonly number[];
  readonly conditions: Conditions;
  /** How long a task waits for a worker at present, in seconds. */
  readonly waiting: number;
  /** Tasks that wait for one. */
  readonly backlog: Readonly<Record<'Workflow' | 'Activity', number>>;
  /** Tasks that come in each second. */
  readonly tasksPerSecond: number;
}

export interface ActivityCounts {
  readonly activity: Activity;
  completed: number;
  failedAttempts: number;
  givenUp: number;
}

export function noActivities(): ActivityCounts[] {
  return activities.map((activity) => ({ activity, completed: 0, failedAttempts: 0, givenUp: 0 }));
}

export function nothingHappened(): Record<Happening, number> {
  return {
    started: 0,
    firstTask: 0,
    nextTask: 0,
    activityTask: 0,
    activityCompleted: 0,
    activityFailed: 0,
    completed: 0,
    failed: 0,
    canceled: 0,
    continued: 0,
    timedOut: 0,
    terminated: 0,
    emptyWorkflowPoll: 0,
    emptyActivityPoll: 0,
    minute: 0,
  };
}

/** A function that tells how many follow from all that happened. It knows beforehand what to look at: it is asked often. */
export function following(per: Per): (step: Step) => number {
  const factors = happenings.flatMap((happening) => {
    const factor = per[happening];
    return factor === undefined ? [] : [{ happening, factor }];
  });
  return ({ counts }) => {
    let all = 0;
    for (const { happening, factor } of factors) all += factor * counts[happening];
    return all;
  };
}
