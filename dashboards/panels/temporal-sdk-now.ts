/** The state of Temporal's workers in four numbers, each leading to the panel that explains it. */
import type { Settings } from '../../src/config/settings.ts';
import { panelUrl } from '../../src/identity/ids.ts';
import { duration, mayBeEmpty, percent, query, stat } from '../../src/panels/index.ts';
import type { TemporalQueries } from '../../src/queries/temporal.ts';
import { untilTheFirst } from './until-the-first.ts';

export function failureRatioNow({ policy }: Settings, temporal: TemporalQueries) {
  const limit = policy.limits.workflowFailureRatio;
  return mayBeEmpty(
    ['A'],
    untilTheFirst,
    stat(policy, {
      key: 'workflow-failure-ratio-now',
      title: 'Workflow failure ratio',
      description: {
        shows: 'Workflows that failed per workflow that failed or completed, of each type. Empty while none ends.',
        normal: `below ${percent(limit.amber ?? limit.red)}.`,
        next: 'a click leads to its course; the outcomes beside that show how many workflows it is.',
      },
      unit: 'percentunit',
      min: 0,
      decimals: 2,
      queries: [query(temporal.workflowFailureRatio(), '{{environment}} {{namespace}} {{workflow_type}}')],
      limit,
      alert: policy.alerts.HighWorkflowFailureRate,
      dataLinks: {
        'Failure ratio': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-failure-ratio' }),
        'Workflow outcomes': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-outcomes' }),
      },
    }),
  );
}

export function waitNow({ policy }: Settings, temporal: TemporalQueries) {
  const limit = policy.limits.scheduleToStartP95;
  return stat(policy, {
    key: 'schedule-to-start-now',
    title: 'Schedule to start, p95',
    description: {
      shows:
        'The time within which a worker takes 95 of 100 tasks, of workflows and of activities. Empty while none is taken.',
      normal: `below ${duration(limit.amber ?? limit.red)}.`,
      next: 'workers are too few or too busy: a click leads to the queues, and the used slots tell which kind lacks.',
    },
    unit: 's',
    min: 0,
    queries: [
      query(temporal.workflowTaskWait(0.95), 'workflow tasks {{environment}}'),
      query(temporal.activityWait(0.95), 'activities {{environment}}'),
    ],
    limit,
    dataLinks: {
      'Workflow tasks by queue': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-task-schedule-to-start' }),
      Activities: panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-schedule-to-start' }),
      'Used task slots': panelUrl({ dashboard: 'temporal-sdk', panel: 'slots-used' }),
    },
  });
}

export function freeSlots({ policy }: Settings, temporal: TemporalQueries) {
  return stat(policy, {
    key: 'free-task-slots',
    title: 'Free task slots',
    description: {
      shows:
        'How many more tasks the workers could take at once, by kind of worker. A worker that sizes its slots by its resources reports none.',
      normal: 'well above 0 for each kind: at 0 tasks wait.',
      next: 'near 0: add workers, or raise the limits of concurrent tasks; a click shows the used share by queue.',
    },
    unit: 'short',
    min: 0,
    decimals: 0,
    queries: [query(temporal.freeSlots(), '{{worker_type}} {{environment}}')],
    dataLinks: { 'Used task slots': panelUrl({ dashboard: 'temporal-sdk', panel: 'slots-used' }) },
  });
}

export function pollersNow({ policy }: Settings, temporal: TemporalQueries) {
  return stat(policy, {
    key: 'pollers-now',
    title: 'Pollers',
    description: {
      shows: 'Pollers at work over all workers: who asks the server for tasks, by what they ask for.',
      normal: 'at least 1 of each kind for every worker.',
      next: 'none: no worker runs or none reaches the server; a click shows since when, the failed long polls why.',
    },
    unit: 'short',
    min: 0,
    decimals: 0,
    queries: [
      query(temporal.pollers('workflow_task'), 'workflow tasks {{environment}}'),
      query(temporal.pollers('sticky'), 'sticky queue {{environment}}'),
      query(temporal.pollers('activity_task'), 'activities {{environment}}'),
    ],
    dataLinks: {
      'Pollers over time': panelUrl({ dashboard: 'temporal-sdk', panel: 'pollers' }),
      'Failed long polls': panelUrl({ dashboard: 'temporal-sdk', panel: 'long-poll-failures' }),
    },
  });
}
