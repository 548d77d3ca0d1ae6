/**
 * The Temporal server beside the order-processing system: all that its catalogue has, from what it is told of orders. Its
 * own system workers, which write `temporal_*` of their own, are left out: those names are the SDK's, of other jobs.
 */
import type { Conditions } from '../conditions.ts';
import type { Instruments } from '../exposition/instruments.ts';
import { Kept } from '../exposition/kept.ts';
import { activities, type ActivityAttempt, type Observer, type WorkflowOutcome } from '../observer.ts';
import type { PartPlan, Workers } from '../part.ts';
import type { Part } from '../simulation.ts';
import { Recent, type Draw } from '../temporal-sdk/chance.ts';
import { starvation } from '../temporal-sdk/stress.ts';
import { history } from './history.ts';
import { outcomes } from './outcomes.ts';
import { processes } from './process.ts';
import { queues } from './queues.ts';
import { clients, errors, persistence, services, visibility, whole, type Follow } from './requests.ts';
import { noActivities, nothingHappened } from './step.ts';

/** How long after a deploy workflows that it broke are ended by hand, in seconds. */
const cleaning = 600;

export interface ServerOptions {
  readonly page: Instruments;
  readonly random: Draw;
  readonly conditions: () => Conditions;
  readonly workers: () => Workers;
}

export const temporalServer: PartPlan = {
  name: 'temporal-server',
  page: 'temporal',
  make: ({ pages, conditions, workers, random, observe }) => {
    const server = new TemporalServer({ page: pages.temporal, conditions, workers, random: random.next });
    observe(server);
    return server;
  },
};

export class TemporalServer implements Observer, Part {
  readonly #conditions: () => Conditions;
  readonly #workers: () => Workers;
  readonly #follow: readonly Follow[];
  readonly #whole: Readonly<Record<'continued' | 'timedOut' | 'terminated' | 'workflowPolls' | 'activityPolls', Whole>>;
  readonly #rate = new Recent();
  #counts = nothingHappened();
  #attempts = noActivities();
  #durations: number[] = [];
  #lastFailed = 0;
  #now: number | undefined;
  #waiting = 0;
  #deploys: number;
  #cleanedUntil = 0;

  constructor({ page, random, conditions, workers }: ServerOptions) {
    const kept = new Kept(page);
    this.#conditions = conditions;
    this.#workers = workers;
    this.#deploys = conditions().deploys;
    this.#follow = [
      ...services(kept, random),
      ...clients(kept, random),
      ...persistence(kept, random),
      ...visibility(kept, random),
      ...errors(kept, random),
      ...queues(kept, random),
      ...history(kept, random),
      ...outcomes(kept),
      ...processes(kept, random),
    ];
    this.#whole = {
      continued: whole(random),
      timedOut: whole(random),
      terminated: whole(random),
      workflowPolls: whole(random),
      activityPolls: whole(random),
    };
  }

  workflowStarted(): void {
    this.#counts.started += 1;
    this.#counts.firstTask += 1;
  }

  activityAttempted(_at: number, { activity, waited, succeeded }: ActivityAttempt): void {
    this.#waiting += (waited - this.#waiting) / 30;
    const index = activities.indexOf(activity);
    const attempts = this.#attempts[index];
    this.#counts.activityTask += 1;
    if (succeeded) {
      this.#counts.activityCompleted += 1;
      this.#counts.nextTask += 1;
      if (attempts !== undefined) attempts.completed += 1;
    } else {
      this.#counts.activityFailed += 1;
      if (attempts !== undefined) attempts.failedAttempts += 1;
      this.#lastFailed = index;
    }
  }

  workflowEnded(_at: number, outcome: WorkflowOutcome, took: number): void {
    this.#counts[outcome] += 1;
    this.#durations.push(took);
    if (outcome === 'completed') return;
    this.#counts.nextTask += 1;
    // A workflow fails with an activity that was given up: most likely the one that failed last.
    const attempts = this.#attempts[this.#lastFailed];
    if (outcome === 'failed' && attempts !== undefined) attempts.givenUp += 1;
  }

  advance(to: number): void {
    const before = this.#now ?? to;
    const seconds = Math.max(0, to - before);
    this.#now = to;
    const conditions = this.#conditions();
    if (conditions.deploys !== this.#deploys) {
      this.#deploys = conditions.deploys;
      this.#cleanedUntil = to + cleaning;
    }
    const counts = this.#counts;
    const tasks = counts.firstTask + counts.nextTask + counts.activityTask;
    if (seconds > 0) {
      this.#rate.add(tasks, seconds);
      if (tasks === 0) this.#waiting *= Math.exp(-seconds / 120);
    }
    this.#derive(before, to, conditions);
    const { waiting } = this.#workers();
    const step = {
      seconds,
      counts,
      attempts: this.#attempts,
      durations: this.#durations,
      conditions,
      waiting: this.#waiting,
      backlog: { Activity: waiting, Workflow: Math.ceil(waiting / 5) },
      tasksPerSecond: this.#rate.perSecond,
    };
    for (const follow of this.#follow) follow(step);
    this.#counts = nothingHappened();
    this.#attempts = noActivities();
    this.#durations = [];
  }

  /** What nobody tells it of: polls that found nothing, and workflows that ended in other ways. */
  #derive(before: number, to: number, conditions: Conditions): void {
    const counts = this.#counts;
    const seconds = to - before;
    counts.minute = Math.floor(to / 60) - Math.floor(before / 60);
    counts.emptyWorkflowPoll = this.#whole.workflowPolls((seconds / 60) * conditions.workers);
    counts.emptyActivityPoll = this.#whole.activityPolls((seconds / 60) * conditions.workers);
    // An order that waits long for its customer begins a new run.
    counts.continued = this.#whole.continued((counts.completed + counts.failed + counts.canceled) / 100);
    counts.timedOut = this.#whole.timedOut((starvation(conditions) * seconds) / 40);
    counts.terminated = this.#whole.terminated(to < this.#cleanedUntil ? seconds / 60 : 0);
  }
}

type Whole = (expected: number) => number;
