/** The variables of a dashboard about Temporal: each offers what fits the choices before it. */
import type { QueryVariableBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Catalogue } from '../metrics/catalogue.ts';
import type { MetricType } from '../metrics/metric.ts';
import { noLabelValue } from '../metrics/temporal-profiles.ts';
import type { SelectorNode } from '../promql/ast.ts';
import { not, where, type LabelVariable, type Series } from '../promql/index.ts';
import { scope } from '../promql/scope.ts';
import { selectorOf } from '../promql/selector.ts';
import { escapeRegex } from '../promql/strings.ts';
import { ofActivity, ofNamespace, ofQueue, ofWorkflow } from '../queries/temporal-choices.ts';
import { choice } from './own.ts';
import { chosenTargets, labelValues } from './standard.ts';

/**
 * Namespace, task queue, type of workflow and of activity. What Go writes where a label means nothing (`none`,
 * `_unknown_`) is not offered.
 */
export function temporalVariables({ temporalSdk: sdk }: Catalogue) {
  const namespace = choice('namespace', 'Namespace', ofNamespace(sdk.request, {}));
  const taskQueue = choice(
    'task_queue',
    'Task queue',
    where(ofQueue(sdk.numPollers, { namespace }), { task_queue: not(noLabelValue) }),
  );
  const workflowType = choice(
    'workflow_type',
    'Workflow type',
    where(ofWorkflow(sdk.workflowTaskExecutionLatency.count, { namespace, taskQueue }), {
      workflow_type: not(noLabelValue),
    }),
  );
  const before = { namespace, taskQueue, workflowType };
  const activityType = activityChoice(
    where(ofActivity(sdk.activityExecutionLatency.count, before), { activity_type: not(noLabelValue) }),
    sdk.localActivityTotal.name,
  );
  return { namespace, taskQueue, workflowType, activityType };
}

/** Types of activities and of local ones, which are counted by another metric with the same labels. */
function activityChoice(
  activities: Series<
    MetricType,
    'activity_type' | 'environment' | 'job' | 'instance' | 'namespace' | 'task_queue' | 'workflow_type'
  >,
  local: string,
): LabelVariable<'activity_type'> & { build(): QueryVariableBuilder } {
  const label = 'activity_type';
  return {
    kind: 'label-variable',
    name: label,
    label,
    build: () => {
      const { metric, matchers } = selectorOf(activities);
      const names = [metric.name, local].map(escapeRegex).join('|');
      const both: SelectorNode = {
        kind: 'selector',
        matchers: [{ label: '__name__', operator: '=~', value: names }, ...matchers],
      };
      const scoped = scope(both, chosenTargets);
      if (scoped.kind !== 'selector') throw new TypeError(`${label}: a variable reads one selector`);
      return labelValues(label, 'Activity type', label, scoped);
    },
  };
}
