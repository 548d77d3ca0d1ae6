/** What an order costs the Temporal server: requests to its services, between them, and to its database. */
import type { Per } from './step.ts';

/** `system` is of no namespace. */
export interface Operation {
  readonly operation: string;
  readonly service: 'frontend' | 'history' | 'matching' | 'worker';
  /** Of a request between services, the one asked. */
  readonly role?: 'history' | 'matching';
  readonly per: Per;
  /** Half of them take less, in seconds; `poll` waits for a task. */
  readonly median: number | 'poll';
  readonly system?: true;
}

const tasks = { firstTask: 1, nextTask: 1 };
const workflowPolls = { ...tasks, emptyWorkflowPoll: 1 };
const activityPolls = { activityTask: 1, emptyActivityPoll: 1 };
const ended = { completed: 1, failed: 1, canceled: 1, continued: 1, timedOut: 1, terminated: 1 };

/** Requests to services, by the service that answers. */
export const serviceOperations: readonly Operation[] = [
  { operation: 'StartWorkflowExecution', service: 'frontend', per: { started: 1 }, median: 0.012 },
  { operation: 'RespondWorkflowTaskCompleted', service: 'frontend', per: tasks, median: 0.009 },
  { operation: 'RespondActivityTaskCompleted', service: 'frontend', per: { activityCompleted: 1 }, median: 0.007 },
  { operation: 'RespondActivityTaskFailed', service: 'frontend', per: { activityFailed: 1 }, median: 0.007 },
  { operation: 'RequestCancelWorkflowExecution', service: 'frontend', per: { canceled: 1 }, median: 0.008 },
  { operation: 'PollWorkflowTaskQueue', service: 'frontend', per: workflowPolls, median: 'poll' },
  { operation: 'PollActivityTaskQueue', service: 'frontend', per: activityPolls, median: 'poll' },
  { operation: 'DescribeNamespace', service: 'frontend', per: { minute: 1 }, median: 0.002 },
  { operation: 'GetSystemInfo', service: 'frontend', per: { minute: 1 }, median: 0.001, system: true },
  { operation: 'StartWorkflowExecution', service: 'history', per: { started: 1 }, median: 0.009 },
  { operation: 'RecordWorkflowTaskStarted', service: 'history', per: tasks, median: 0.005 },
  { operation: 'RespondWorkflowTaskCompleted', service: 'history', per: tasks, median: 0.007 },
  { operation: 'RecordActivityTaskStarted', service: 'history', per: { activityTask: 1 }, median: 0.004 },
  { operation: 'RespondActivityTaskCompleted', service: 'history', per: { activityCompleted: 1 }, median: 0.006 },
  { operation: 'RespondActivityTaskFailed', service: 'history', per: { activityFailed: 1 }, median: 0.006 },
  { operation: 'AddWorkflowTask', service: 'matching', per: tasks, median: 0.003 },
  { operation: 'AddActivityTask', service: 'matching', per: { activityTask: 1 }, median: 0.003 },
  { operation: 'PollWorkflowTaskQueue', service: 'matching', per: workflowPolls, median: 'poll' },
  { operation: 'PollActivityTaskQueue', service: 'matching', per: activityPolls, median: 'poll' },
  { operation: 'ListNexusEndpoints', service: 'matching', per: { minute: 1 }, median: 0.001, system: true },
];

/** Requests between services, by the service that asks. */
export const clientOperations: readonly Operation[] = [
  client('frontend', 'history', 'StartWorkflowExecution', { started: 1 }, 0.01),
  client('frontend', 'history', 'RespondWorkflowTaskCompleted', tasks, 0.008),
  client('frontend', 'history', 'RespondActivityTaskCompleted', { activityCompleted: 1 }, 0.0065),
  client('frontend', 'history', 'RespondActivityTaskFailed', { activityFailed: 1 }, 0.0065),
  client('frontend', 'matching', 'PollWorkflowTaskQueue', workflowPolls, 'poll'),
  client('frontend', 'matching', 'PollActivityTaskQueue', activityPolls, 'poll'),
  client('matching', 'history', 'RecordWorkflowTaskStarted', tasks, 0.0055),
  client('matching', 'history', 'RecordActivityTaskStarted', { activityTask: 1 }, 0.0045),
  client('history', 'matching', 'AddWorkflowTask', tasks, 0.0035),
  client('history', 'matching', 'AddActivityTask', { activityTask: 1 }, 0.0035),
];

