/**
 * The Temporal client in the API, which starts an order's workflow. The API is a Go program in every profile, so its
 * series have Go's labels. In a Core profile it is the client that the dashboard can see: one that spells its counters as
 * the profile does. Its timers are left out there: Go's are in seconds, with buckets of their own, under names that in
 * Core's profiles stand for other ones.
 */
import type { Catalogue } from '../../metrics/catalogue.ts';
import type { Conditions } from '../conditions.ts';
import type { Instruments } from '../exposition/instruments.ts';
import type { Observer, WorkflowOutcome } from '../observer.ts';
import type { PartPlan } from '../part.ts';
import type { Part } from '../simulation.ts';
import { around, each, Occasional, type Draw } from './chance.ts';
import { taskQueue, workflowType } from './names.ts';
import { ofNoNamespace, operationOn, refusedForLoad, requests, type Operation } from './requests.ts';
import { SdkPage } from './sdk-page.ts';
import { databaseTrouble } from './stress.ts';

export interface SdkOptions {
  readonly page: Instruments;
  readonly catalogue: Catalogue;
  readonly random: Draw;
  readonly conditions: () => Conditions;
}

export const clientSdk: PartPlan = {
  name: 'temporal-client-sdk',
  page: 'api-sdk',
  make: ({ pages, catalogue, conditions, random, observe }) => {
    const client = new ClientSdk({ page: pages['api-sdk'], catalogue, conditions, random: random.next });
    observe(client);
    return client;
  },
};

export class ClientSdk implements Observer, Part {
  readonly #random: Draw;
  readonly #conditions: () => Conditions;
  readonly #page: SdkPage;
  readonly #info: Operation;
  readonly #start: Operation;
  readonly #cancel: Operation;
  readonly #failures: Occasional;
  readonly #troubles: Occasional;
  #deploys: number;
  #started = 0;
  #canceled = 0;

  constructor({ page, catalogue, random, conditions }: SdkOptions) {
    this.#random = random;
    this.#conditions = conditions;
    this.#page = new SdkPage(page, 'go');
    const all = requests(catalogue);
    const counted = catalogue.temporalProfile.sdk === 'go' ? all : { ...all, timers: [] };
    // In Go most requests name no queue; this one does.
    const started = { task_queue: taskQueue, workflow_type: workflowType };
    this.#info = operationOn(this.#page, counted, 'GetSystemInfo', ofNoNamespace);
    this.#start = operationOn(this.#page, counted, 'StartWorkflowExecution', started);
    this.#cancel = operationOn(this.#page, counted, 'RequestCancelWorkflowExecution');
    this.#failures = new Occasional(random);
    this.#troubles = new Occasional(random);
    this.#deploys = conditions().deploys;
    this.#info.answered(0.004);
  }

  workflowStarted(): void {
    this.#started += 1;
  }

  activityAttempted(): void {}

  workflowEnded(_at: number, outcome: WorkflowOutcome): void {
    if (outcome === 'canceled') this.#canceled += 1;
  }

  advance(): void {
    const conditions = this.#conditions();
    if (conditions.deploys !== this.#deploys) {
      this.#deploys = conditions.deploys;
      this.#page.restart();
      this.#info.answered(0.004);
    }
    const random = this.#random;
    const median = 0.008 * Math.max(1, conditions.databaseSlowness);
    each(this.#started, (times) => this.#start.answered(around(median, random), times));
    each(this.#canceled, (times) => this.#cancel.answered(around(median, random), times));
    const failed = this.#failures.times(this.#started / 200);
    if (failed > 0) this.#start.failed('Unavailable', around(median, random), failed);
    const trouble = this.#troubles.times((this.#started * databaseTrouble(conditions)) / 20);
    if (trouble > 0) this.#start.failed(refusedForLoad, around(median, random), trouble);
    this.#started = 0;
    this.#canceled = 0;
  }
}
