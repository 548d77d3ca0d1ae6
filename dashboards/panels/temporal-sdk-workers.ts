/** What workers have to work with: slots, pollers, and the cache of workflows. */
import type { Settings } from '../../src/config/settings.ts';
import { panelUrl } from '../../src/identity/ids.ts';
import { mayBeEmpty, percent, query, timeseries } from '../../src/panels/index.ts';
import type { TemporalQueries } from '../../src/queries/temporal.ts';
import { untilTheFirst } from './until-the-first.ts';

export function slotsUsed({ policy }: Settings, temporal: TemporalQueries) {
  const limit = policy.limits.taskSlotsUsed;
  return timeseries(policy, {
    key: 'slots-used',
    title: 'Used task slots',
    description: {
      shows:
        'Task slots in use per slot of the workers, by queue and kind of worker. Empty where workers size their slots by their resources.',
      normal: `below ${percent(limit.amber ?? limit.red)}.`,
      next: 'near 100 % tasks wait: add workers, or see which activity takes long.',
    },
    unit: 'percentunit',
    min: 0,
    max: 1,
    queries: [query(temporal.slotsUsedRatio(), '{{worker_type}} {{namespace}} {{task_queue}} {{environment}}')],
    limit,
    dataLinks: {
      'Execution of activities': panelUrl({ dashboard: 'temporal-sdk', panel: 'activity-execution' }),
      'Schedule to start': panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-task-schedule-to-start' }),
    },
  });
}

export function pollers({ policy }: Settings, temporal: TemporalQueries) {
  return timeseries(policy, {
    key: 'pollers',
    title: 'Pollers over time',
    description: {
      shows:
        'Pollers at work over all workers, by what they ask for. The sticky queue brings back workflows to the worker that has them in its cache.',
      normal: 'flat lines of at least 1 for every worker; a dip at each deploy.',
      next: 'fewer: a worker is gone, see its log; none though workers run: see the failed long polls.',
    },
    unit: 'short',
    min: 0,
    queries: [
      query(temporal.pollers('workflow_task'), 'workflow tasks {{environment}}'),
      query(temporal.pollers('sticky'), 'sticky queue {{environment}}'),
      query(temporal.pollers('activity_task'), 'activities {{environment}}'),
    ],
    dataLinks: { 'Failed long polls': panelUrl({ dashboard: 'temporal-sdk', panel: 'long-poll-failures' }) },
  });
}

/** Which workflows the hit ratio can be narrowed to. */
const hitsNarrowedBy = {
  go: '',
  core: ' Misses do not know the type of workflow, so that choice does not narrow it.',
};

export function cacheHitRatio({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  return timeseries(policy, {
    key: 'sticky-cache-hit-ratio',
    title: 'Cache hit ratio',
    description: {
      shows: `Workflow tasks that found their workflow in the cache of the worker, per such look-up, by queue.${hitsNarrowedBy[catalogue.temporalProfile.sdk]}`,
      normal: 'above 95 %; it falls after a deploy and recovers.',
      next: 'each miss replays a history: see the evictions beside it; the cache may be too small.',
    },
    unit: 'percentunit',
    min: 0,
    max: 1,
    queries: [query(temporal.cacheHitRatio(), '{{namespace}} {{task_queue}} {{environment}}')],
    dataLinks: {
      Replay: panelUrl({ dashboard: 'temporal-sdk', panel: 'workflow-task-replay' }),
      Evictions: panelUrl({ dashboard: 'temporal-sdk', panel: 'sticky-cache-evictions' }),
    },
  });
}

/** Who shares a cache. */
const oneCache = {
  go: 'In Go all namespaces and queues of a process share one cache, so each of them shows the whole.',
  core: 'Each worker has a cache of its own.',
};

export function cacheSize({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  return timeseries(policy, {
    key: 'sticky-cache-size',
    title: 'Workflows in the cache',
    description: {
      shows: `Workflows that the workers hold in memory, by queue. ${oneCache[catalogue.temporalProfile.sdk]}`,
      normal: 'about as many as are open, and at least 1 while any runs.',
      next: 'flat at the size that the worker is given: it is full, see the evictions; then memory or workers must grow.',
    },
    unit: 'short',
    min: 0,
    queries: [query(temporal.cacheSize(), '{{namespace}} {{task_queue}} {{environment}}')],
    dataLinks: { Evictions: panelUrl({ dashboard: 'temporal-sdk', panel: 'sticky-cache-evictions' }) },
  });
}

/** What leaves the cache without being put out. A recording of Go's SDK has as many evictions as ended workflows, and more. */
const evicted = {
  go: { counts: 'Go counts those that end, too.', normal: 'about 1 for each workflow that ends' },
  core: { counts: 'Those that end are not counted.', normal: 'near 0' },
};

export function cacheEvictions({ policy, catalogue }: Settings, temporal: TemporalQueries) {
  return mayBeEmpty(
    ['A'],
    untilTheFirst,
    timeseries(policy, {
      key: 'sticky-cache-evictions',
      title: 'Evictions',
      description: {
        shows: `Workflows put out of the cache each second, by queue. Empty until the first is. ${evicted[catalogue.temporalProfile.sdk].counts}`,
        normal: `${evicted[catalogue.temporalProfile.sdk].normal}; workers that leave at a deploy evict what they hold.`,
        next: 'lasting: more workflows are open than fit, so give the cache more room or add workers.',
      },
      unit: 'ops',
      min: 0,
      queries: [query(temporal.cacheEvictions(), '{{namespace}} {{task_queue}}')],
      dataLinks: {
        'Workflows in the cache': panelUrl({ dashboard: 'temporal-sdk', panel: 'sticky-cache-size' }),
        'Cache hit ratio': panelUrl({ dashboard: 'temporal-sdk', panel: 'sticky-cache-hit-ratio' }),
      },
    }),
  );
}
