/** The text of the queries about Temporal as a rule asks them: with a window, and no choices of a viewer. */
import { describe, expect, it, test } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import { labelVariable } from '../../src/promql/index.ts';
import { print } from '../../src/promql/print.ts';
import { temporalQueries } from '../../src/queries/temporal.ts';
import { longestSeconds } from '../../src/queries/temporal-timers.ts';

const queries = (profile: keyof typeof temporalProfiles) => temporalQueries(catalogue(temporalProfiles[profile]));
const go = queries('go-tally');
const core = queries('core');
const suffixed = queries('core-suffixed');

const typed = 'environment, namespace, workflow_type';
const f = `sum by (${typed}) (rate(temporal_workflow_failed_total{job!="temporal"}[15m]))`;
const c = `sum by (${typed}) (rate(temporal_workflow_completed_total{job!="temporal"}[15m]))`;
const closed = `(${f} + ${c} or ${f} or ${c})`;
const failureRatio = `(${f} or 0 * ${closed}) / (${closed} > 0)`;
const bare = (text: string): string => text.replaceAll('_total{', '{');

const table = [
  ['the failure ratio, Go', go.workflowFailureRatio('15m'), failureRatio],
  ['the failure ratio, Core', core.workflowFailureRatio('15m'), bare(failureRatio)],
  ['the failure ratio, Core with suffixes', suffixed.workflowFailureRatio('15m'), failureRatio],
  [
    'starts',
    go.workflowStarts('5m'),
    'sum(rate(temporal_request_total{job!="temporal",operation=~"StartWorkflowExecution|SignalWithStartWorkflowExecution"}[5m]))',
  ],
  [
    'local activities, Go: the name ends in total once',
    go.localActivities('5m'),
    'sum by (namespace, activity_type) (rate(temporal_local_activity_total{job!="temporal"}[5m]))',
  ],
  [
    'local activities, Core with suffixes: twice',
    suffixed.localActivities('5m'),
    'sum by (namespace, activity_type) (rate(temporal_local_activity_total_total{job!="temporal"}[5m]))',
  ],
  [
    'failures of workflow tasks',
    go.workflowTaskFailures('10m'),
    'sum by (namespace, workflow_type, failure_reason) (rate(temporal_workflow_task_execution_failed_total{job!="temporal"}[10m]))',
  ],
  [
    'seconds as they are',
    go.workflowTaskWait(0.95, '5m'),
    'histogram_quantile(0.95, sum by (le, environment) (rate(temporal_workflow_task_schedule_to_start_latency_seconds_bucket{job!="temporal"}[5m])))',
  ],
  [
    'milliseconds as seconds',
    core.workflowTaskWait(0.95, '5m'),
    'histogram_quantile(0.95, sum by (le, environment) (rate(temporal_workflow_task_schedule_to_start_latency_bucket{job!="temporal"}[5m]))) / 1000',
  ],
  [
    'sticky pollers, Go',
    go.pollers('sticky'),
    'sum by (environment) (temporal_num_pollers{job!="temporal",poller_type="workflow_sticky_task"})',
  ],
  [
    'sticky pollers, Core',
    core.pollers('sticky'),
    'sum by (environment) (temporal_num_pollers{job!="temporal",poller_type="sticky_workflow_task"})',
  ],
  [
    'requests leave out those of no namespace, chosen or not',
    go.requests.rate('5m'),
    'sum(rate(temporal_request_total{job!="temporal",namespace!~"none|_unknown_"}[5m]))',
  ],
  [
    'failed requests are 0 before the first fails',
    core.requests.failureRate('5m'),
    'sum(rate(temporal_request_failure{job!="temporal",namespace!~"none|_unknown_"}[5m])) or 0 * sum(rate(temporal_request{job!="temporal",namespace!~"none|_unknown_"}[5m]))',
  ],
  ['all long polls', core.longPolls.rate('5m'), 'sum(rate(temporal_long_request{job!="temporal"}[5m]))'],
  [
    'the cache of a Go process, once for each namespace and queue, and the two never added',
    go.cacheSize(),
    'sum by (environment, namespace, task_queue) (max by (environment, job, instance, namespace, task_queue) (temporal_sticky_cache_size{job!="temporal"}))',
  ],
] as const;

test.each(table)('%s', (_, expression, text) => {
  expect(print(expression.node)).toBe(text);
});

test('only Go knows how long an activity of a type waited', () => {
  expect(go.activityWaitByType).toBeDefined();
  expect(core.activityWaitByType).toBeUndefined();
  expect(suffixed.activityWaitByType).toBeUndefined();
});

test('without a window, Grafana chooses it', () => {
  for (const { workflowFailureRatio, activitySuccessRatio, cacheHitRatio, workflowStarts, requestLatency } of [
    go,
    core,
  ]) {
    const asked = [
      workflowFailureRatio(),
      activitySuccessRatio(),
      cacheHitRatio(),
      workflowStarts(),
      requestLatency(0.5),
    ];
    for (const { node } of asked) {
      expect([...print(node).matchAll(/\[([^\]]+)\]/g)].every(([, range]) => range === '$__rate_interval')).toBe(true);
    }
  }
});

describe('a choice', () => {
  const choices = { taskQueue: labelVariable('task_queue', 'task_queue') };
  const chosen = (profile: keyof typeof temporalProfiles) =>
    temporalQueries(catalogue(temporalProfiles[profile]), choices);

  it('narrows only what knows it: of a task queue, no request, and in Go no long poll', () => {
    const asksForQueue = (node: Parameters<typeof print>[0]) => print(node).includes('task_queue=~"$task_queue"');
    for (const profile of ['go-tally', 'core'] as const) {
      const { requests, longPolls, workflowTasks, workflowStarts } = chosen(profile);
      expect(asksForQueue(workflowTasks().node)).toBe(true);
      expect(asksForQueue(requests.rate().node)).toBe(false);
      expect(asksForQueue(longPolls.rate().node)).toBe(profile === 'core');
      expect(asksForQueue(workflowStarts().node)).toBe(profile === 'go-tally');
    }
  });
});

test('the last bucket is told in seconds', () => {
  const longest = (profile: keyof typeof temporalProfiles) =>
    longestSeconds(catalogue(temporalProfiles[profile]).temporalSdk.workflowTaskExecutionLatency);
  expect([longest('go-tally'), longest('core'), longest('core-suffixed')]).toEqual([3600, 1, 1]);
});
