/** Activities and local activities: the steps that do the work. */
import type { Settings } from '../../src/config/settings.ts';
import { panelUrl } from '../../src/identity/ids.ts';
import { duration, mayBeEmpty, query, timeseries } from '../../src/panels/index.ts';
import type { TemporalQueries } from '../../src/queries/temporal.ts';
import { longestSeconds } from '../../src/queries/temporal-timers.ts';
import { untilTheFirst } from './until-the-first.ts';

/** What the failures are that a success ratio sets against successes. */
const whatFails = {
  go: 'The Go SDK counts each failed attempt, and does not tell one that is tried again from the last',
  core: 'Core SDKs count each failed attempt, and do not tell one that is tried again from the last',
};
const notCounted = 'Failures that the code marks as benign, and timeouts that only the server sees, are not counted.';

export function activities({ policy }: Settings, temporal: TemporalQueries) {
  return timeseries(policy, {
    key: 'activities',
    title: 'Activities',
    description: {
      shows: 'Attempts of activities each second, whatever their outcome, by type.',
      normal: 'each type follows the workflow starts, above 0 while there are any.',
      next: 'one type falls behind those before it: see its failed attempts and its execution time.',
    },
    unit: 'ops',
    min: 0,
    queries: [query(temporal.activities(), '{{namespace}} {{activity_type}}')],
    dataLinks: {
      'Failed attempts': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-failures' }),
      'Activity execution': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-execution' }),
    },
  });
}

export function activitySuccessRatio({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['A'],
    untilTheFirst,
    timeseries(policy, {
      key: 'activity-success-ratio',
      title: 'Activity success ratio',
      description: {
        shows: `Activities that succeeded per such activity and failed attempt, by type. ${whatFails[catalogue.temporalProfile.sdk]}: an activity that succeeds at its third attempt is 1 success and 2 failures here. ${notCounted}`,
        normal: 'above 95 %.',
        next: 'see its failed attempts beside it; whether activities fail for good, the failure ratio of workflows tells.',
      },
      unit: 'percentunit',
      min: 0,
      max: 1,
      queries: [query(temporal.activitySuccessRatio(), '{{namespace}} {{activity_type}} {{environment}}')],
      dataLinks: {
        'Failed attempts': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-failures' }),
        'Failure ratio of workflows': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-failure-ratio' }),
      },
    }),
  );
}

export function activityFailures({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['A'],
    untilTheFirst,
    timeseries(policy, {
      key: 'activity-failures',
      title: 'Failed attempts',
      description: {
        shows: `Attempts of activities that failed each second, by type. ${whatFails[catalogue.temporalProfile.sdk]}. ${notCounted}`,
        normal: 'below 1 in 20 attempts.',
        next: 'the type names the system that it calls; the errors of orders say whether retries helped.',
      },
      unit: 'ops',
      min: 0,
      stacked: true,
      queries: [query(temporal.activityFailures(), '{{namespace}} {{activity_type}}')],
      dataLinks: { 'Errors of orders by reason': panelUrl({ dashboard: 'orders', panel: 'errors-by-reason' }) },
    }),
  );
}

