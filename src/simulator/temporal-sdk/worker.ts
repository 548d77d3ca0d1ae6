/**
 * The Temporal SDK in the worker. What happens to orders it is told; the workflow tasks between, the local activity, the
 * polls and what is in use follow from that.
 */
import type { Conditions } from '../conditions.ts';
import type { ActivityAttempt, Observer, WorkflowOutcome } from '../observer.ts';
import type { PartPlan, Workers } from '../part.ts';
import type { Part } from '../simulation.ts';
import { around, each, Recent, type Draw } from './chance.ts';
import type { SdkOptions } from './client.ts';
import { refusedForLoad } from './requests.ts';
import { SdkPage } from './sdk-page.ts';
import { databaseTrouble, starvation } from './stress.ts';
import { workerChances, type WorkerChances } from './worker-chances.ts';
import { counts, nothing, type Happened } from './worker-happened.ts';
import { pollers, workerSeries, type WorkerSeries, type WorkerType } from './worker-series.ts';

/** How long a poll waits before the server answers that there is nothing, in seconds. */
const longPoll = 60;
/** Between the end of the former process and the start of the workers in the new one, in seconds: a scrape falls into it. */
const restart = 20;
/** How long a deploy goes on to break workflows that began before it, in seconds. */
const aftermath = 600;

export interface WorkerOptions extends SdkOptions {
  readonly workers: () => Workers;
}

export const workerSdk: PartPlan = {
  name: 'temporal-worker-sdk',
  page: 'worker-sdk',
  make: ({ pages, catalogue, conditions, workers, random, observe }) => {
    const worker = new WorkerSdk({ page: pages['worker-sdk'], catalogue, conditions, workers, random: random.next });
    observe(worker);
    return worker;
  },
};

export class WorkerSdk implements Observer, Part {
  readonly #random: Draw;
  readonly #conditions: () => Conditions;
  readonly #workers: () => Workers;
  readonly #page: SdkPage;
  readonly #series: WorkerSeries;
  readonly #isGo: boolean;
  readonly #chances: WorkerChances;
  #happened = nothing();
  #now: number | undefined;
  #deploys: number;
  /** When the workers of the last deploy start. */
  #readyAt: number | undefined;
  #brokenUntil = 0;
  /** How long a task waits, in seconds: a mean over the last thirty or so. */
  #waiting = 0;
  readonly #workflowTaskRate = new Recent();
  readonly #activityTaskRate = new Recent();

  constructor({ page, catalogue, random, conditions, workers }: WorkerOptions) {
    this.#random = random;
    this.#conditions = conditions;
    this.#workers = workers;
    this.#isGo = catalogue.temporalProfile.sdk === 'go';
    this.#page = new SdkPage(page, catalogue.temporalProfile.sdk);
    this.#series = workerSeries(this.#page, catalogue);
    this.#chances = workerChances(random);
    this.#deploys = conditions().deploys;
    this.#start();
    this.#earlier();
  }

  workflowStarted(): void {
    this.#happened.firstTasks += 1;
  }

