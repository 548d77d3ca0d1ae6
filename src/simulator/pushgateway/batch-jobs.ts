/** Batch jobs, which run every few minutes and leave behind how they fared. */
import { pushgateway as metrics } from '../../metrics/pushgateway.ts';
import { Instruments } from '../exposition/instruments.ts';
import { Random } from '../random.ts';
import type { Part } from '../simulation.ts';

/** What is known of a job: what it does in a run, and how long that takes, at the median. */
const kinds = [
  { job: 'settlement', every: 180, records: 240, took: 12 },
  { job: 'inventory_sync', every: 240, records: 60, took: 4 },
] as const;

/** Where a job runs, as its grouping key says. */
const instance = 'batch-1';

export class BatchJob implements Part {
  readonly job: string;
  readonly instance = instance;
  /** What the job pushes; empty before its first run. */
  readonly page: Instruments;
  readonly #every: number;
  readonly #run: (at: number) => void;
  #next: number | undefined;

  constructor({ job, every, records, took }: (typeof kinds)[number], random: Random, without?: ReadonlySet<string>) {
    this.job = job;
    this.#every = every;
    this.page = new Instruments('pushgateway', without);
    const processed = this.page.gauge(metrics.batchRecordsProcessed);
    const duration = this.page.gauge(metrics.batchDuration);
    const lastSuccess = this.page.gauge(metrics.batchLastSuccess);
    this.#run = (at) => {
      processed.set({}, Math.round(random.lognormal(records, 0.3)));
      duration.set({}, Math.round(random.lognormal(took, 0.25) * 1000) / 1000);
      lastSuccess.set({}, Math.floor(at));
    };
  }

  /** Runs the job where it is due, at first at once. After a long time without, it runs once. */
  advance(to: number): void {
    this.#next ??= to;
    if (to < this.#next) return;
    const missed = Math.floor((to - this.#next) / this.#every);
    const at = this.#next + missed * this.#every;
    this.#run(at);
    this.#next = at + this.#every;
  }

  /** When it runs next, in Unix seconds; undefined before the first run. */
  get next(): number | undefined {
    return this.#next;
  }
}

/** @param without names of metrics that no job pushes */
export function batchJobs(seed: number | string, without?: ReadonlySet<string>): readonly BatchJob[] {
  const random = new Random(seed).fork('batch-jobs');
  return kinds.map((kind) => new BatchJob(kind, random.fork(kind.job), without));
}
