/**
 * Labels of the Temporal SDKs' metrics. Go puts the same six on every series and fills the meaningless ones with
 * `none`; Core puts only those that mean something. `labels` are what both have; the rest is partial.
 */

/** Values of `partialLabels`: which SDKs have the label. */
export const goSdk = 'Go SDK';
export const coreSdks = 'Core SDKs';

const client = { client_name: goSdk, service_name: coreSdks } as const;

/** One per task queue and worker. */
export const onQueue = {
  labels: ['namespace', 'task_queue'],
  partialLabels: { ...client, worker_type: goSdk, workflow_type: goSdk, activity_type: goSdk },
} as const;

/** One per kind of worker: WorkflowWorker, ActivityWorker, LocalActivityWorker. */
export const onWorkerType = {
  labels: ['namespace', 'task_queue', 'worker_type'],
  partialLabels: { ...client, workflow_type: goSdk, activity_type: goSdk },
} as const;

/** One per kind of poller. */
export const onPollerType = {
  labels: ['namespace', 'task_queue', 'poller_type'],
  partialLabels: onQueue.partialLabels,
} as const;

export const onWorkflow = {
  labels: ['namespace', 'task_queue', 'workflow_type'],
  partialLabels: { ...client, worker_type: goSdk, activity_type: goSdk },
} as const;

export const onActivity = {
  labels: ['namespace', 'task_queue', 'workflow_type', 'activity_type'],
  partialLabels: { ...client, worker_type: goSdk },
} as const;

/** In Go most requests carry `task_queue="none"`: a filter by queue empties the panel. */
export const onRequest = {
  labels: ['namespace', 'operation'],
  partialLabels: { ...onQueue.partialLabels, task_queue: goSdk },
} as const;

/** As {@link onRequest}; Core's long polls do carry their task queue. */
export const onLongRequest = {
  labels: ['namespace', 'operation', 'task_queue'],
  partialLabels: onQueue.partialLabels,
} as const;

/** What every series of the Go SDK has. */
export const goLabels = [
  'namespace',
  'client_name',
  'worker_type',
  'workflow_type',
  'activity_type',
  'task_queue',
] as const;
