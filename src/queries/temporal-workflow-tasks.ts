/** Workflow tasks: the steps in which a worker advances workflows. */
import type { Catalogue } from '../metrics/catalogue.ts';
import { by, rate, sum, withPartial, type By, type Range, type Vector } from '../promql/index.ts';
import { ofQueue, ofWorkflow, type TemporalChoices } from './temporal-choices.ts';
import { secondsQuantile } from './temporal-timers.ts';

export function workflowTaskQueries({ temporalSdk: sdk, temporalProfile }: Catalogue, choices: TemporalChoices) {
  const execution = ofWorkflow(sdk.workflowTaskExecutionLatency, choices);
  const replay = ofWorkflow(sdk.workflowTaskReplayLatency, choices);
  const executed = ofWorkflow(sdk.workflowTaskExecutionLatency.count, choices);
  const failed = ofWorkflow(sdk.workflowTaskExecutionFailed, choices);
  const empty = ofQueue(sdk.workflowTaskQueuePollEmpty, choices);
  // In Go this one has the type of the workflow, which an empty poll cannot have: the two are compared by queue.
  const filled = ofQueue(sdk.workflowTaskQueuePollSucceed, choices);

  /** In Go the wait is known by type of workflow, in Core by queue only. */
  function wait<K extends 'environment' | 'namespace' | 'task_queue'>(
    phi: number,
    grouping: By<K>,
    window?: Range,
  ): Vector<K> {
    const timer = sdk.workflowTaskScheduleToStartLatency;
    return temporalProfile.sdk === 'go'
      ? secondsQuantile(phi, ofWorkflow(withPartial(timer, 'workflow_type'), choices), grouping, window)
      : secondsQuantile(phi, ofQueue(timer, choices), grouping, window);
  }

  return {
    /** Tasks done per second. */
    workflowTasks(window?: Range): Vector<'namespace' | 'workflow_type'> {
      return sum(rate(executed, window), by('namespace', 'workflow_type'));
    },
    /** Quantile of the time that a task waits for a worker, in seconds: of all, */
    workflowTaskWait(phi: number, window?: Range): Vector<'environment'> {
      return wait(phi, by('environment'), window);
    },
    /** and of each queue. */
    workflowTaskWaitByQueue(phi: number, window?: Range): Vector<'environment' | 'namespace' | 'task_queue'> {
      return wait(phi, by('environment', 'namespace', 'task_queue'), window);
    },
    /** Quantile of the time that a worker spends on a task, in seconds. */
    workflowTaskExecution(phi: number, window?: Range): Vector<'environment' | 'namespace' | 'workflow_type'> {
      return secondsQuantile(phi, execution, by('environment', 'namespace', 'workflow_type'), window);
    },
    /** Quantile of the time to replay the history before a task, in seconds. */
    workflowTaskReplay(phi: number, window?: Range): Vector<'environment' | 'namespace' | 'workflow_type'> {
      return secondsQuantile(phi, replay, by('environment', 'namespace', 'workflow_type'), window);
    },
    /** Tasks that failed, per second. */
    workflowTaskFailures(window?: Range): Vector<'namespace' | 'workflow_type' | 'failure_reason'> {
      return sum(rate(failed, window), by('namespace', 'workflow_type', 'failure_reason'));
    },
    /** Polls that came back with nothing, per second. */
    emptyWorkflowPolls(window?: Range): Vector<'namespace' | 'task_queue'> {
      return sum(rate(empty, window), by('namespace', 'task_queue'));
    },
    /** Polls that came back with a task, per second. */
    filledWorkflowPolls(window?: Range): Vector<'namespace' | 'task_queue'> {
      return sum(rate(filled, window), by('namespace', 'task_queue'));
    },
  };
}