  activityAttempted(_at: number, { activity, attempt, waited, took, succeeded }: ActivityAttempt): void {
    this.#waiting += (waited - this.#waiting) / 30;
    const happened = this.#happened;
    happened.activityTasks += 1;
    happened[succeeded ? 'completed' : 'failed'][activity] += 1;
    // A failed attempt is tried again without a workflow task.
    if (succeeded) happened.nextTasks += 1;
    if (this.#readyAt !== undefined) return;
    const series = this.#series.activities[activity];
    series.wait.observe(waited);
    series.execution.observe(took);
    series.received?.inc();
    // Attempts before this one took about as long, each followed by a pause that doubles from a second.
    if (succeeded) series.succeeded.observe((waited + took) * attempt + 2 ** (attempt - 1) - 1);
    else series.failed.inc();
  }

  workflowEnded(_at: number, outcome: WorkflowOutcome, took: number): void {
    this.#happened.ended += 1;
    if (outcome === 'canceled') this.#happened.canceled += 1;
    if (outcome !== 'completed') this.#happened.nextTasks += 1;
    if (this.#readyAt !== undefined) return;
    this.#series.outcomes[outcome].inc();
    this.#series.endToEnd.observe(took);
  }

  advance(to: number): void {
    const seconds = Math.max(0, to - (this.#now ?? to));
    this.#now = to;
    const conditions = this.#conditions();
    this.#deploy(to, conditions);
    const happened = this.#happened;
    this.#happened = nothing();
    if (seconds > 0) {
      this.#workflowTaskRate.add(happened.firstTasks + happened.nextTasks, seconds);
      this.#activityTaskRate.add(happened.activityTasks, seconds);
      // Without tasks nobody waits any more.
      if (happened.activityTasks === 0) this.#waiting *= Math.exp(-seconds / 120);
    }
    // The former process ends what it has begun; nobody scrapes it any more.
    if (this.#readyAt !== undefined) return;
    this.#workflowTasks(happened, conditions, seconds, to);
    this.#localActivities(happened, conditions);
    this.#answerActivities(happened, conditions);
    this.#poll(happened, conditions, seconds);
    this.#levels(conditions);
  }

  /** A deploy: the page is empty until the new process has started its workers. */
  #deploy(to: number, { deploys }: Conditions): void {
    if (deploys !== this.#deploys) {
      this.#deploys = deploys;
      this.#readyAt = to + restart;
      this.#brokenUntil = this.#readyAt + aftermath;
      this.#page.restart();
      this.#page.hide(true);
    }
    if (this.#readyAt === undefined || to < this.#readyAt) return;
    this.#readyAt = undefined;
    this.#page.hide(false);
    this.#start();
    // The sticky queues of the former process are given up, with what it had in its cache.
    if (!this.#isGo) this.#series.cache.evicted.inc(Math.min(this.#workers().open, this.#series.size.cache));
  }

  #start(): void {
    const { info, described, started, go } = this.#series;
    info.answered(around(0.004, this.#random));
    described.answered(around(0.003, this.#random), this.#isGo ? 2 : 1);
    for (const counter of started) counter.inc();
    for (const counter of go?.pollersStarted ?? []) counter.inc(2);
  }

  /** The worker has been up for long when the simulation begins: what is rare has happened to it. */
  #earlier(): void {
    const { outcomes, activities, local } = this.#series;
    outcomes.failed.inc(2);
    outcomes.canceled.inc(6);
    for (const counter of local.cancelled) counter.inc(3);
    for (const { failed, respondFailed } of Object.values(activities)) {
      failed.inc();
      respondFailed.answered(around(0.005, this.#random));
    }
  }

  #workflowTasks(happened: Happened, conditions: Conditions, seconds: number, to: number): void {
    const random = this.#random;
    const { tasks, cache, go, continued } = this.#series;
    const starved = starvation(conditions);
    const broken = Math.max(0, (this.#brokenUntil - to) / aftermath);
    // Tasks that fail come again after a while, and fail again.
    const nonDeterministic = this.#chances.nonDeterministic.times(broken * seconds * 0.3);
    const failed = this.#chances.taskFailed.times(starved * (seconds * 0.05 + happened.nextTasks / 50));
    const all = happened.firstTasks + happened.nextTasks + nonDeterministic + failed;
    const wait = Math.max(0.015, this.#waiting * 0.8);
    each(all, (times) => {
      tasks.wait.observe(around(wait, random), times);
      tasks.execution.observe(around(0.008 * (1 + 3 * starved), random), times);
    });
    if (all > 0) tasks.pollSucceed.inc(all);
    if (nonDeterministic > 0) {
      tasks.nonDeterministic.inc(nonDeterministic);
      tasks.refused.answered(around(0.005, random), nonDeterministic);
    }
    if (failed > 0) {
      tasks.failed.inc(failed);
      tasks.refused.answered(around(0.005, random), failed);
      go?.noCompletion.inc(failed);
    }
    this.#lookUps(happened, nonDeterministic + failed, starved, broken);
    const median = 0.005 * Math.max(1, conditions.databaseSlowness);
    this.#respond(tasks.completed, happened.firstTasks + happened.nextTasks, median, conditions);

    // An order that waits long for its customer begins a new run, so that its history stays short.
    const anew = this.#chances.continued.times(happened.ended / 100);
    if (anew > 0) {
      continued.inc(anew);
      this.#series.endToEnd.observe(around(20, random), anew);
    }
    // Core counts those that had to leave; Go each workflow that leaves its cache, also at its end.
    const crowded = this.#chances.evicted.times((happened.nextTasks + failed) * (0.002 + starved / 20));
    const evicted = crowded + (this.#isGo ? happened.ended : 0);
    if (evicted > 0) cache.evicted.inc(evicted);
    if (go !== undefined && broken > 0) {
      for (const [metric, chance] of [
        [go.unregistered, this.#chances.unregistered],
        [go.activityError, this.#chances.activityError],
        [go.localError, this.#chances.localError],
      ] as const) {
        const times = chance.times((broken * seconds) / 20);
        if (times > 0) metric.inc(times);
      }
    }
  }

  /** The first task of a workflow needs no history; each later one looks for its workflow in the cache. */
  #lookUps({ firstTasks, nextTasks }: Happened, retried: number, starved: number, broken: number): void {
    const random = this.#random;
    const { tasks, cache, size } = this.#series;
    const { open } = this.#workers();
    const crowded = open > size.cache ? 1 - size.cache / open : 0;
    const share = Math.min(1, 0.004 + crowded + starved * 0.2 + broken * 0.2);
    const misses = Math.min(nextTasks, this.#chances.missed.times(nextTasks * share)) + retried;
    const hits = nextTasks + retried - misses;
    if (hits > 0) cache.hit.inc(hits);
    if (misses > 0) cache.miss.inc(misses);
    // Go counts a replay at each task, Core where there is something to replay.
    each(hits + (this.#isGo ? firstTasks : 0), (times) => tasks.replay.observe(around(0.0003, random), times));
    each(misses, (times) => tasks.replay.observe(around(0.02, random), times));
  }

  #localActivities({ firstTasks, canceled }: Happened, { databaseSlowness }: Conditions): void {
    const random = this.#random;
    const { local } = this.#series;
    const median = 0.012 * Math.max(1, databaseSlowness);
    const failed = this.#chances.localFailed.times(firstTasks * Math.min(0.3, 0.02 * Math.max(1, databaseSlowness)));
    const cancelled = this.#chances.localCancelled.times(canceled / 2);
    if (firstTasks + failed === 0) return;
    local.total.inc(firstTasks + failed);
    each(firstTasks, (times) => {
      const took = around(median, random);
      local.execution.observe(took, times);
      local.succeeded.observe(took, times);
    });
    each(failed, (times) => local.execution.observe(around(median, random), times));
    if (failed > 0) for (const counter of local.failed) counter.inc(failed);
    if (cancelled > 0) for (const counter of local.cancelled) counter.inc(cancelled);
  }

  #answerActivities({ completed, failed }: Happened, conditions: Conditions): void {
    const random = this.#random;
    const median = 0.005 * Math.max(1, conditions.databaseSlowness);
    for (const [activity, many] of counts(completed)) {
      this.#respond(this.#series.activities[activity].respondCompleted, many, median, conditions);
    }
    for (const [activity, many] of counts(failed)) {
      const { respondFailed } = this.#series.activities[activity];
      each(many, (times) => respondFailed.answered(around(median, random), times));
    }
  }

  /** Answers to the server, of which some come too late, and more where its database fails. */
  #respond(operation: WorkerSeries['described'], many: number, median: number, conditions: Conditions): void {
    const random = this.#random;
    const late = Math.min(many, this.#chances.late.times(many / 250));
    const refused = Math.min(many - late, this.#chances.refused.times((many * databaseTrouble(conditions)) / 20));
    each(many - late - refused, (times) => operation.answered(around(median, random), times));
    if (late > 0) operation.failed('NotFound', around(median, random), late);
    if (refused > 0) operation.failed(refusedForLoad, around(median, random), refused);
  }

  #poll({ firstTasks, nextTasks, activityTasks }: Happened, conditions: Conditions, seconds: number): void {
    const random = this.#random;
    const { tasks, activityPoll, activityPollEmpty } = this.#series;
    const share = conditions.workers;
    const polls = [
      {
        operation: tasks.poll,
        empty: tasks.pollEmpty,
        filled: firstTasks + nextTasks,
        rate: this.#workflowTaskRate.perSecond,
        at: pollers.workflow + pollers.sticky,
        chance: this.#chances.emptyWorkflowPolls,
      },
      {
        operation: activityPoll,
        empty: activityPollEmpty,
        filled: activityTasks,
        rate: this.#activityTaskRate.perSecond,
        at: pollers.activity,
        chance: this.#chances.emptyActivityPolls,
      },
    ];
    for (const { operation, empty, filled, rate, at, chance } of polls) {
      const polling = at * share;
      // Some always wait at a partition of the queue that gets no task, whatever comes in at the others.
      const idle = Math.max(0.1, Math.exp((-rate * longPoll) / Math.max(1, polling)));
      const nothing = chance.times((idle * polling * seconds) / longPoll);
      const median = Math.min(longPoll / 2, polling / Math.max(0.1, rate) / 2);
      each(filled, (times) => operation.answered(Math.min(longPoll, around(median, random)), times));
      if (nothing > 0) {
        operation.answered(longPoll, nothing);
        empty.inc(nothing);
      }
      const failed = this.#chances.pollFailed.times((filled + nothing) / 800);
      if (failed > 0) operation.failed('Unavailable', around(0.2, random), failed);
      const refused = this.#chances.pollRefused.times(((filled + nothing) * databaseTrouble(conditions)) / 20);
      if (refused > 0) operation.failed(refusedForLoad, around(0.2, random), refused);
    }
  }

  #levels({ workers: share }: Conditions): void {
    const { pollers: kinds, cache, go, size } = this.#series;
    kinds.workflow.set(Math.ceil(pollers.workflow * share));
    kinds.sticky.set(Math.ceil(pollers.sticky * share));
    kinds.activity.set(Math.ceil(pollers.activity * share));
    const { slots, busy, open } = this.#workers();
    cache.size.set(Math.min(size.cache, open));
    go?.threads.set(Math.min(size.cache, open));
    // Workflow tasks that wait for seconds wait because every slot is taken.
    const exhausted = Math.min(1, Math.max(0, (this.#waiting - 1) / 4));
    const tasksAtOnce = this.#workflowTaskRate.perSecond * 0.01;
    this.#slots('ActivityWorker', slots, busy);
    this.#slots('WorkflowWorker', size.slots, Math.max(tasksAtOnce, exhausted * size.slots));
    this.#slots('LocalActivityWorker', size.slots, tasksAtOnce / 3);
  }

  #slots(type: WorkerType, slots: number, wanted: number): void {
    const taken = Math.min(slots, Math.round(wanted));
    const { used, available } = this.#series.slots[type];
    used.set(taken);
    available.set(slots - taken);
  }
}