const updates = { ...tasks, activityTask: 1, activityCompleted: 1, activityFailed: 1, canceled: 1 };

/** Requests to the database that holds histories and queues. */
export const persistenceOperations: readonly Operation[] = [
  { operation: 'CreateWorkflowExecution', service: 'history', per: { started: 1 }, median: 0.004 },
  { operation: 'UpdateWorkflowExecution', service: 'history', per: updates, median: 0.003 },
  { operation: 'AppendHistoryNodes', service: 'history', per: { ...updates, started: 1 }, median: 0.002 },
  { operation: 'GetWorkflowExecution', service: 'history', per: { nextTask: 0.02, minute: 1 }, median: 0.002 },
  { operation: 'ReadHistoryBranch', service: 'history', per: { nextTask: 0.02, minute: 1 }, median: 0.003 },
  { operation: 'GetTransferTasks', service: 'history', per: { nextTask: 0.5, minute: 6 }, median: 0.002 },
  { operation: 'UpdateShard', service: 'history', per: { minute: 12 }, median: 0.002 },
  { operation: 'CreateTasks', service: 'matching', per: { activityTask: 0.05, minute: 1 }, median: 0.002 },
  { operation: 'GetTasks', service: 'matching', per: { activityTask: 0.05, minute: 4 }, median: 0.002 },
  { operation: 'UpdateTaskQueue', service: 'matching', per: { minute: 6 }, median: 0.002 },
  { operation: 'GetTaskQueueUserData', service: 'matching', per: { minute: 2 }, median: 0.002 },
  { operation: 'GetNamespace', service: 'worker', per: { minute: 1 }, median: 0.002, system: true },
  { operation: 'ListNamespaces', service: 'frontend', per: { minute: 6 }, median: 0.002, system: true },
];

export interface VisibilityOperation {
  readonly operation: string;
  readonly per: Per;
}

/** Requests to the store that lists workflows. */
export const visibilityOperations: readonly VisibilityOperation[] = [
  { operation: 'RecordWorkflowExecutionStarted', per: { started: 1 } },
  { operation: 'UpsertWorkflowExecution', per: { firstTask: 1 } },
  { operation: 'RecordWorkflowExecutionClosed', per: ended },
];

export interface HistoryTask {
  readonly type: string;
  readonly per: Per;
  readonly priority: 'high' | 'low';
}

/** Tasks that the history service gives itself. */
export const historyTasks: readonly HistoryTask[] = [
  { type: 'TransferActiveTaskWorkflowTask', per: tasks, priority: 'high' },
  { type: 'TransferActiveTaskActivity', per: { activityCompleted: 1 }, priority: 'high' },
  { type: 'TransferActiveTaskCloseExecution', per: ended, priority: 'high' },
  { type: 'TimerActiveTaskActivityRetryTimer', per: { activityFailed: 1 }, priority: 'high' },
  { type: 'TimerActiveTaskActivityTimeout', per: { activityTask: 1 }, priority: 'low' },
  { type: 'TimerActiveTaskWorkflowTaskTimeout', per: tasks, priority: 'low' },
];

function client(
  service: 'frontend' | 'history' | 'matching',
  role: 'history' | 'matching',
  operation: string,
  per: Per,
  median: number | 'poll',
): Operation {
  const asked = role === 'history' ? 'History' : 'Matching';
  return { operation: `${asked}Client${operation}`, service, role, per, median };
}
