/** Workflow tasks: the steps in which workers advance workflows. */
import type { Settings } from '../../src/config/settings.ts';
import { panelUrl } from '../../src/identity/ids.ts';
import { duration, mayBeEmpty, query, timeseries } from '../../src/panels/index.ts';
import type { TemporalQueries } from '../../src/queries/temporal.ts';
import { longestSeconds } from '../../src/queries/temporal-timers.ts';
import { untilTheFirst } from './until-the-first.ts';

export function workflowTasks({ policy }: Settings, temporal: TemporalQueries) {
  return timeseries(policy, {
    key: 'workflow-tasks',
    title: 'Workflow tasks',
    description: {
      shows: 'Workflow tasks done each second, by type of workflow.',
      normal: 'a fixed number for each workflow, above 0 while any runs.',
      next: 'many more than workflows: tasks fail and are tried again, see the failures; none: see the pollers.',
    },
    unit: 'ops',
    min: 0,
    queries: [query(temporal.workflowTasks(), '{{namespace}} {{workflow_type}}')],
    dataLinks: {
      'Workflow tasks that fail': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-task-failures' }),
      'Pollers over time': panelUrl({ dashboard: 'temporal-sdk', panel: 'pollers' }),
    },
  });
}

export function workflowTaskWait({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  const limit = policy.limits.scheduleToStartP95;
  const longest = longestSeconds(catalogue.temporalSdk.workflowTaskScheduleToStartLatency);
  return timeseries(policy, {
    key: 'workflow-task-schedule-to-start',
    title: 'Schedule to start',
    description: {
      shows: `The time within which a worker takes 50, 95 and 99 of 100 workflow tasks, by queue; what is longer than ${duration(longest)} reads as that.`,
      normal: `p95 below ${duration(limit.amber ?? limit.red)}.`,
      next: 'free slots are left: more pollers; none are: more workers, or see what keeps those busy.',
    },
    unit: 's',
    min: 0,
    queries: [
      query(temporal.workflowTaskWaitByQueue(0.5), 'p50 {{namespace}} {{task_queue}} {{environment}}'),
      query(temporal.workflowTaskWaitByQueue(0.95), 'p95 {{namespace}} {{task_queue}} {{environment}}'),
      query(temporal.workflowTaskWaitByQueue(0.99), 'p99 {{namespace}} {{task_queue}} {{environment}}'),
    ],
    limit,
    dataLinks: { 'Used task slots': panelUrl({ dashboard: 'temporal-sdk', panel: 'slots-used' }) },
  });
}

export function workflowTaskExecution({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  const longest = longestSeconds(catalogue.temporalSdk.workflowTaskExecutionLatency);
  return timeseries(policy, {
    key: 'workflow-task-execution',
    title: 'Workflow task execution',
    description: {
      shows: `The time that a worker spends on 50, 95 and 99 of 100 workflow tasks, by type of workflow. The histogram ends at ${duration(longest)}: what takes longer reads as that.`,
      normal: 'p95 below 0.1 seconds: workflow code only decides, activities do the work.',
      next: 'near 1 second a worker is held up: look for local activities, blocking calls or long loops in the workflow.',
    },
    unit: 's',
    min: 0,
    queries: [
      query(temporal.workflowTaskExecution(0.5), 'p50 {{namespace}} {{workflow_type}} {{environment}}'),
      query(temporal.workflowTaskExecution(0.95), 'p95 {{namespace}} {{workflow_type}} {{environment}}'),
      query(temporal.workflowTaskExecution(0.99), 'p99 {{namespace}} {{workflow_type}} {{environment}}'),
    ],
    dataLinks: {
      Replay: panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-task-replay' }),
      'Local execution': panelUrl({ dashboard: 'temporal-sdk', panel: 'local-activity-execution' }),
    },
  });
}

export function workflowTaskReplay({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  const longest = longestSeconds(catalogue.temporalSdk.workflowTaskReplayLatency);
  return timeseries(policy, {
    key: 'workflow-task-replay',
    title: 'Replay',
    description: {
      shows: `The time to replay the history before 50, 95 and 99 of 100 workflow tasks, by type of workflow; what is longer than ${duration(longest)} reads as that.`,
      normal: 'p95 below 0.05 seconds: most workflows are found in the cache.',
      next: 'histories are long or the cache too small: see its hit ratio, and continue long workflows as new.',
    },
    unit: 's',
    min: 0,
    queries: [
      query(temporal.workflowTaskReplay(0.5), 'p50 {{namespace}} {{workflow_type}} {{environment}}'),
      query(temporal.workflowTaskReplay(0.95), 'p95 {{namespace}} {{workflow_type}} {{environment}}'),
      query(temporal.workflowTaskReplay(0.99), 'p99 {{namespace}} {{workflow_type}} {{environment}}'),
    ],
    dataLinks: { 'Cache hit ratio': panelUrl({ dashboard: 'temporal-sdk', panel: 'sticky-cache-hit-ratio' }) },
  });
}

export function workflowTaskFailures({ policy }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['A'],
    { reason: 'no workflow task has failed since the workers started', filledBy: 'deploy' },
    timeseries(policy, {
      key: 'workflow-task-failures',
      title: 'Workflow tasks that fail',
      description: {
        shows: 'Workflow tasks that fail each second, by type of workflow and reason. Empty until the first fails.',
        normal: 'empty, or 0: such a workflow does not fail, it hangs and tries again.',
        next: 'NonDeterminismError: a deploy does not fit running workflows, roll it back; else see the log of the worker.',
      },
      unit: 'ops',
      min: 0,
      stacked: true,
      queries: [query(temporal.workflowTaskFailures(), '{{namespace}} {{workflow_type}} {{failure_reason}}')],
      dataLinks: { 'Oldest open order': panelUrl({ dashboard: 'orders', panel: 'oldest-open-order' }) },
    }),
  );
}

export function workflowPolls({ policy }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['A'],
    untilTheFirst,
    timeseries(policy, {
      key: 'workflow-polls',
      title: 'Empty polls',
      description: {
        shows:
          'Polls for workflow tasks each second that came back with nothing, and those that brought a task, by queue.',
        normal: 'at night mostly empty, by day fewer than 1 in 2.',
        next: 'mostly empty by day: more pollers than there is work; none empty while tasks wait: too few.',
      },
      unit: 'ops',
      min: 0,
      queries: [
        query(temporal.emptyWorkflowPolls(), 'empty {{namespace}} {{task_queue}}'),
        query(temporal.filledWorkflowPolls(), 'with a task {{namespace}} {{task_queue}}'),
      ],
      dataLinks: { Pollers: panelUrl({ dashboard: 'temporal-sdk', panel: 'pollers' }) },
    }),
  );
}
