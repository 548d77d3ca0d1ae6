/** Workflows from their start to their end. */
import type { Settings } from '../../src/config/settings.ts';
import { panelUrl } from '../../src/identity/ids.ts';
import { duration, mayBeEmpty, percent, query, timeseries } from '../../src/panels/index.ts';
import type { TemporalQueries } from '../../src/queries/temporal.ts';
import { longestSeconds } from '../../src/queries/temporal-timers.ts';
import { untilTheFirst } from './until-the-first.ts';

/** Where starts are counted, and which of the dashboard's choices their requests know. */
const whoCountsStarts = {
  go: "The client counts them, so they come from the API's job and never from a worker's.",
  core: "Only a client that counts its requests in this spelling is seen: TypeScript's counts none, so a Go client in the API's job. They know neither task queue nor type: those choices do not narrow them.",
};

export function workflowStarts({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  return timeseries(policy, {
    key: 'workflow-starts',
    title: 'Workflow starts',
    description: {
      shows: `Requests that start a workflow, per second. ${whoCountsStarts[catalogue.temporalProfile.sdk]}`,
      normal: 'above 0 at every hour, with the shape of the order creation rate.',
      next: 'no starts, yet orders: requests fail, see them by status code; no orders either: see the dashboard Orders.',
    },
    unit: 'ops',
    min: 0,
    queries: [query(temporal.workflowStarts(), 'started')],
    colours: { started: 'neutral' },
    dataLinks: {
      'Failed requests': panelUrl({ dashboard: 'temporal-sdk', panel: 'request-failures' }),
      'Order creation rate': panelUrl({ dashboard: 'orders', panel: 'creation-rate' }),
    },
  });
}

export function workflowCompletions({ policy }: Settings, temporal: TemporalQueries) {
  return timeseries(policy, {
    key: 'workflow-completions',
    title: 'Workflow completions',
    description: {
      shows: 'Workflows that end in success each second, by type; failures are not among them.',
      normal: 'follows the starts within minutes, and stays above 0.',
      next: 'below the starts for long: workflows pile up, so see what their tasks wait for, then the activities.',
    },
    unit: 'ops',
    min: 0,
    queries: [query(temporal.workflowCompletions(), '{{namespace}} {{workflow_type}}')],
    dataLinks: {
      'Workflow starts': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-starts' }),
      'Schedule to start': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-task-schedule-to-start' }),
      'Activity execution': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-execution' }),
    },
  });
}

export function workflowOutcomes({ policy }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['B', 'C', 'D'],
    untilTheFirst,
    timeseries(policy, {
      key: 'workflow-outcomes',
      title: 'Workflow outcomes',
      description: {
        shows:
          'How workflows end each second. Those that the server ends, by a timeout or by terminating them, no worker counts.',
        normal: `nearly all completed, failed below ${percent(policy.limits.workflowFailureRatio.amber ?? policy.limits.workflowFailureRatio.red)} of them.`,
        next: 'failed grows: see the failed attempts of activities; all shrink: see whether workers poll.',
      },
      unit: 'ops',
      min: 0,
      stacked: true,
      queries: [
        query(temporal.workflowsCompleted(), 'completed'),
        query(temporal.workflowsFailed(), 'failed'),
        query(temporal.workflowsCanceled(), 'canceled'),
        query(temporal.workflowsContinued(), 'continued as new'),
      ],
      colours: { completed: 'completed', failed: 'failed', canceled: 'cancelled', 'continued as new': 'neutral' },
      dataLinks: {
        'Failure ratio': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-failure-ratio' }),
        'Failed attempts': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-failures' }),
        'Pollers over time': panelUrl({ dashboard: 'temporal-sdk', panel: 'pollers' }),
      },
    }),
  );
}

export function workflowFailureRatio({ policy }: Settings, temporal: TemporalQueries) {
  const limit = policy.limits.workflowFailureRatio;
  return mayBeEmpty(
    ['A'],
    untilTheFirst,
    timeseries(policy, {
      key: 'workflow-failure-ratio',
      title: 'Failure ratio',
      description: {
        shows:
          'Workflows that failed per workflow that failed or completed, of each type. Canceled and continued ones are in neither number, nor are failures that the code marks as benign. Empty while none ends.',
        normal: `below ${percent(limit.amber ?? limit.red)}.`,
        next: 'see which activity fails and whether a deploy preceded it, then the errors of orders by reason.',
      },
      unit: 'percentunit',
      min: 0,
      queries: [query(temporal.workflowFailureRatio(), '{{environment}} {{namespace}} {{workflow_type}}')],
      limit,
      alert: policy.alerts.HighWorkflowFailureRate,
      dataLinks: {
        'Failed attempts of activities': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-failures' }),
        'Errors of orders by reason': panelUrl({ dashboard: 'orders', panel: 'errors-by-reason' }),
      },
    }),
  );
}

export function workflowDuration({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  const limit = policy.limits.orderProcessingP95;
  const longest = longestSeconds(catalogue.temporalSdk.workflowEndToEndLatency);
  return timeseries(policy, {
    key: 'workflow-duration',
    title: 'End to end',
    description: {
      shows: `The time within which 50, 95 and 99 of 100 runs end, from their start, by type. A run that is stuck never reports; one longer than ${duration(longest)} reads as that.`,
      normal: `p95 below ${duration(limit.amber ?? limit.red)} for the workflow that processes orders.`,
      next: 'compare what tasks wait for with how long activities take; for stuck ones see the oldest open order.',
    },
    unit: 's',
    min: 0,
    queries: [
      query(temporal.workflowDuration(0.5), 'p50 {{namespace}} {{workflow_type}} {{environment}}'),
      query(temporal.workflowDuration(0.95), 'p95 {{namespace}} {{workflow_type}} {{environment}}'),
      query(temporal.workflowDuration(0.99), 'p99 {{namespace}} {{workflow_type}} {{environment}}'),
    ],
    dataLinks: {
      'Execution of activities': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-execution' }),
      'Schedule to start': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-task-schedule-to-start' }),
      'Oldest open order': panelUrl({ dashboard: 'orders', panel: 'oldest-open-order' }),
    },
  });
}
