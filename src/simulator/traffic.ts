/** The customers: they look at orders, and place them, in the rhythm of the week. */
import type { Conditions } from './conditions.ts';
import { databaseTime } from './database-time.ts';
import type { EventQueue } from './event-queue.ts';
import { orderRoute, ordersRoute, unmatched, type HttpMetrics } from './http-metrics.ts';
import type { Timed } from './orders.ts';
import { products } from './products.ts';
import type { Random } from './random.ts';
import { demandAt, highestDemand } from './rhythm.ts';
import { Tracer } from './tracer.ts';

/** Requests for each order that is placed: that one, and those of people who look. */
const requestsPerOrder = 4;
/** Of the requests that place an order, those that cannot be understood. */
const badShare = 0.01;
/** Between requests that are traced, in seconds. */
const tracePause = 2;
/** Requests that fail in the API, and those that time out in a slow database. */
const failedShare = 0.0004;
const timedOutShare = 0.02;
const slowFrom = 10;

/** What else is asked for, and how often. */
const looks = [
  { method: 'GET', endpoint: orderRoute, status: 200, operation: 'get_order', weight: 70 },
  { method: 'GET', endpoint: orderRoute, status: 404, operation: 'get_order', weight: 2 },
  { method: 'GET', endpoint: ordersRoute, status: 200, operation: 'list_orders', weight: 25 },
  { method: 'GET', endpoint: ordersRoute, status: 400, operation: undefined, weight: 0.5 },
  { method: 'GET', endpoint: unmatched, status: 404, operation: undefined, weight: 2.5 },
] as const;

export interface TrafficOptions {
  readonly events: EventQueue<Timed>;
  readonly http: HttpMetrics;
  readonly random: Random;
  readonly conditions: () => Conditions;
  /** Orders a second, on average. */
  readonly rate: number;
  readonly begin: number;
  /** Places an order. */
  readonly order: (product: string, quantity: number, at: number) => void;
  /** Looks at an order, or at the newest ones. */
  readonly look: (operation: 'get_order' | 'list_orders') => void;
}

/** Requests are tried out as often as they come at the highest; at other times fewer of them are made. */
export class Traffic implements Timed {
  readonly #options: TrafficOptions;
  readonly #tracer: Tracer;

  constructor(options: TrafficOptions) {
    this.#options = options;
    this.#tracer = new Tracer(options.random.fork('traces'), tracePause);
  }

  begin(): void {
    this.#scheduleAfter(this.#options.begin);
  }

  fire(at: number): void {
    const { random, conditions } = this.#options;
    this.#scheduleAfter(at);
    const demand = (demandAt(at) * conditions().demand) / highestDemand;
    if (!random.happens(demand)) return;
    if (random.happens(1 / requestsPerOrder)) this.#place(at);
    else this.#look(at);
  }

  #scheduleAfter(at: number): void {
    const { events, random, rate } = this.#options;
    const next = at + random.exponential(rate * requestsPerOrder * highestDemand);
    if (Number.isFinite(next)) events.add(next, this);
  }

  #place(at: number): void {
    const { random, conditions, order, http } = this.#options;
    const own = random.lognormal(0.009, 0.5);
    const request = { method: 'POST', endpoint: ordersRoute } as const;
    if (random.happens(badShare)) {
      http.answered({ ...request, status: 400 }, own / 4);
      return;
    }
    const failure = this.#failure();
    if (failure !== undefined) {
      http.answered({ ...request, status: failure.status }, own + failure.seconds);
      return;
    }
    const { name } = random.choice(products);
    order(name, random.choice(quantities).quantity, at);
    const seconds = own + databaseTime('insert_order', conditions().databaseSlowness, random);
    http.answered({ ...request, status: 201 }, seconds, this.#tracer.trace(at));
  }

  #look(at: number): void {
    const { random, conditions, look, http } = this.#options;
    const { method, endpoint, status, operation } = random.choice(looks);
    const own = random.lognormal(0.003, 0.5);
    if (operation === undefined) {
      http.answered({ method, endpoint, status }, own / 4);
      return;
    }
    const failure = this.#failure();
    if (failure !== undefined) {
      http.answered({ method, endpoint, status: failure.status }, own + failure.seconds);
      return;
    }
    look(operation);
    const seconds = own + databaseTime(operation, conditions().databaseSlowness, random);
    http.answered({ method, endpoint, status }, seconds, this.#tracer.trace(at));
  }

  #failure(): { readonly status: 500 | 503; readonly seconds: number } | undefined {
    const { random, conditions } = this.#options;
    if (conditions().databaseSlowness >= slowFrom && random.happens(timedOutShare)) return { status: 503, seconds: 5 };
    return random.happens(failedShare) ? { status: 500, seconds: 0 } : undefined;
  }
}

const quantities = [
  { quantity: 1, weight: 60 },
  { quantity: 2, weight: 25 },
  { quantity: 3, weight: 9 },
  { quantity: 5, weight: 6 },
] as const;
