/** The series of a worker: which there are, and what their labels mean. */
import type { Catalogue } from '../../metrics/catalogue.ts';
import { activities, type Activity } from '../observer.ts';
import { activityTypes, localActivityType, taskQueue, workflowType } from './names.ts';
import { longPolls, ofNoNamespace, operationOn, requests } from './requests.ts';
import type { SdkPage } from './sdk-page.ts';

const queue = { task_queue: taskQueue };
const workflow = { ...queue, workflow_type: workflowType };

const workerTypes = ['WorkflowWorker', 'ActivityWorker', 'LocalActivityWorker'] as const;
export type WorkerType = (typeof workerTypes)[number];

/** What a worker has unless told otherwise: slots for workflow tasks and local activities, and room in its cache. */
const sizes = { go: { slots: 1000, cache: 10_000 }, core: { slots: 100, cache: 1000 } };
/** How many pollers it is given. */
export const pollers = { workflow: 2, sticky: 8, activity: 10 };

export type WorkerSeries = ReturnType<typeof workerSeries>;

export function workerSeries(page: SdkPage, catalogue: Catalogue) {
  const { temporalProfile: profile, temporalSdk: sdk } = catalogue;
  const calls = requests(catalogue);
  // Go's long polls and most of its requests do not say on which queue; Core's long polls do.
  const polls = longPolls(catalogue);
  const polled = profile.sdk === 'go' ? {} : queue;
  const slots = (type: WorkerType) => ({
    used: page.gauge(sdk.workerTaskSlotsUsed, { ...queue, worker_type: type }),
    available: page.gauge(sdk.workerTaskSlotsAvailable, { ...queue, worker_type: type }),
  });
  return {
    size: sizes[profile.sdk],
    outcomes: {
      completed: page.counter(sdk.workflowCompleted, workflow),
      failed: page.counter(sdk.workflowFailed, workflow),
      canceled: page.counter(sdk.workflowCanceled, workflow),
    },
    continued: page.counter(sdk.workflowContinueAsNew, workflow),
    endToEnd: page.timer(sdk.workflowEndToEndLatency, workflow),
    tasks: {
      wait: page.timer(sdk.workflowTaskScheduleToStartLatency, workflow),
      execution: page.timer(sdk.workflowTaskExecutionLatency, workflow),
      replay: page.timer(sdk.workflowTaskReplayLatency, workflow),
      nonDeterministic: page.counter(sdk.workflowTaskExecutionFailed, {
        ...workflow,
        failure_reason: 'NonDeterminismError',
      }),
      failed: page.counter(sdk.workflowTaskExecutionFailed, { ...workflow, failure_reason: 'WorkflowError' }),
      pollSucceed: page.counter(sdk.workflowTaskQueuePollSucceed, workflow),
      pollEmpty: page.counter(sdk.workflowTaskQueuePollEmpty, queue),
      poll: operationOn(page, polls, 'PollWorkflowTaskQueue', polled),
      completed: operationOn(page, calls, 'RespondWorkflowTaskCompleted', { workflow_type: workflowType }),
      refused: operationOn(page, calls, 'RespondWorkflowTaskFailed', { workflow_type: workflowType }),
    },
    cache: {
      hit: page.counter(sdk.stickyCacheHit, workflow),
      miss: page.counter(sdk.stickyCacheMiss, workflow),
      size: page.gauge(sdk.stickyCacheSize, workflow),
      evicted: page.counter(sdk.stickyCacheTotalForcedEviction, queue),
    },
    activities: byActivity((activity) => activitySeries(page, catalogue, activity)),
    activityPoll: operationOn(page, polls, 'PollActivityTaskQueue', polled),
    activityPollEmpty: page.counter(sdk.activityPollNoTask, queue),
    local: localSeries(page, catalogue),
    slots: {
      WorkflowWorker: slots('WorkflowWorker'),
      ActivityWorker: slots('ActivityWorker'),
      LocalActivityWorker: slots('LocalActivityWorker'),
    },
    // Go counts each kind of worker; in Core, which does not tell them apart, it is one series.
    started: new Set(workerTypes.map((type) => page.counter(sdk.workerStart, { ...queue, worker_type: type }))),
    pollers: {
      workflow: page.gauge(sdk.numPollers, { ...queue, poller_type: 'workflow_task' }),
      sticky: page.gauge(sdk.numPollers, { ...queue, poller_type: profile.stickyPoller }),
      activity: page.gauge(sdk.numPollers, { ...queue, poller_type: 'activity_task' }),
    },
    info: operationOn(page, calls, 'GetSystemInfo', ofNoNamespace),
    // Go says the queue here: its worker asks for itself.
    described: operationOn(page, calls, 'DescribeNamespace', queue),
    go: goSeries(page, catalogue),
  };
}

