/** The simulated system, from a moment on, as history looks at it. */
import type { Catalogue } from '../../metrics/catalogue.ts';
import { joiningAt } from '../late-part.ts';
import { partsOfSystem } from '../parts.ts';
import { batchJobs } from '../pushgateway/batch-jobs.ts';
import { addressOf, targets, type TargetName } from '../targets.ts';
import { createSimulation } from '../world.ts';
import type { Past, Source } from './history.ts';

export interface PastOptions {
  readonly catalogue: Catalogue;
  /** When it begins and ends, in Unix seconds. */
  readonly start: number;
  readonly end: number;
  readonly seed: number;
  /** Orders a second, on average. */
  readonly rate: number;
  /** Metrics that are not shown. */
  readonly without: ReadonlySet<string>;
  readonly environment: string;
  /** The API's, as the label `instance` names them. */
  readonly host: string;
  readonly port: number;
  /** The pages that are looked at. */
  readonly targets: readonly TargetName[];
  /** Whether Temporal's pages are there all the time, and as often as the others. */
  readonly whole: boolean;
}

const hour = 3600;

/**
 * For how long before the end Temporal's pages are looked at, in seconds. They have six times as many series as all
 * others together, and nothing that they show is compared with the week before.
 */
const reaches: Readonly<Partial<Record<TargetName, number>>> = {
  'worker-sdk': 24 * hour,
  'api-sdk': 24 * hour,
  temporal: 6 * hour,
};

/** The least time between looks at those, in seconds: two are in a minute, the shortest `$__rate_interval`. */
const sparse = 30;

/** Temporal joins so long before it is looked at, in seconds, that its rates have settled. */
const lead = hour / 2;

/** The same simulation as the live one, in time of its own. Batch jobs are in it as a Pushgateway would show them. */
export async function createPast(options: PastOptions): Promise<Past> {
  const { catalogue, start, end, seed, rate, without, environment, host, port, whole } = options;
  const reach = Math.max(0, ...options.targets.map((name) => reaches[name] ?? 0));
  const parts = partsOfSystem().map((plan) =>
    plan.name.startsWith('temporal') && !whole ? joiningAt(plan, end - reach - lead) : plan,
  );
  const simulation = await createSimulation({ catalogue, start, seed, rate, without, parts });
  const jobs = batchJobs(seed, without);
  const pages = options.targets.map((name): Source => {
    const since = whole ? undefined : reaches[name];
    return {
      labels: { environment, job: targets[name].job, instance: addressOf(name, host, port) },
      page: simulation.pages[name],
      scraped: true,
      wanted: (time) => since === undefined || (time > end - since && time % sparse === 0),
    };
  });
  const pushed = jobs.map(({ job, instance, page }): Source => ({
    labels: { environment, job, instance },
    page,
    scraped: false,
    wanted: () => true,
  }));
  return {
    sources: [...pages, ...pushed],
    advance: async (to) => {
      simulation.advance(to);
      for (const job of jobs) job.advance(to);
      await simulation.refresh();
    },
  };
}
