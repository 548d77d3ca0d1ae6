/**
 * Temporal SDK metrics that only one family of SDKs has. A dashboard that uses them works in those profiles only, and
 * must say so: hence `undefined` in the others, not an empty panel.
 */
import { goLabels, onActivity } from './temporal-labels.ts';
import type { TemporalProfile } from './temporal-profiles.ts';
import { temporalWriter } from './temporal-writer.ts';

const job = 'order_processing_worker';
const clients = ['order_processing_worker', 'order_processing_api'] as const;

export type TemporalGoOnly = ReturnType<typeof goOnly>;
export type TemporalCoreOnly = ReturnType<typeof coreOnly>;

/** What only the Go SDK has; undefined in a profile of another SDK. */
export function temporalGoOnly(profile: TemporalProfile): TemporalGoOnly | undefined {
  return profile.sdk === 'go' ? goOnly(profile) : undefined;
}

/** What only Core SDKs have; undefined in a profile of another SDK. */
export function temporalCoreOnly(profile: TemporalProfile): TemporalCoreOnly | undefined {
  return profile.sdk === 'core' ? coreOnly(profile) : undefined;
}

function goOnly(profile: TemporalProfile) {
  const { count, level } = temporalWriter(profile);
  const labels = goLabels;
  return {
    ...attempts(profile),
    pollerStart: count('temporal_poller_start', { job, labels, help: 'Pollers started.' }),
    requestResourceExhausted: count('temporal_request_resource_exhausted', {
      job: clients,
      labels: [...labels, 'operation', 'status_code', 'cause'],
      help: 'Requests that the server refused for load, by cause.',
    }),
    longRequestResourceExhausted: count('temporal_long_request_resource_exhausted', {
      job,
      labels: [...labels, 'operation', 'status_code', 'cause'],
      help: 'Long polls that the server refused for load, by cause.',
    }),
    workflowActiveThreadCount: level('temporal_workflow_active_thread_count', {
      job,
      labels,
      help: 'Goroutines that run workflow code.',
    }),
    workflowTaskNoCompletion: count('temporal_workflow_task_no_completion', {
      job,
      labels,
      help: 'Workflow tasks that ended without an answer to the server.',
    }),
    corruptedSignals: count('temporal_corrupted_signals', {
      job,
      labels,
      help: 'Signals dropped because their payload could not be decoded.',
    }),
    activityTaskError: count('temporal_activity_task_error', {
      job,
      labels,
      help: 'Activity tasks that ended in an error of the SDK or a panic, not of the activity.',
    }),
    unregisteredActivityInvocation: count('temporal_unregistered_activity_invocation', {
      job,
      labels,
      help: 'Activity tasks for a type that this worker does not have: a wrong queue or an unfinished deploy.',
    }),
    localActivityFailed: count('temporal_local_activity_failed', {
      job,
      labels,
      help: 'The former name of local_activity_execution_failed; the SDK writes both.',
    }),
    localActivityCanceled: count('temporal_local_activity_canceled', {
      job,
      labels,
      help: 'The former name of local_activity_execution_cancelled; the SDK writes both.',
    }),
    localActivityError: count('temporal_local_activity_error', {
      job,
      labels,
      help: 'Local activities that ended in a panic.',
    }),
  };
}

/** Single attempts of requests: what {@link temporalSdk} has as `request` and so on counts retried ones once. */
function attempts(profile: TemporalProfile) {
  const { count, timer } = temporalWriter(profile);
  const labels = [...goLabels, 'operation'] as const;
  return {
    requestAttempt: count('temporal_request_attempt', {
      job: clients,
      labels,
      help: 'Attempts of requests; each retry counts.',
    }),
    requestFailureAttempt: count('temporal_request_failure_attempt', {
      job: clients,
      labels: [...labels, 'status_code'],
      help: 'Attempts of requests that failed, by gRPC status code.',
    }),
    requestLatencyAttempt: timer('temporal_request_latency_attempt', {
      job: clients,
      labels,
      group: 'other',
      help: 'Time of one attempt of a request.',
    }),
    longRequestAttempt: count('temporal_long_request_attempt', { job, labels, help: 'Attempts of long polls.' }),
    longRequestFailureAttempt: count('temporal_long_request_failure_attempt', {
      job,
      labels: [...labels, 'status_code'],
      help: 'Attempts of long polls that failed, by gRPC status code.',
    }),
    longRequestLatencyAttempt: timer('temporal_long_request_latency_attempt', {
      job,
      labels,
      group: 'other',
      help: 'Time of one attempt of a long poll.',
    }),
  };
}

function coreOnly(profile: TemporalProfile) {
  const { count } = temporalWriter(profile);
  return {
    activityTaskReceived: count('temporal_activity_task_received', {
      job,
      labels: [...onActivity.labels, 'eager', 'service_name'],
      help: 'Activity tasks received, and whether they came eagerly with the answer of a workflow task.',
    }),
  };
}
