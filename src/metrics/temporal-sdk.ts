/**
 * The Temporal SDK in the worker, and its client in the API: what every SDK has. What only one family has is in
 * temporal-sdk-extra.ts. Base names are written here, wire names follow from the profile.
 */
import {
  coreSdks,
  goSdk,
  onActivity,
  onLongRequest,
  onPollerType,
  onQueue,
  onRequest,
  onWorkerType,
  onWorkflow,
} from './temporal-labels.ts';
import type { TemporalProfile } from './temporal-profiles.ts';
import { temporalWriter } from './temporal-writer.ts';

const job = 'order_processing_worker';
/** The API starts workflows through a client, which counts its requests. */
const clients = ['order_processing_worker', 'order_processing_api'] as const;

export type TemporalSdk = ReturnType<typeof temporalSdk>;

/** The metrics of the SDK that writes in this profile. */
export function temporalSdk(profile: TemporalProfile) {
  return { ...workflows(profile), ...activities(profile), ...requests(profile), ...worker(profile), ...nexus(profile) };
}

function workflows(profile: TemporalProfile) {
  const { count, timer } = temporalWriter(profile);
  return {
    workflowCompleted: count('temporal_workflow_completed', {
      job,
      ...onWorkflow,
      help: 'Workflows that ended in success; failures are not among them.',
    }),
    workflowFailed: count('temporal_workflow_failed', { job, ...onWorkflow, help: 'Workflows that ended in failure.' }),
    workflowCanceled: count('temporal_workflow_canceled', { job, ...onWorkflow, help: 'Workflows canceled.' }),
    workflowContinueAsNew: count('temporal_workflow_continue_as_new', {
      job,
      ...onWorkflow,
      help: 'Workflow runs that ended by continuing as a new run.',
    }),
    workflowEndToEndLatency: timer('temporal_workflow_endtoend_latency', {
      job,
      ...onWorkflow,
      group: 'workflow',
      help: 'Time from the start of a workflow run to its end; one that is stuck never reports.',
    }),
    workflowTaskScheduleToStartLatency: timer('temporal_workflow_task_schedule_to_start_latency', {
      job,
      ...onQueue,
      group: 'scheduleToStart',
      help: 'Time a workflow task waited for a worker; it grows when workers are too few.',
    }),
    workflowTaskExecutionLatency: timer('temporal_workflow_task_execution_latency', {
      job,
      ...onWorkflow,
      group: 'workflowTask',
      help: 'Time the worker spent on a workflow task; Core buckets end at 1 s.',
    }),
    workflowTaskReplayLatency: timer('temporal_workflow_task_replay_latency', {
      job,
      ...onWorkflow,
      group: 'workflowTask',
      help: 'Time to replay the history before a workflow task.',
    }),
    workflowTaskExecutionFailed: count('temporal_workflow_task_execution_failed', {
      job,
      labels: [...onWorkflow.labels, 'failure_reason'],
      partialLabels: onWorkflow.partialLabels,
      help: 'Workflow tasks that failed, by reason: NonDeterminismError is a deploy that broke running workflows.',
    }),
    workflowTaskQueuePollEmpty: count('temporal_workflow_task_queue_poll_empty', {
      job,
      ...onQueue,
      help: 'Polls for workflow tasks that came back with nothing.',
    }),
    workflowTaskQueuePollSucceed: count('temporal_workflow_task_queue_poll_succeed', {
      job,
      ...onQueue,
      help: 'Polls for workflow tasks that came back with a task.',
    }),
  };
}

function activities(profile: TemporalProfile) {
  const { count, timer } = temporalWriter(profile);
  return {
    activityScheduleToStartLatency: timer('temporal_activity_schedule_to_start_latency', {
      job,
      ...onQueue,
      group: 'scheduleToStart',
      help: 'Time an activity waited for a worker.',
    }),
    activityExecutionLatency: timer('temporal_activity_execution_latency', {
      job,
      ...onActivity,
      group: 'activityExecution',
      help: 'Time of one attempt of an activity, whatever its outcome.',
    }),
    activitySucceedEndToEndLatency: timer('temporal_activity_succeed_endtoend_latency', {
      job,
      ...onActivity,
      group: 'other',
      help: 'Time from scheduling to success over all attempts; its count is the number of activities that succeeded.',
    }),
    activityExecutionFailed: count('temporal_activity_execution_failed', {
      job,
      labels: onActivity.labels,
      partialLabels: { ...onActivity.partialLabels, failure_reason: coreSdks },
      help: 'Attempts of activities that failed: each retry counts, so it is not the number of failed activities.',
    }),
    activityPollNoTask: count('temporal_activity_poll_no_task', {
      job,
      ...onQueue,
      help: 'Polls for activities that came back with nothing.',
    }),
    localActivityTotal: count('temporal_local_activity_total', {
      job,
      ...onActivity,
      help: 'Local activities run; the base name ends in total already.',
    }),
    localActivityExecutionFailed: count('temporal_local_activity_execution_failed', {
      job,
      labels: onActivity.labels,
      partialLabels: { ...onActivity.partialLabels, failure_reason: coreSdks },
      help: 'Attempts of local activities that failed.',
    }),
    localActivityExecutionCancelled: count('temporal_local_activity_execution_cancelled', {
      job,
      ...onActivity,
      help: 'Local activities that were cancelled; written with two l, unlike workflow_canceled.',
    }),
    localActivityExecutionLatency: timer('temporal_local_activity_execution_latency', {
      job,
      ...onActivity,
      group: 'other',
      help: 'Time of one attempt of a local activity.',
    }),
    localActivitySucceedEndToEndLatency: timer('temporal_local_activity_succeed_endtoend_latency', {
      job,
      ...onActivity,
      group: 'other',
      help: 'Time of a local activity over all attempts until success.',
    }),
  };
}

