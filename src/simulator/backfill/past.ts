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
  /** Whether Temporal's pages are there all the time. */
  readonly whole: boolean;
}

const hour = 3600;

/**
 * For how long before the end Temporal's pages are looked at, in seconds. They have six times as many series as all
 * others together, and nothing that they show is compared with the week before.
 */
const reaches: Readonly<Partial<Record<TargetName, number>>> = {
  'worker-sdk': 6 * hour,
  'api-sdk': 6 * hour,
  temporal: hour,
};

/** Temporal joins so long before it is looked at, in seconds, that its rates have settled. */
const lead = hour / 2;

/** The same simulation as the live one, in time of its own. Batch jobs are in it as a Pushgateway would show them. */
export async function createPast(options: PastOptions): Promise<Past> {
  const { catalogue, start, end, seed, rate, without, environment, host, port, whole } = options;
  const sinceOf = (name: TargetName): number => (whole ? -Infinity : end - (reaches[name] ?? Infinity));
  // What no page shows is not simulated: each part draws from its own stream of chance, so the others stay as they are.
  const parts = partsOfSystem()
    .filter(({ page }) => options.targets.includes(page))
    .map((plan) => (sinceOf(plan.page) > start ? joiningAt(plan, sinceOf(plan.page) - lead) : plan));
  const simulation = await createSimulation({ catalogue, start, seed, rate, without, parts, finishedKept: 0 });
  const jobs = batchJobs(seed, without);
  const pages = options.targets.map((name): Source => {
    const since = sinceOf(name);
    return {
      labels: { environment, job: targets[name].job, instance: addressOf(name, host, port) },
      page: simulation.pages[name],
      scraped: true,
      wanted: (time) => time > since,
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
