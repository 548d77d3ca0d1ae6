/** The Temporal server's task queues (matching), its history tasks, and activities as it sees them. */
import { counter, gauge, histogram } from './define.ts';
import { countBuckets, latencyBuckets } from './temporal-server-buckets.ts';

const job = 'temporal';

const perPartition = ['namespace', 'operation', 'partition', 'service_name', 'task_type', 'taskqueue'] as const;
const perQueue = [...perPartition, 'namespace_state', 'worker_version'] as const;
const perTask = ['namespace', 'operation', 'service_name', 'task_type'] as const;
const perActivity = [
  'activityType',
  'namespace',
  'operation',
  'service_name',
  'taskqueue',
  'versioning_behavior',
  'workflowType',
] as const;
const perTimeout = ['namespace', 'operation', 'service_name', 'versioning_behavior', 'first_attempt'] as const;

const queues = {
  approximateBacklogCount: gauge('approximate_backlog_count', {
    job,
    labels: [...perQueue, 'task_priority'],
    unit: 'count',
    help: 'Tasks that wait in a task queue, roughly.',
  }),
  approximateBacklogAge: gauge('approximate_backlog_age_seconds', {
    job,
    labels: perQueue,
    unit: 'seconds',
    help: 'Age of the oldest task that waits in a task queue.',
  }),
  pollSuccess: counter('poll_success', {
    job,
    labels: perQueue,
    unit: 'count',
    help: 'Polls that got a task.',
  }),
  pollSuccessSync: counter('poll_success_sync', {
    job,
    labels: perQueue,
    unit: 'count',
    help: 'Polls that got a task straight from its producer, without the database: the healthy case.',
  }),
  pollTimeouts: counter('poll_timeouts', {
    job,
    labels: perQueue,
    unit: 'count',
    help: 'Polls that got nothing: normal when there is little to do.',
  }),
  pollLatency: histogram('poll_latency', {
    job,
    labels: [...perQueue, 'forwarded', 'task_priority'],
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time that a poll waited.',
  }),
  noPollerTasks: counter('no_poller_tasks', {
    job,
    labels: [...perPartition, 'namespace_state'],
    unit: 'count',
    help: 'Tasks added to a queue that nobody has polled for two minutes: its worker is gone.',
  }),
  syncMatchLatency: histogram('syncmatch_latency', {
    job,
    labels: perPartition,
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time to hand over a task without the database.',
  }),
  asyncMatchLatency: histogram('asyncmatch_latency', {
    job,
    labels: perPartition,
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time to hand over a task that went through the database.',
  }),
  taskDispatchLatency: histogram('task_dispatch_latency', {
    job,
    labels: [...perQueue, 'forwarded', 'source', 'task_priority'],
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time from the creation of a task to its hand-over, by where it came from.',
  }),
  taskScheduleToStartLatency: histogram('task_schedule_to_start_latency', {
    job,
    labels: perPartition,
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time a task waited for a worker, as the server saw it.',
  }),
  loadedTaskQueues: gauge('loaded_task_queue_count', {
    job,
    labels: ['namespace', 'operation', 'service_name', 'task_type'],
    unit: 'count',
    help: 'Task queues in memory.',
  }),
};

const history = {
  taskRequests: counter('task_requests', {
    job,
    labels: [...perTask, 'task_priority'],
    unit: 'count',
    help: 'History tasks processed.',
  }),
  taskErrors: counter('task_errors', {
    job,
    labels: perTask,
    unit: 'count',
    help: 'History tasks that failed unexpectedly; absent until the first.',
  }),
  taskLatency: histogram('task_latency', {
    job,
    labels: [...perTask, 'task_priority'],
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time to process a history task over all attempts.',
  }),
  taskLatencyProcessing: histogram('task_latency_processing', {
    job,
    labels: perTask,
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time of one attempt at a history task.',
  }),
  taskLatencyQueue: histogram('task_latency_queue', {
    job,
    labels: [...perTask, 'task_priority', 'queue_reader_id'],
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time from the creation of a history task to its end.',
  }),
  taskLatencySchedule: histogram('task_latency_schedule', {
    job,
    labels: [...perTask, 'task_priority'],
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time a loaded history task waited for its turn.',
  }),
  taskLatencyLoad: histogram('task_latency_load', {
    job,
    labels: [...perTask, 'queue_reader_id'],
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time from the creation of a history task until it was loaded.',
  }),
  taskAttempt: histogram('task_attempt', {
    job,
    labels: perTask,
    unit: 'count',
    buckets: countBuckets,
    help: 'Attempts that history tasks took.',
  }),
  pendingTasks: histogram('pending_tasks', {
    job,
    labels: ['operation', 'service_name'],
    unit: 'count',
    buckets: countBuckets,
    help: 'History tasks in memory, over the shards.',
  }),
  numShards: gauge('numshards_gauge', {
    job,
    labels: ['operation', 'service_name'],
    unit: 'count',
    help: 'History shards that this host owns; the sum over hosts is fixed.',
  }),
  shardsCreated: counter('sharditem_created_count', {
    job,
    labels: ['operation', 'service_name'],
    unit: 'count',
    help: 'History shards taken over: a burst is a change of membership.',
  }),
  acquireShardsLatency: histogram('acquire_shards_latency', {
    job,
    labels: ['operation', 'service_name'],
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time to take over shards.',
  }),
  membershipChanged: counter('membership_changed_count', {
    job,
    labels: ['operation', 'service_name'],
    unit: 'count',
    help: 'Changes of which hosts are members.',
  }),
  cacheRequests: counter('cache_requests', {
    job,
    labels: ['cache_type', 'namespace_id', 'operation', 'service_name'],
    unit: 'count',
    help: 'Look-ups in a cache, by kind of cache.',
  }),
  cacheMiss: counter('cache_miss', {
    job,
    labels: ['cache_type', 'namespace_id', 'operation', 'service_name'],
    unit: 'count',
    help: 'Look-ups in a cache that found nothing.',
  }),
};

const activities = {
  activitySuccess: counter('activity_success', {
    job,
    labels: perActivity,
    unit: 'count',
    help: 'Activities that succeeded, each counted once whatever its attempts.',
  }),
  activityFail: counter('activity_fail', {
    job,
    labels: perActivity,
    unit: 'count',
    help: 'Activities that failed for good: no more retries.',
  }),
  activityTaskFail: counter('activity_task_fail', {
    job,
    labels: perActivity,
    unit: 'count',
    help: 'Attempts of activities that failed.',
  }),
  scheduleToStartTimeout: counter('schedule_to_start_timeout', {
    job,
    labels: perTimeout,
    unit: 'count',
    help: 'Tasks that no worker took in time.',
  }),
  startToCloseTimeout: counter('start_to_close_timeout', {
    job,
    labels: perTimeout,
    unit: 'count',
    help: 'Tasks that a worker took and did not finish in time.',
  }),
};

export const temporalTasks = { ...queues, ...history, ...activities };