export function activityExecution({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  const longest = longestSeconds(catalogue.temporalSdk.activityExecutionLatency);
  return timeseries(policy, {
    key: 'activity-execution',
    title: 'Activity execution',
    description: {
      shows: `The time within which 50, 95 and 99 of 100 attempts end, by type of activity; what is longer than ${duration(longest)} reads as that.`,
      normal: `p95 of each below ${duration(policy.objectives.orderLatency.withinSeconds)}.`,
      next: 'the slow type names the system to look at: the payment provider, the database, the carrier.',
    },
    unit: 's',
    min: 0,
    queries: [
      query(temporal.activityExecution(0.5), 'p50 {{namespace}} {{activity_type}} {{environment}}'),
      query(temporal.activityExecution(0.95), 'p95 {{namespace}} {{activity_type}} {{environment}}'),
      query(temporal.activityExecution(0.99), 'p99 {{namespace}} {{activity_type}} {{environment}}'),
    ],
    dataLinks: { 'Activities of orders': panelUrl({ dashboard: 'orders', panel: 'activities-p95' }) },
  });
}

export function activityWait({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  const limit = policy.limits.scheduleToStartP95;
  const longest = longestSeconds(catalogue.temporalSdk.activityScheduleToStartLatency);
  const byType = temporal.activityWaitByType;
  const grouped = byType === undefined ? 'by queue (Core SDKs do not write the type of activity here)' : 'by type';
  return timeseries(policy, {
    key: 'activity-schedule-to-start',
    title: 'Activities, schedule to start',
    description: {
      shows: `The time within which a worker takes 50, 95 and 99 of 100 activities, ${grouped}; what is longer than ${duration(longest)} reads as that.`,
      normal: `p95 below ${duration(limit.amber ?? limit.red)}.`,
      next: 'free slots are left: more pollers; none are: more workers, or see which activity keeps those busy.',
    },
    unit: 's',
    min: 0,
    queries:
      byType === undefined
        ? [
            query(temporal.activityWaitByQueue(0.5), 'p50 {{namespace}} {{task_queue}} {{environment}}'),
            query(temporal.activityWaitByQueue(0.95), 'p95 {{namespace}} {{task_queue}} {{environment}}'),
            query(temporal.activityWaitByQueue(0.99), 'p99 {{namespace}} {{task_queue}} {{environment}}'),
          ]
        : [
            query(byType(0.5), 'p50 {{namespace}} {{activity_type}} {{environment}}'),
            query(byType(0.95), 'p95 {{namespace}} {{activity_type}} {{environment}}'),
            query(byType(0.99), 'p99 {{namespace}} {{activity_type}} {{environment}}'),
          ],
    limit,
    dataLinks: {
      'Used task slots': panelUrl({ dashboard: 'temporal-sdk', panel: 'slots-used' }),
      'Activity execution': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-execution' }),
    },
  });
}

export function localActivities({ policy }: Settings, temporal: TemporalQueries) {
  return timeseries(policy, {
    key: 'local-activities',
    title: 'Local activities',
    description: {
      shows: 'Local activities run each second, by type: short steps that the worker takes within a workflow task.',
      normal: 'each type follows the workflow starts, above 0 while there are any.',
      next: 'more than starts: attempts fail and are tried again, see the failed ones.',
    },
    unit: 'ops',
    min: 0,
    queries: [query(temporal.localActivities(), '{{namespace}} {{activity_type}}')],
    dataLinks: { 'Failed local attempts': panelUrl({ dashboard: 'temporal-sdk', panel: 'local-activity-failures' }) },
  });
}

export function localActivitySuccessRatio({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['A'],
    untilTheFirst,
    timeseries(policy, {
      key: 'local-activity-success-ratio',
      title: 'Local activity success ratio',
      description: {
        shows: `Local activities that succeeded per such activity and failed attempt, by type. ${whatFails[catalogue.temporalProfile.sdk]}.`,
        normal: 'above 95 %.',
        next: 'see the failed attempts beside it, and the log of the worker for their errors.',
      },
      unit: 'percentunit',
      min: 0,
      max: 1,
      queries: [query(temporal.localActivitySuccessRatio(), '{{namespace}} {{activity_type}} {{environment}}')],
      dataLinks: { 'Failed attempts': panelUrl({ dashboard: 'temporal-sdk', panel: 'local-activity-failures' }) },
    }),
  );
}

export function localActivityFailures({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['A'],
    untilTheFirst,
    timeseries(policy, {
      key: 'local-activity-failures',
      title: 'Failed local attempts',
      description: {
        shows: `Attempts of local activities that failed each second, by type. ${whatFails[catalogue.temporalProfile.sdk]}.`,
        normal: 'below 1 in 20 attempts.',
        next: 'the type names the step; refused input is usual, anything else is in the log of the worker.',
      },
      unit: 'ops',
      min: 0,
      stacked: true,
      queries: [query(temporal.localActivityFailures(), '{{namespace}} {{activity_type}}')],
      dataLinks: { 'Errors of orders by reason': panelUrl({ dashboard: 'orders', panel: 'errors-by-reason' }) },
    }),
  );
}

export function localActivityExecution({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  const longest = longestSeconds(catalogue.temporalSdk.localActivityExecutionLatency);
  return timeseries(policy, {
    key: 'local-activity-execution',
    title: 'Local execution',
    description: {
      shows: `The time within which 50, 95 and 99 of 100 attempts end, by type of local activity; what is longer than ${duration(longest)} reads as that.`,
      normal: 'p95 of each below 1 second: a local activity holds up its workflow task.',
      next: 'what takes longer belongs into an ordinary activity; see the execution of workflow tasks.',
    },
    unit: 's',
    min: 0,
    queries: [
      query(temporal.localActivityExecution(0.5), 'p50 {{namespace}} {{activity_type}} {{environment}}'),
      query(temporal.localActivityExecution(0.95), 'p95 {{namespace}} {{activity_type}} {{environment}}'),
      query(temporal.localActivityExecution(0.99), 'p99 {{namespace}} {{activity_type}} {{environment}}'),
    ],
    dataLinks: {
      'Execution of workflow tasks': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-task-execution' }),
    },
  });
}
