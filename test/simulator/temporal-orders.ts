/** Orders as the Temporal pages are told of them, and conditions that a test sets. */
import { catalogue, type Catalogue } from '../../src/metrics/catalogue.ts';
import { parseExposition, type ExpositionFamily } from '../../src/metrics/exposition.ts';
import { temporalProfiles, type TemporalProfileName } from '../../src/metrics/temporal-profiles.ts';
import type { IncidentName } from '../../src/policy/incidents.ts';
import type { Conditions } from '../../src/simulator/conditions.ts';
import { Instruments } from '../../src/simulator/exposition/instruments.ts';
import { page } from '../../src/simulator/exposition/write.ts';
import { activities, type Observer } from '../../src/simulator/observer.ts';
import type { PartPlan, Workers } from '../../src/simulator/part.ts';
import { Random } from '../../src/simulator/random.ts';
import type { Part } from '../../src/simulator/simulation.ts';
import { targetNames, targets, type TargetName } from '../../src/simulator/targets.ts';
import { clientSdk } from '../../src/simulator/temporal-sdk/client.ts';
import { workerSdk } from '../../src/simulator/temporal-sdk/worker.ts';
import { temporalServer } from '../../src/simulator/temporal-server/server.ts';

export const usual: Conditions = {
  demand: 1,
  paymentsRefused: 0.02,
  workers: 1,
  databaseSlowness: 1,
  stockDrains: false,
  deploys: 0,
};

/** What each incident changes; those that change nothing of Temporal's are left out. */
export const during: Readonly<Partial<Record<IncidentName, Partial<Conditions>>>> = {
  'payment-provider-down': { paymentsRefused: 0.9 },
  'workers-starved': { workers: 0.1 },
  'slow-database': { databaseSlowness: 20 },
  'order-stop': { demand: 0 },
  deploy: { deploys: 1 },
};

export interface Span {
  readonly seconds: number;
  readonly step?: number;
  /** Orders per second. */
  readonly rate?: number;
}

/** Temporal's pages in one profile, and the orders that they are told of. */
export class TemporalWorld {
  readonly catalogue: Catalogue;
  readonly pages: Readonly<Record<TargetName, Instruments>>;
  conditions = usual;
  readonly #random: Random;
  readonly #observers: Observer[] = [];
  readonly #parts: readonly Part[];
  #now = 1_800_000_000;
  #due = 0;
  #count = 0;

  constructor(
    profile: TemporalProfileName,
    seed = 1,
    plans: readonly PartPlan[] = [workerSdk, clientSdk, temporalServer],
  ) {
    const random = new Random(seed);
    this.#random = random.fork('orders');
    this.catalogue = catalogue(temporalProfiles[profile]);
    const instruments = (name: TargetName) => new Instruments(targets[name].job);
    this.pages = {
      api: instruments('api'),
      worker: instruments('worker'),
      state: instruments('state'),
      'worker-sdk': instruments('worker-sdk'),
      'api-sdk': instruments('api-sdk'),
      temporal: instruments('temporal'),
    };
    this.#parts = plans.map((plan) =>
      plan.make({
        pages: this.pages,
        catalogue: this.catalogue,
        conditions: () => this.conditions,
        workers: () => this.#workers(),
        random: random.fork(plan.name),
        begin: this.#now,
        observe: (observer) => this.#observers.push(observer),
      }),
    );
  }

  /** Every fortieth order fails, every hundredth is canceled. */
  play({ seconds, step = 5, rate = 0.5 }: Span): void {
    const random = this.#random.next;
    for (const end = this.#now + seconds; this.#now < end; this.#now += step) {
      const { workers, demand } = this.conditions;
      const waited = 0.02 / Math.max(0.002, workers ** 3);
      for (this.#due += rate * step * demand; this.#due >= 1; this.#due -= 1) {
        this.#count += 1;
        for (const observer of this.#observers) observer.workflowStarted(this.#now);
        for (const activity of activities) {
          const attempts = random() < 0.05 ? [false, true] : [true];
          for (const [index, succeeded] of attempts.entries()) {
            const one = { activity, attempt: index + 1, waited: waited * random(), took: 0.1 + random(), succeeded };
            for (const observer of this.#observers) observer.activityAttempted(this.#now, one);
          }
        }
        const outcome = this.#count % 100 === 7 ? 'canceled' : this.#count % 40 === 3 ? 'failed' : 'completed';
        for (const observer of this.#observers) observer.workflowEnded(this.#now, outcome, 3 + random() * 3);
      }
      for (const part of this.#parts) part.advance(this.#now + step);
    }
  }

  /** Goes on under what an incident changes. */
  suffer(incident: IncidentName, span: Span): void {
    this.conditions = { ...this.conditions, ...during[incident] };
    this.play(span);
  }

  async text(target: TargetName): Promise<string> {
    return page(await this.pages[target].families(), 'text');
  }

  /** The families of a page, by name. */
  async families(target: TargetName): Promise<ReadonlyMap<string, ExpositionFamily>> {
    return new Map(parseExposition(await this.text(target)).map((family) => [family.name, family]));
  }

  /** What any page of Temporal's shows, by name of the metric. */
  async shown(): Promise<ReadonlySet<string>> {
    const families = await Promise.all(targetNames.map((name) => this.pages[name].families()));
    return new Set(families.flat().map(({ metric }) => metric.name));
  }

  #workers(): Workers {
    const slots = Math.ceil(100 * this.conditions.workers);
    const starved = this.conditions.workers < 0.5;
    return { slots, busy: starved ? slots : 3, waiting: starved ? 400 : 0, open: starved ? 500 : 5 };
  }
}
