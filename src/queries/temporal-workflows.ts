/** Workflows as the Temporal SDK counts them: starts at the client, ends at the worker. */
import type { Catalogue } from '../metrics/catalogue.ts';
import { by, oneOf, rate, ratio, sum, where, withPartial, type Range, type Vector } from '../promql/index.ts';
import { ofNamespace, ofWorkflow, type TemporalChoices } from './temporal-choices.ts';
import { plus } from './temporal-plus.ts';
import { secondsQuantile } from './temporal-timers.ts';

const starting = oneOf('StartWorkflowExecution', 'SignalWithStartWorkflowExecution');
const byType = by('environment', 'namespace', 'workflow_type');

export function workflowQueries({ temporalSdk: sdk, temporalProfile }: Catalogue, choices: TemporalChoices) {
  const completed = ofWorkflow(sdk.workflowCompleted, choices);
  const failed = ofWorkflow(sdk.workflowFailed, choices);
  const canceled = ofWorkflow(sdk.workflowCanceled, choices);
  const continued = ofWorkflow(sdk.workflowContinueAsNew, choices);
  const endToEnd = ofWorkflow(sdk.workflowEndToEndLatency, choices);
  return {
    /** Requests that start a workflow, per second. In Go they carry its type and queue, which most requests do not. */
    workflowStarts(window?: Range): Vector<never> {
      if (temporalProfile.sdk === 'core') {
        return sum(rate(where(ofNamespace(sdk.request, choices), { operation: starting }), window));
      }
      const requests = ofWorkflow(withPartial(sdk.request, 'task_queue', 'workflow_type'), choices);
      return sum(rate(where(requests, { operation: starting }), window));
    },

    /** Workflows that ended in success, per second. */
    workflowCompletions(window?: Range): Vector<'namespace' | 'workflow_type'> {
      return sum(rate(completed, window), by('namespace', 'workflow_type'));
    },

    /** Workflows per second that ended in success, */
    workflowsCompleted(window?: Range): Vector<never> {
      return sum(rate(completed, window));
    },
    /** in failure, */
    workflowsFailed(window?: Range): Vector<never> {
      return sum(rate(failed, window));
    },
    /** by being canceled, */
    workflowsCanceled(window?: Range): Vector<never> {
      return sum(rate(canceled, window));
    },
    /** or by continuing as a new run. */
    workflowsContinued(window?: Range): Vector<never> {
      return sum(rate(continued, window));
    },

    /** Failed workflows per workflow that failed or completed. */
    workflowFailureRatio(window?: Range): Vector<'environment' | 'namespace' | 'workflow_type'> {
      const failures = sum(rate(failed, window), byType);
      return ratio(failures, plus(failures, sum(rate(completed, window), byType)));
    },

    /** Quantile of the time from the start of a run to its end, in seconds. */
    workflowDuration(phi: number, window?: Range): Vector<'environment' | 'namespace' | 'workflow_type'> {
      return secondsQuantile(phi, endToEnd, byType, window);
    },
  };
}
