/**
 * The Temporal server, through tally: no prefix, no suffix, timers in seconds. It spells the labels `taskqueue` and
 * `workflowType`, where the SDKs write `task_queue` and `workflow_type`. It also exposes unsuffixed `temporal_*` of
 * its own system workers, so filter by job. Source: recording of 1.30, the rest as test/metrics/not-exercised.ts says.
 */
import { counter, gauge, histogram } from './define.ts';
import { temporalTasks } from './temporal-server-tasks.ts';
import { latencyBuckets } from './temporal-server-buckets.ts';

const job = 'temporal';

/** The value of `operation` under which the outcomes of workflows are counted. @public */
export const completionStats = 'CompletionStats';

const perOperation = ['namespace', 'operation', 'service_name'] as const;
const perClient = [...perOperation, 'service_role'] as const;
const perVisibility = ['operation', 'service_name', 'visibility_index_name', 'visibility_plugin_name'] as const;
const perOutcome = [...perOperation, 'namespace_state', 'taskqueue', 'workflowType'] as const;
const perBuild = [
  'build_date',
  'build_platform',
  'build_version',
  'git_revision',
  'go_version',
  'service_name',
] as const;

const services = {
  serviceRequests: counter('service_requests', {
    job,
    labels: perOperation,
    unit: 'count',
    help: 'Requests to a service of the server (frontend, history, matching).',
  }),
  serviceErrors: counter('service_errors', {
    job,
    labels: perOperation,
    unit: 'count',
    help: "Requests that failed unexpectedly: the caller's own mistakes are left out. Absent until the first.",
  }),
  serviceErrorsWithType: counter('service_error_with_type', {
    job,
    labels: [...perOperation, 'error_type'],
    unit: 'count',
    help: "All requests that ended in an error, by type, the caller's own mistakes among them.",
  }),
  serviceErrorsResourceExhausted: counter('service_errors_resource_exhausted', {
    job,
    labels: [...perOperation, 'resource_exhausted_cause', 'resource_exhausted_scope'],
    unit: 'count',
    help: 'Requests refused for load, by which limit was hit and whose it is.',
  }),
  serviceLatency: histogram('service_latency', {
    job,
    labels: perOperation,
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time to answer a request; long polls are among them.',
  }),
  serviceLatencyNoUserLatency: histogram('service_latency_nouserlatency', {
    job,
    labels: perOperation,
    unit: 'seconds',
    buckets: latencyBuckets,
    help: "Time to answer a request less what users caused: waiting for a workflow's lock, rate limits.",
  }),
  servicePendingRequests: gauge('service_pending_requests', {
    job,
    labels: perOperation,
    unit: 'count',
    help: 'Requests being answered now.',
  }),
  hostRpsLimit: gauge('host_rps_limit', {
    job,
    labels: ['service_name'],
    unit: 'count',
    help: 'Requests per second that this host admits.',
  }),
  clientRequests: counter('client_requests', {
    job,
    labels: perClient,
    unit: 'count',
    help: 'Requests from one service of the server to another, by the role of the one asked.',
  }),
  clientErrors: counter('client_errors', {
    job,
    labels: [...perClient, 'error_type'],
    unit: 'count',
    help: 'Requests between services that failed.',
  }),
  clientLatency: histogram('client_latency', {
    job,
    labels: perClient,
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time of a request between services.',
  }),
};

const persistence = {
  persistenceRequests: counter('persistence_requests', {
    job,
    labels: perOperation,
    unit: 'count',
    help: "Requests to the server's database.",
  }),
  persistenceErrors: counter('persistence_errors', {
    job,
    labels: perOperation,
    unit: 'count',
    help: "Requests to the server's database that failed unexpectedly; absent until the first.",
  }),
  persistenceErrorsWithType: counter('persistence_error_with_type', {
    job,
    labels: [...perOperation, 'error_type'],
    unit: 'count',
    help: "All requests to the server's database that ended in an error, by type; 'not found' is among them.",
  }),
  persistenceErrorsResourceExhausted: counter('persistence_errors_resource_exhausted', {
    job,
    labels: [...perOperation, 'resource_exhausted_cause', 'resource_exhausted_scope'],
    unit: 'count',
    help: 'Requests to the database that were refused for load.',
  }),
  persistenceLatency: histogram('persistence_latency', {
    job,
    labels: perOperation,
    unit: 'seconds',
    buckets: latencyBuckets,
    help: "Time of a request to the server's database.",
  }),
  visibilityPersistenceRequests: counter('visibility_persistence_requests', {
    job,
    labels: perVisibility,
    unit: 'count',
    help: 'Requests to the store that lists workflows.',
  }),
  visibilityPersistenceErrors: counter('visibility_persistence_errors', {
    job,
    labels: perVisibility,
    unit: 'count',
    help: 'Requests to the store that lists workflows that failed; absent until the first.',
  }),
  visibilityPersistenceLatency: histogram('visibility_persistence_latency', {
    job,
    labels: perVisibility,
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time of a request to the store that lists workflows.',
  }),
};

const outcomes = {
  workflowSuccess: counter('workflow_success', {
    job,
    labels: perOutcome,
    unit: 'count',
    help: 'Workflows that succeeded; match operation="CompletionStats".',
  }),
  workflowFailed: counter('workflow_failed', {
    job,
    labels: perOutcome,
    unit: 'count',
    help: 'Workflows that failed; match operation="CompletionStats".',
  }),
  workflowTimeout: counter('workflow_timeout', {
    job,
    labels: perOutcome,
    unit: 'count',
    help: 'Workflows that timed out; no SDK sees those.',
  }),
  workflowTerminate: counter('workflow_terminate', {
    job,
    labels: perOutcome,
    unit: 'count',
    help: 'Workflows that were terminated; no SDK sees those.',
  }),
  workflowCancel: counter('workflow_cancel', {
    job,
    labels: perOutcome,
    unit: 'count',
    help: 'Workflows that were canceled.',
  }),
  workflowContinuedAsNew: counter('workflow_continued_as_new', {
    job,
    labels: perOutcome,
    unit: 'count',
    help: 'Workflow runs that ended by continuing as a new run.',
  }),
  workflowScheduleToCloseLatency: histogram('workflow_schedule_to_close_latency', {
    job,
    labels: perOutcome,
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Time from the start of a workflow to its end.',
  }),
};

const runtime = {
  restarts: counter('restarts', {
    job,
    labels: ['service_name'],
    unit: 'count',
    help: 'Starts of a service of the server; 1 per process, so a new series marks a deploy.',
  }),
  numGoroutines: gauge('num_goroutines', { job, labels: ['service_name'], unit: 'count', help: 'Goroutines.' }),
  memoryAllocated: gauge('memory_allocated', {
    job,
    labels: ['service_name'],
    unit: 'bytes',
    help: 'Bytes of live and not yet swept objects; services in one process report the same.',
  }),
  memoryHeapInuse: gauge('memory_heapinuse', {
    job,
    labels: ['service_name'],
    unit: 'bytes',
    help: 'Heap bytes in used spans.',
  }),
  memoryGcPause: histogram('memory_gc_pause_ms', {
    job,
    labels: ['service_name'],
    unit: 'seconds',
    buckets: latencyBuckets,
    help: 'Pauses of garbage collection; through tally these are seconds, despite the name.',
  }),
  buildInformation: gauge('build_information', {
    job,
    labels: perBuild,
    unit: 'info',
    help: 'Always 1; its labels name the version.',
  }),
};

export const temporalServer = { ...services, ...persistence, ...outcomes, ...temporalTasks, ...runtime };