function activitySeries(page: SdkPage, catalogue: Catalogue, activity: Activity) {
  const { temporalSdk: sdk, temporalCoreOnly: core } = catalogue;
  const calls = requests(catalogue);
  const type = { workflow_type: workflowType, activity_type: activity };
  const labels = { ...queue, ...type };
  return {
    wait: page.timer(sdk.activityScheduleToStartLatency, labels),
    execution: page.timer(sdk.activityExecutionLatency, labels),
    succeeded: page.timer(sdk.activitySucceedEndToEndLatency, labels),
    failed: page.counter(sdk.activityExecutionFailed, { ...labels, failure_reason: 'ActivityError' }),
    received: core && page.counter(core.activityTaskReceived, { ...labels, eager: 'false' }),
    respondCompleted: operationOn(page, calls, 'RespondActivityTaskCompleted', type),
    respondFailed: operationOn(page, calls, 'RespondActivityTaskFailed', type),
  };
}

function localSeries(page: SdkPage, { temporalSdk: sdk, temporalGoOnly: go }: Catalogue) {
  const labels = { ...queue, workflow_type: workflowType, activity_type: localActivityType };
  const failed = { ...labels, failure_reason: 'ActivityError' };
  return {
    total: page.counter(sdk.localActivityTotal, labels),
    execution: page.timer(sdk.localActivityExecutionLatency, labels),
    succeeded: page.timer(sdk.localActivitySucceedEndToEndLatency, labels),
    failed: [sdk.localActivityExecutionFailed, ...(go === undefined ? [] : [go.localActivityFailed])].map((metric) =>
      page.counter(metric, failed),
    ),
    cancelled: [sdk.localActivityExecutionCancelled, ...(go === undefined ? [] : [go.localActivityCanceled])].map(
      (metric) => page.counter(metric, labels),
    ),
  };
}

/** What only Go's worker writes; undefined in a Core profile. */
function goSeries(page: SdkPage, { temporalGoOnly: go }: Catalogue) {
  if (go === undefined) return undefined;
  const last = activityTypes.at(-1) ?? 'none';
  return {
    pollersStarted: workerTypes.map((type) => page.counter(go.pollerStart, { ...queue, worker_type: type })),
    threads: page.gauge(go.workflowActiveThreadCount, workflow),
    noCompletion: page.counter(go.workflowTaskNoCompletion, workflow),
    // A deploy that is not finished everywhere: the activity is not registered yet, or panics.
    unregistered: page.counter(go.unregisteredActivityInvocation, { ...queue, activity_type: last }),
    activityError: page.counter(go.activityTaskError, { ...queue, workflow_type: workflowType, activity_type: last }),
    localError: page.counter(go.localActivityError, {
      ...queue,
      workflow_type: workflowType,
      activity_type: localActivityType,
    }),
  };
}

export function byActivity<T>(make: (activity: Activity) => T): Readonly<Record<Activity, T>> {
  const [validate, pay, reserve, ship, finish] = activities;
  return {
    [validate]: make(validate),
    [pay]: make(pay),
    [reserve]: make(reserve),
    [ship]: make(ship),
    [finish]: make(finish),
  };
}
