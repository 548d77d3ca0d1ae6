/** How workflows and activities end, as the Temporal server counts it. */
import { completionStats, temporalServer as metrics } from '../../metrics/temporal-server.ts';
import type { Kept } from '../exposition/kept.ts';
import { activities } from '../observer.ts';
import { namespace, taskQueue, workflowType } from '../temporal-sdk/names.ts';
import type { Follow } from './requests.ts';

export function outcomes(kept: Kept): readonly Follow[] {
  return [workflows(kept), ...activities.map((_activity, index) => activityOf(kept, index))];
}

function workflows(kept: Kept): Follow {
  const labels = {
    namespace,
    namespace_state: 'active',
    operation: completionStats,
    service_name: 'history',
    taskqueue: taskQueue,
    workflowType,
  };
  const counters = [
    ['completed', kept.counter(metrics.workflowSuccess, labels)],
    ['failed', kept.counter(metrics.workflowFailed, labels)],
    ['canceled', kept.counter(metrics.workflowCancel, labels)],
    ['continued', kept.counter(metrics.workflowContinuedAsNew, labels)],
    ['timedOut', kept.counter(metrics.workflowTimeout, labels)],
    ['terminated', kept.counter(metrics.workflowTerminate, labels)],
  ] as const;
  // The server has been up for long when the simulation begins: what is rare has happened.
  kept.counter(metrics.workflowFailed, labels).inc(2);
  kept.counter(metrics.workflowCancel, labels).inc(6);
  const latency = kept.histogram(metrics.workflowScheduleToCloseLatency, labels);
  return ({ counts, durations }) => {
    for (const [outcome, counter] of counters) if (counts[outcome] > 0) counter.inc(counts[outcome]);
    for (const seconds of durations) latency.observe(seconds);
  };
}

function activityOf(kept: Kept, index: number): Follow {
  const labels = {
    activityType: activities[index] ?? '',
    namespace,
    service_name: 'history',
    taskqueue: taskQueue,
    versioning_behavior: 'Unspecified',
    workflowType,
  };
  const respondFailed = { ...labels, operation: 'RespondActivityTaskFailed' };
  const success = kept.counter(metrics.activitySuccess, { ...labels, operation: 'RespondActivityTaskCompleted' });
  const failedAttempts = kept.counter(metrics.activityTaskFail, respondFailed);
  const givenUp = kept.counter(metrics.activityFail, respondFailed);
  // As above; what is shipped is finished, however often that is tried.
  failedAttempts.inc();
  if (index < activities.length - 1) givenUp.inc();
  return ({ attempts }) => {
    const counts = attempts[index];
    if (counts === undefined) return;
    if (counts.completed > 0) success.inc(counts.completed);
    if (counts.failedAttempts > 0) failedAttempts.inc(counts.failedAttempts);
    if (counts.givenUp > 0) givenUp.inc(counts.givenUp);
  };
}
