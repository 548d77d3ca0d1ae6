/** Counters that share out the same things by how they ended, so that none of them counts them all. */
import type { MetricInfo } from './metric.ts';
import { postgres } from './postgres.ts';
import { temporalProfiles, type TemporalProfile } from './temporal-profiles.ts';
import { temporalSdk } from './temporal-sdk.ts';
import { temporalServer } from './temporal-server.ts';

/** What a counter counts: of which things, and which of their outcomes. */
export interface Outcome {
  /** What is shared out: `workflows`. */
  readonly of: string;
  /** The name of its counter in the catalogue, which is the same in every profile: `workflowFailed`. */
  readonly counter: string;
}

/** The outcome that a series counts, whichever profile spells its name; undefined where it counts no outcome. */
export function outcomeOf(seriesName: string): Outcome | undefined {
  return outcomes.get(seriesName);
}

type Family = Readonly<Record<string, MetricInfo>>;

const outcomes: ReadonlyMap<string, Outcome> = new Map([
  ...Object.values(temporalProfiles).flatMap(ofSdk),
  ...ofServer(),
  ...ofDatabase(),
]);

/** Source: docs.temporal.io/references/sdk-metrics; each run of a workflow ends in one of them. */
function ofSdk(profile: TemporalProfile): readonly (readonly [string, Outcome])[] {
  const { workflowCompleted, workflowFailed, workflowCanceled, workflowContinueAsNew, ...sdk } = temporalSdk(profile);
  const { stickyCacheHit, stickyCacheMiss, workflowTaskQueuePollEmpty, workflowTaskQueuePollSucceed } = sdk;
  return [
    ...family('workflows', { workflowCompleted, workflowFailed, workflowCanceled, workflowContinueAsNew }),
    ...family('look-ups in the cache', { stickyCacheHit, stickyCacheMiss }),
    ...family('polls', { workflowTaskQueuePollEmpty, workflowTaskQueuePollSucceed }),
  ];
}

/** Source: the server's metric definitions; a recording of 1.30 has them. */
function ofServer(): readonly (readonly [string, Outcome])[] {
  const { workflowSuccess, workflowFailed, workflowTimeout, workflowTerminate, workflowCancel } = temporalServer;
  const { workflowContinuedAsNew, activitySuccess, activityFail } = temporalServer;
  return [
    ...family('workflows', {
      workflowSuccess,
      workflowFailed,
      workflowTimeout,
      workflowTerminate,
      workflowCancel,
      workflowContinuedAsNew,
    }),
    ...family('activities', { activitySuccess, activityFail }),
  ];
}

/** Source: PostgreSQL's view pg_stat_database. */
function ofDatabase(): readonly (readonly [string, Outcome])[] {
  const { xactCommit, xactRollback, blksHit, blksRead } = postgres;
  return [...family('transactions', { xactCommit, xactRollback }), ...family('blocks', { blksHit, blksRead })];
}

function family(of: string, counters: Family): readonly (readonly [string, Outcome])[] {
  return Object.entries(counters).flatMap(([counter, { name, variants }]) =>
    [name, ...variants.map((variant) => variant.name)].map((spelling) => [spelling, { of, counter }] as const),
  );
}
