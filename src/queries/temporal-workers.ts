/** What Temporal's workers have to work with: slots, pollers, and the cache of workflows. */
import type { Catalogue } from '../metrics/catalogue.ts';
import { add, by, max, rate, ratio, sum, where, withPartial, type Range, type Vector } from '../promql/index.ts';
import { ofQueue, ofWorkflow, type TemporalChoices } from './temporal-choices.ts';
import { plus } from './temporal-plus.ts';

const byQueue = by('environment', 'namespace', 'task_queue');
const byWorker = by('environment', 'namespace', 'task_queue', 'worker_type');

export function workerQueries({ temporalSdk: sdk, temporalProfile }: Catalogue, choices: TemporalChoices) {
  const free = ofQueue(sdk.workerTaskSlotsAvailable, choices);
  const used = ofQueue(sdk.workerTaskSlotsUsed, choices);
  const pollers = ofQueue(sdk.numPollers, choices);
  const cacheSize = ofQueue(sdk.stickyCacheSize, choices);
  const evicted = ofQueue(sdk.stickyCacheTotalForcedEviction, choices);

  /** In Go both hits and misses know the type of the workflow, in Core only hits: the ratio needs the same of both. */
  function lookUps(window?: Range) {
    if (temporalProfile.sdk === 'core') {
      return {
        hits: sum(rate(ofQueue(sdk.stickyCacheHit, choices), window), byQueue),
        misses: sum(rate(ofQueue(sdk.stickyCacheMiss, choices), window), byQueue),
      };
    }
    const miss = withPartial(sdk.stickyCacheMiss, 'workflow_type');
    return {
      hits: sum(rate(ofWorkflow(sdk.stickyCacheHit, choices), window), byQueue),
      misses: sum(rate(ofWorkflow(miss, choices), window), byQueue),
    };
  }

  return {
    freeSlots(): Vector<'environment' | 'worker_type'> {
      return sum(free, by('environment', 'worker_type'));
    },
    /** Task slots in use per task slot. */
    slotsUsedRatio(): Vector<'environment' | 'namespace' | 'task_queue' | 'worker_type'> {
      const busy = sum(used, byWorker);
      return ratio(busy, add(busy, sum(free, byWorker)));
    },
    /** Pollers of a kind; Go and Core call the one of the sticky queue differently. */
    pollers(kind: 'workflow_task' | 'sticky' | 'activity_task'): Vector<'environment'> {
      const type = kind === 'sticky' ? temporalProfile.stickyPoller : kind;
      return sum(where(pollers, { poller_type: type }), by('environment'));
    },
    /** Workflow tasks that found their workflow in the cache, per such look-up. */
    cacheHitRatio(window?: Range): Vector<'environment' | 'namespace' | 'task_queue'> {
      const { hits, misses } = lookUps(window);
      return ratio(hits, plus(hits, misses));
    },
    /**
     * Workflows in the cache. Go has one cache for the process and writes its size once for each namespace, queue and
     * type of workflow, so that a sum over any of them would count it several times.
     */
    cacheSize(): Vector<'environment' | 'namespace' | 'task_queue'> {
      return sum(max(cacheSize, by('environment', 'job', 'instance', 'namespace', 'task_queue')), byQueue);
    },
    /** Workflows put out of the cache before their end, per second. */
    cacheEvictions(window?: Range): Vector<'namespace' | 'task_queue'> {
      return sum(rate(evicted, window), by('namespace', 'task_queue'));
    },
  };
}
