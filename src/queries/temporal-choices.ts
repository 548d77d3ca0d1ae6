/**
 * What a viewer chooses of Temporal, and which of it a metric can be narrowed to. A rule has no viewer and leaves all of
 * it out.
 */
import type { MetricType, TargetLabel } from '../metrics/metric.ts';
import { noLabelValue, unknownNamespace } from '../metrics/temporal-profiles.ts';
import { chosen, noneOf, where, type LabelVariable, type Selector, type Series } from '../promql/index.ts';

export interface TemporalChoices {
  readonly namespace?: LabelVariable<'namespace'>;
  readonly taskQueue?: LabelVariable<'task_queue'>;
  readonly workflowType?: LabelVariable<'workflow_type'>;
  readonly activityType?: LabelVariable<'activity_type'>;
}

type NamespaceLabel = TargetLabel | 'namespace';
type QueueLabel = NamespaceLabel | 'task_queue';
type WorkflowLabel = QueueLabel | 'workflow_type';
type ActivityLabel = WorkflowLabel | 'activity_type';

/** Series of a client: requests and long polls. Those of no namespace (`GetSystemInfo`) are left out. */
export function ofNamespace<T extends MetricType, L extends string>(
  series: Series<T, L | NamespaceLabel>,
  choices: TemporalChoices,
): Selector<T, L | NamespaceLabel> {
  const known = where<T, L | NamespaceLabel>(series, { namespace: noneOf(noLabelValue, unknownNamespace) });
  return where<T, L | NamespaceLabel>(known, byNamespace(choices));
}

/** Series of a worker on a task queue. */
export function ofQueue<T extends MetricType, L extends string>(
  series: Series<T, L | QueueLabel>,
  choices: TemporalChoices,
): Selector<T, L | QueueLabel> {
  return where<T, L | QueueLabel>(series, byQueue(choices));
}

/** Series of a type of workflow. */
export function ofWorkflow<T extends MetricType, L extends string>(
  series: Series<T, L | WorkflowLabel>,
  choices: TemporalChoices,
): Selector<T, L | WorkflowLabel> {
  return where<T, L | WorkflowLabel>(series, byWorkflow(choices));
}

/** Series of a type of activity, local ones included. */
export function ofActivity<T extends MetricType, L extends string>(
  series: Series<T, L | ActivityLabel>,
  choices: TemporalChoices,
): Selector<T, L | ActivityLabel> {
  return where<T, L | ActivityLabel>(series, byActivity(choices));
}

function byNamespace({ namespace }: TemporalChoices) {
  return { namespace: namespace && chosen(namespace) };
}

function byQueue(choices: TemporalChoices) {
  const { taskQueue } = choices;
  return { ...byNamespace(choices), task_queue: taskQueue && chosen(taskQueue) };
}

function byWorkflow(choices: TemporalChoices) {
  const { workflowType } = choices;
  return { ...byQueue(choices), workflow_type: workflowType && chosen(workflowType) };
}

function byActivity(choices: TemporalChoices) {
  const { activityType } = choices;
  return { ...byWorkflow(choices), activity_type: activityType && chosen(activityType) };
}
