/** A choice of the viewer that a Temporal metric cannot be narrowed to, for it lacks the label in some SDK. */
import { temporalSdk } from '../../../src/metrics/temporal-sdk.ts';
import { defaultTemporalProfile } from '../../../src/metrics/temporal-profiles.ts';
import { ofActivity, ofQueue, ofWorkflow } from '../../../src/queries/temporal-choices.ts';

const { numPollers, request, workflowFailed } = temporalSdk(defaultTemporalProfile);

// error: 'Series<"counter", "operation" |
export const requestsOfQueue = ofQueue(request, {});
// error: 'Series<"gauge", "poller_type" |
export const pollersOfWorkflow = ofWorkflow(numPollers, {});
// error: 'Series<"counter",
export const workflowsOfActivity = ofActivity(workflowFailed, {});