function requests(profile: TemporalProfile) {
  const { count, timer } = temporalWriter(profile);
  return {
    request: count('temporal_request', {
      job: clients,
      ...onRequest,
      help: 'Requests to the Temporal server; StartWorkflowExecution ones are the only count of workflow starts.',
    }),
    requestFailure: count('temporal_request_failure', {
      job: clients,
      labels: [...onRequest.labels, 'status_code'],
      partialLabels: onRequest.partialLabels,
      help: 'Requests to the Temporal server that failed, by gRPC status code.',
    }),
    requestLatency: timer('temporal_request_latency', {
      job: clients,
      ...onRequest,
      group: 'other',
      help: 'Time of a request to the Temporal server, retries included.',
    }),
    longRequest: count('temporal_long_request', { job, ...onLongRequest, help: 'Long polls of the Temporal server.' }),
    longRequestFailure: count('temporal_long_request_failure', {
      job,
      labels: [...onLongRequest.labels, 'status_code'],
      partialLabels: onLongRequest.partialLabels,
      help: 'Long polls that failed, by gRPC status code.',
    }),
    longRequestLatency: timer('temporal_long_request_latency', {
      job,
      ...onLongRequest,
      group: 'other',
      help: 'Time of a long poll; an idle one lasts about a minute, so that it says nothing of speed.',
    }),
  };
}

function worker(profile: TemporalProfile) {
  const { count, level } = temporalWriter(profile);
  return {
    workerStart: count('temporal_worker_start', { job, ...onQueue, help: 'Workers started: marks a deploy.' }),
    numPollers: level('temporal_num_pollers', {
      job,
      ...onPollerType,
      help: 'Pollers at work by type; the sticky type is spelled differently by Go and Core (see the profile).',
    }),
    workerTaskSlotsAvailable: level('temporal_worker_task_slots_available', {
      job,
      ...onWorkerType,
      help: 'Free task slots by worker type; at 0 the worker takes no more tasks.',
    }),
    workerTaskSlotsUsed: level('temporal_worker_task_slots_used', {
      job,
      ...onWorkerType,
      help: 'Task slots in use by worker type.',
    }),
    stickyCacheHit: count('temporal_sticky_cache_hit', {
      job,
      ...onWorkflow,
      help: 'Workflow tasks that found their workflow in the cache.',
    }),
    stickyCacheMiss: count('temporal_sticky_cache_miss', {
      job,
      ...onQueue,
      help: 'Workflow tasks whose workflow was no longer in the cache, so that its history was replayed.',
    }),
    stickyCacheSize: level('temporal_sticky_cache_size', { job, ...onQueue, help: 'Workflows in the cache.' }),
    stickyCacheTotalForcedEviction: count('temporal_sticky_cache_total_forced_eviction', {
      job,
      ...onQueue,
      help: 'Workflows put out of the cache before their end.',
    }),
  };
}

function nexus(profile: TemporalProfile) {
  const { count, timer } = temporalWriter(profile);
  const onOperation = {
    labels: onQueue.labels,
    partialLabels: { ...onQueue.partialLabels, nexus_service: goSdk, nexus_operation: goSdk },
  } as const;
  return {
    nexusPollNoTask: count('temporal_nexus_poll_no_task', {
      job,
      ...onQueue,
      help: 'Polls for Nexus tasks that came back with nothing.',
    }),
    nexusTaskScheduleToStartLatency: timer('temporal_nexus_task_schedule_to_start_latency', {
      job,
      ...onQueue,
      group: 'other',
      help: 'Time a Nexus task waited for a worker.',
    }),
    nexusTaskExecutionLatency: timer('temporal_nexus_task_execution_latency', {
      job,
      ...onOperation,
      group: 'other',
      help: 'Time of one Nexus task.',
    }),
    nexusTaskEndToEndLatency: timer('temporal_nexus_task_endtoend_latency', {
      job,
      ...onOperation,
      group: 'other',
      help: 'Time from the scheduling of a Nexus task to its answer.',
    }),
    nexusTaskExecutionFailed: count('temporal_nexus_task_execution_failed', {
      job,
      labels: [...onQueue.labels, 'failure_reason'],
      partialLabels: onOperation.partialLabels,
      help: 'Nexus tasks that failed, by reason.',
    }),
  };
}
