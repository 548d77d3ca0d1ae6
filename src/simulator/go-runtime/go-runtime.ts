/**
 * What Go's Prometheus client shows of the API: its runtime and its process. All follows from the orders that come in, so
 * that memory, processor time and goroutines move with the traffic. A deploy is another process: it starts at 0.
 */
import { goRuntime as metrics } from '../../metrics/go-runtime.ts';
import type { Conditions } from '../conditions.ts';
import type { Instruments, ShownSample } from '../exposition/instruments.ts';
import { Kept } from '../exposition/kept.ts';
import type { KeptValue } from '../exposition/series.ts';
import type { Observer } from '../observer.ts';
import type { PartPlan, Surroundings } from '../part.ts';
import type { Part } from '../simulation.ts';
import { Heap } from './heap.ts';
import { constants, counters, gauges, type Usage } from './usage.ts';

/** The Go release that the API is built with. */
const version = 'go1.24.5';

/** Requests that come with an order: clients that look at theirs, and lists of them. */
const requestsAnOrder = 8;
/** Requests a second that come without: scrapes, health checks. */
const requestsAlways = 0.3;
/** What a request, and a second, allocate, in bytes. */
const bytesARequest = 48_000;
const bytesASecond = 24_000;
/** What a request and a second take of a processor, and a collection, in seconds. */
const cpuARequest = 0.0011;
const cpuASecond = 0.0025;
const cpuACollection = 0.012;
/** Over how long the rate of requests is smoothed, in seconds. */
const smoothing = 60;

/** Of pauses; Go's client shows these. */
const quantiles = [0, 0.25, 0.5, 0.75, 1] as const;

class GoRuntime implements Observer, Part {
  readonly #kept: Kept;
  readonly #values: readonly { readonly shown: KeptValue; readonly of: (usage: Usage) => number }[];
  readonly #conditions: () => Conditions;
  readonly #chance: () => number;
  #deploys: number;
  #heap = new Heap();
  #startedAt: number;
  #at: number;
  #orders = 0;
  #requests = 0;
  #cpu = 0;
  #rate = 0;

  constructor(page: Instruments, { conditions, random, begin }: Surroundings) {
    this.#kept = new Kept(page);
    this.#conditions = conditions;
    this.#chance = random.next;
    this.#deploys = conditions().deploys;
    this.#startedAt = begin;
    this.#at = begin;
    this.#kept.gauge(metrics.version, { version }).set(1);
    for (const [metric, value] of constants) this.#kept.gauge(metric, {}).set(value);
    this.#values = [
      ...gauges.map(([metric, of]) => ({ shown: this.#kept.gauge(metric, {}), of })),
      ...counters.map(([metric, of]) => ({ shown: this.#kept.counter(metric, {}), of })),
    ];
    page.add(metrics.gcDuration, () => this.#pauses());
    this.#show();
  }

  workflowStarted(): void {
    this.#orders += 1;
  }

  activityAttempted(): void {}

  workflowEnded(): void {}

  advance(to: number): void {
    const { deploys } = this.#conditions();
    if (deploys !== this.#deploys) {
      this.#deploys = deploys;
      this.#restart(to);
    }
    const took = to - this.#at;
    if (took <= 0) return;
    const requests = this.#orders * requestsAnOrder + took * requestsAlways;
    const collections = this.#heap.collections;
    this.#heap.allocate(requests * bytesARequest + took * bytesASecond, this.#at, to, this.#chance);
    this.#requests += requests;
    this.#cpu += requests * cpuARequest + took * cpuASecond + (this.#heap.collections - collections) * cpuACollection;
    const weight = 1 - Math.exp(-took / smoothing);
    this.#rate += weight * (requests / took - this.#rate);
    this.#orders = 0;
    this.#at = to;
    this.#show();
  }

  #restart(at: number): void {
    this.#heap = new Heap();
    this.#startedAt = at;
    this.#requests = 0;
    this.#cpu = 0;
    this.#rate = 0;
  }

  #show(): void {
    const usage: Usage = {
      heap: this.#heap,
      startedAt: this.#startedAt,
      uptime: this.#at - this.#startedAt,
      requests: this.#requests,
      cpu: this.#cpu,
      // Clients keep their connections a while; each has two goroutines, and one for the request that is under way.
      connections: Math.round(2 + this.#rate * 1.5),
      underWay: Math.floor(this.#rate * 0.1 + this.#chance()),
    };
    for (const { shown, of } of this.#values) shown.set(of(usage));
  }

  #pauses(): readonly ShownSample[] {
    const pauses = this.#heap.pauses(quantiles);
    const shown = quantiles.map((quantile, index): ShownSample => ({
      suffix: '',
      labels: { quantile: String(quantile) },
      value: pauses[index] ?? 0,
    }));
    return [
      ...shown,
      { suffix: '_sum', labels: {}, value: this.#heap.paused },
      { suffix: '_count', labels: {}, value: this.#heap.collections },
    ];
  }
}

/** The API's runtime, on its page. */
export const goRuntime: PartPlan = {
  name: 'go-runtime',
  page: 'api',
  make: (surroundings) => {
    const runtime = new GoRuntime(surroundings.pages.api, surroundings);
    surroundings.observe(runtime);
    return runtime;
  },
};
