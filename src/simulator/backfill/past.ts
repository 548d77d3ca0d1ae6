/** The simulated system, from a moment on, as history looks at it. */
import type { Catalogue } from '../../metrics/catalogue.ts';
import { partsOfSystem } from '../parts.ts';
import { batchJobs } from '../pushgateway/batch-jobs.ts';
import { addressOf, targets, type TargetName } from '../targets.ts';
import { createSimulation } from '../world.ts';
import type { Past, Source } from './history.ts';

export interface PastOptions {
  readonly catalogue: Catalogue;
  /** When it begins, in Unix seconds. */
  readonly start: number;
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
}

/** The same simulation as the live one, in time of its own. Batch jobs are in it as a Pushgateway would show them. */
export async function createPast(options: PastOptions): Promise<Past> {
  const { catalogue, start, seed, rate, without, environment, host, port } = options;
  const simulation = await createSimulation({ catalogue, start, seed, rate, without, parts: partsOfSystem() });
  const jobs = batchJobs(seed, without);
  const pages = options.targets.map((name): Source => ({
    labels: { environment, job: targets[name].job, instance: addressOf(name, host, port) },
    page: simulation.pages[name],
    scraped: true,
  }));
  const pushed = jobs.map(({ job, instance, page }): Source => ({
    labels: { environment, job, instance },
    page,
    scraped: false,
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
