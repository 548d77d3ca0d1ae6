/** The history service of the Temporal server: the tasks that it gives itself, its shards and its caches. */
import { temporalServer as metrics } from '../../metrics/temporal-server.ts';
import type { Kept } from '../exposition/kept.ts';
import { around, each, type Draw } from '../temporal-sdk/chance.ts';
import { namespace } from '../temporal-sdk/names.ts';
import { databaseTrouble, starvation } from '../temporal-sdk/stress.ts';
import { historyTasks, type HistoryTask } from './operations.ts';
import { whole, type Follow } from './requests.ts';
import { following, type Per } from './step.ts';

const service = { service_name: 'history' };
/** How many shards the cluster has; this server owns them all. */
const shardCount = 512;
/** The id of the namespace, sanitised as all values are. */
const namespaceId = '3f0c1a52_9d64_4e7b_8a15_c2d7e6b90f31';

export function history(kept: Kept, random: Draw): readonly Follow[] {
  return [
    ...historyTasks.map((task) => taskOf(kept, random, task)),
    ...caches.map((cache) => cacheOf(kept, random, cache)),
    pending(kept, random),
    timeouts(kept, random),
    shards(kept),
  ];
}

function taskOf(kept: Kept, random: Draw, { type, per, priority }: HistoryTask): Follow {
  const labels = { namespace, operation: type, ...service, task_type: type };
  const ranked = { ...labels, task_priority: priority };
  const requests = kept.counter(metrics.taskRequests, ranked);
  const failures = kept.counter(metrics.taskErrors, labels);
  const latency = kept.histogram(metrics.taskLatency, ranked);
  const processing = kept.histogram(metrics.taskLatencyProcessing, labels);
  const queue = kept.histogram(metrics.taskLatencyQueue, { ...ranked, queue_reader_id: '0' });
  const schedule = kept.histogram(metrics.taskLatencySchedule, ranked);
  const load = kept.histogram(metrics.taskLatencyLoad, { ...labels, queue_reader_id: '0' });
  const attempts = kept.histogram(metrics.taskAttempt, labels);
  const failing = whole(random);
  const due = following(per);
  return (step) => {
    const many = due(step);
    if (many === 0) return;
    const slowness = Math.max(1, step.conditions.databaseSlowness);
    const failed = Math.min(many, failing((many * databaseTrouble(step.conditions)) / 30));
    if (failed > 0) failures.inc(failed);
    requests.inc(many + failed);
    attempts.observe(1, many - failed);
    if (failed > 0) attempts.observe(2, failed);
    each(many, (times) => {
      const loaded = around(0.002 * slowness, random);
      const waited = around(0.0004, random);
      const took = around(0.004 * slowness, random);
      load.observe(loaded, times);
      schedule.observe(waited, times);
      processing.observe(took, times);
      latency.observe(waited + took, times);
      queue.observe(loaded + waited + took, times);
    });
  };
}

interface Cache {
  readonly type: string;
  readonly operation: string;
  readonly per: Per;
  /** The share of look-ups that find nothing. */
  readonly misses: number;
}

const caches: readonly Cache[] = [
  {
    type: 'mutablestate',
    operation: 'HistoryCacheGetOrCreate',
    per: { firstTask: 3, nextTask: 3, activityTask: 3 },
    misses: 0.01,
  },
  { type: 'mutablestate', operation: 'HistoryCacheGetOrCreateCurrent', per: { started: 1 }, misses: 1 },
  { type: 'events', operation: 'EventsCacheGetEvent', per: { activityTask: 1 }, misses: 0 },
  { type: 'events', operation: 'EventsCachePutEvent', per: { started: 1, activityTask: 1 }, misses: 0 },
];

function cacheOf(kept: Kept, random: Draw, { type, operation, per, misses }: Cache): Follow {
  const labels = { cache_type: type, namespace_id: namespaceId, operation, ...service };
  const requests = kept.counter(metrics.cacheRequests, labels);
  const missed = kept.counter(metrics.cacheMiss, labels);
  const missing = whole(random);
  const due = following(per);
  return (step) => {
    const many = due(step);
    if (many > 0) requests.inc(many);
    const times = Math.min(many, missing(many * misses));
    if (times > 0) missed.inc(times);
  };
}

function pending(kept: Kept, random: Draw): Follow {
  const processors = ['TransferQueueProcessor', 'TimerQueueProcessor', 'OutboundQueueProcessor'].map((operation) =>
    kept.histogram(metrics.pendingTasks, { operation, ...service }),
  );
  return ({ counts, backlog }) => {
    if (counts.minute === 0) return;
    for (const processor of processors) {
      processor.observe(Math.round(around(3, random)) + backlog.Activity, counts.minute);
    }
  };
}

/** Tasks that came to nothing in time: no worker took them, or the worker that had them did not answer. */
function timeouts(kept: Kept, random: Draw): Follow {
  const labels = {
    namespace,
    operation: 'TimerActiveTaskActivityTimeout',
    ...service,
    versioning_behavior: 'Unspecified',
    first_attempt: 'true',
  };
  const notStarted = kept.counter(metrics.scheduleToStartTimeout, labels);
  const notClosed = kept.counter(metrics.startToCloseTimeout, labels);
  const [starting, closing] = [whole(random), whole(random)];
  return ({ conditions, seconds, counts }) => {
    const late = starting((starvation(conditions) * seconds) / 20);
    if (late > 0) notStarted.inc(late);
    const lost = closing((databaseTrouble(conditions) * counts.activityTask) / 50);
    if (lost > 0) notClosed.inc(lost);
  };
}

function shards(kept: Kept): Follow {
  const labels = { operation: 'ShardController', ...service };
  const owned = kept.gauge(metrics.numShards, labels);
  // The server has been up for long: it took its shards over once.
  kept.counter(metrics.shardsCreated, labels).inc(shardCount);
  kept.counter(metrics.membershipChanged, labels).inc();
  kept.histogram(metrics.acquireShardsLatency, labels).observe(1.4);
  return () => owned.set(shardCount);
}
