/**
 * How a Temporal SDK's metrics are spelled on the wire. The catalogue holds base names; a profile derives the rest.
 * Source: recordings of the Go SDK 1.38 (contrib/tally 0.2.0) and of the TypeScript SDK 1.24 (Core).
 */

/** Timers that share a set of default buckets in Core. */
export type TimerGroup = 'workflow' | 'workflowTask' | 'scheduleToStart' | 'activityExecution' | 'other';

export interface TemporalProfile {
  readonly name: string;
  /** Which family of SDKs writes so: their labels differ, and each has metrics that the other lacks. */
  readonly sdk: 'go' | 'core';
  /** `_total` after a counter's name: never, unless the name already ends in it, or always. */
  readonly counterSuffix: 'none' | 'once' | 'always';
  /** OpenTelemetry's exporter for Go writes counters as gauges; they remain counters to `rate`. */
  readonly counterWireType?: 'gauge';
  readonly timerSuffix: '' | '_seconds' | '_milliseconds';
  readonly timerUnit: 'seconds' | 'milliseconds';
  /** Finite upper bounds, in {@link timerUnit}. */
  readonly buckets: Readonly<Record<TimerGroup, readonly number[]>>;
  /** The value of `poller_type` for pollers of the sticky queue: the SDKs put the words in another order. */
  readonly stickyPoller: 'workflow_sticky_task' | 'sticky_workflow_task';
}

/** What a label reads when it means nothing on that series (Go). Exclude it from variables. */
export const noLabelValue = 'none';

/** What `namespace` reads on requests that have none (Go). Exclude it from variables. */
export const unknownNamespace = '_unknown_';

/** The wire name of a counter. */
export function counterName(profile: TemporalProfile, base: string): string {
  const bare = profile.counterSuffix === 'none' || (profile.counterSuffix === 'once' && base.endsWith('_total'));
  return bare ? base : `${base}_total`;
}

/** The wire name of a timer, without `_bucket`, `_sum` or `_count`. */
export function timerName(profile: TemporalProfile, base: string): string {
  return base + profile.timerSuffix;
}

// Tally's own buckets end at 10 s, so the worker must be given these.
const goTallyBuckets = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300, 1800, 3600];

/** Go SDK through tally with its Prometheus naming scope: what the monitored service runs. */
const goTally: TemporalProfile = {
  name: 'go-tally',
  sdk: 'go',
  counterSuffix: 'once',
  timerSuffix: '_seconds',
  timerUnit: 'seconds',
  buckets: {
    workflow: goTallyBuckets,
    workflowTask: goTallyBuckets,
    scheduleToStart: goTallyBuckets,
    activityExecution: goTallyBuckets,
    other: goTallyBuckets,
  },
  stickyPoller: 'workflow_sticky_task',
};

const minute = 60_000;
const hour = 60 * minute;

// Core's defaults, in milliseconds. Some end early: a quantile above the last bound can't be seen.
const coreBuckets = {
  workflow: [
    100,
    500,
    1000,
    1500,
    2000,
    5000,
    10_000,
    30_000,
    minute,
    2 * minute,
    5 * minute,
    10 * minute,
    30 * minute,
    hour,
    8.5 * hour,
    24 * hour,
  ],
  workflowTask: [1, 10, 20, 50, 100, 200, 500, 1000],
  scheduleToStart: [100, 500, 1000, 5000, 10_000, 100_000, 1_000_000],
  activityExecution: [50, 100, 500, 1000, 5000, 10_000, 60_000],
  other: [50, 100, 500, 1000, 2500, 10_000],
};

/** Core SDKs (TypeScript, Python, .NET) with their defaults. */
const core: TemporalProfile = {
  name: 'core',
  sdk: 'core',
  counterSuffix: 'none',
  timerSuffix: '',
  timerUnit: 'milliseconds',
  buckets: coreBuckets,
  stickyPoller: 'sticky_workflow_task',
};

const inSeconds = (milliseconds: readonly number[]): readonly number[] => milliseconds.map((bound) => bound / 1000);

/** Core SDKs with `countersTotalSuffix`, `unitSuffix` and `useSecondsForDurations`. */
const coreSuffixed: TemporalProfile = {
  ...core,
  name: 'core-suffixed',
  counterSuffix: 'always',
  timerSuffix: '_seconds',
  timerUnit: 'seconds',
  buckets: {
    workflow: inSeconds(coreBuckets.workflow),
    workflowTask: inSeconds(coreBuckets.workflowTask),
    scheduleToStart: inSeconds(coreBuckets.scheduleToStart),
    activityExecution: inSeconds(coreBuckets.activityExecution),
    other: inSeconds(coreBuckets.other),
  },
};

/** The profiles by name. Another one (Go through OpenTelemetry, say) is one more value here. */
export const temporalProfiles = { 'go-tally': goTally, core, 'core-suffixed': coreSuffixed };

export type TemporalProfileName = keyof typeof temporalProfiles;

/** The monitored service's own. */
export const defaultTemporalProfile: TemporalProfile = goTally;
