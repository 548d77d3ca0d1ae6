/**
 * Metrics of the Temporal SDKs that a system in good order does not show, by their names in the catalogue, each with the
 * incident that brings it. The SDKs write a counter only once it has counted something.
 */
import type { TemporalCoreOnly, TemporalGoOnly } from '../../metrics/temporal-sdk-extra.ts';
import type { TemporalSdk } from '../../metrics/temporal-sdk.ts';
import type { IncidentName } from '../../policy/incidents.ts';

type Property = keyof TemporalSdk | keyof TemporalGoOnly | keyof TemporalCoreOnly;

/** Starved workers bring failed workflow tasks too, with another reason. */
export const sdkBroughtBy: Readonly<Partial<Record<Property, IncidentName>>> = {
  workflowTaskExecutionFailed: 'deploy',
  unregisteredActivityInvocation: 'deploy',
  activityTaskError: 'deploy',
  localActivityError: 'deploy',
  workflowTaskNoCompletion: 'workers-starved',
  requestResourceExhausted: 'slow-database',
  longRequestResourceExhausted: 'slow-database',
};

const noNexus = 'orders are processed without Nexus';

/** What no incident brings, and why. */
export const sdkLacks: Readonly<Partial<Record<Property, string>>> = {
  nexusPollNoTask: noNexus,
  nexusTaskScheduleToStartLatency: noNexus,
  nexusTaskExecutionLatency: noNexus,
  nexusTaskEndToEndLatency: noNexus,
  nexusTaskExecutionFailed: noNexus,
  corruptedSignals: 'orders are processed without signals',
};
