/** The order-processing system as a whole, in simulated time. */
import { application } from '../metrics/application.ts';
import type { Catalogue } from '../metrics/catalogue.ts';
import { Clock } from './clock.ts';
import type { Conditions } from './conditions.ts';
import { databaseTime } from './database-time.ts';
import { EventQueue } from './event-queue.ts';
import { Instruments } from './exposition/instruments.ts';
import { HttpMetrics } from './http-metrics.ts';
import { Incidents, type Incident } from './incidents.ts';
import { Orders, type OrdersOptions, type Timed } from './orders.ts';
import type { PartPlan, Workers } from './part.ts';
import { productNamed } from './products.ts';
import { Random } from './random.ts';
import type { Part, Simulation } from './simulation.ts';
import { StatePage } from './state-page.ts';
import { MemoryJournal, StoreJournal, type Journal } from './store/journal.ts';
import { MemoryStore } from './store/memory.ts';
import { operations, type OperationObserver, type Order, type OrderStore } from './store/order-store.ts';
import { targets, type TargetName } from './targets.ts';
import { Traffic, type TrafficOptions } from './traffic.ts';

export interface SimulationOptions {
  readonly catalogue: Catalogue;
  /** When it starts, in Unix seconds. It begins half an hour earlier, so that nothing is empty at the start. */
  readonly start: number;
  readonly seed: number;
  /** Orders a second that customers place, on average over a week. */
  readonly rate: number;
  /** Whether customers place orders and look at them; left out, they do. */
  readonly traffic?: boolean;
  /** Metrics that are not shown. */
  readonly without?: ReadonlySet<string>;
  readonly incidents?: readonly Incident[];
  /** What joins: the Temporal SDKs, the Go runtime. */
  readonly parts?: readonly PartPlan[];
  /**
   * Opens the store; left out, orders are kept in memory.
   * @param slowness how many times as long as usual its operations are to take now
   */
  readonly connect?: (observe: OperationObserver, slowness: () => number) => Promise<OrderStore>;
  /** How many finished orders are kept in memory; left out, as many as somebody may want to look at. */
  readonly finishedKept?: number;
  /** Is told when the store fails. */
  readonly tell?: (problem: string) => void;
  /** Ids of orders; left out, they follow from the seed, which a database that is used again does not allow. */
  readonly newId?: () => string;
}

/** The simulation, with what the HTTP servers need of it. */
export interface OrderProcessing extends Simulation {
  readonly store: OrderStore;
  readonly incidents: Incidents;
  readonly http: HttpMetrics;
  /** The time that it has reached, in Unix seconds. */
  readonly time: number;
  readonly workers: Workers;
  readonly conditions: Conditions;
  /**
   * Accepts an order, now. Resolves once it cannot be lost any more.
   * @param product one that there is
   */
  accept(product: string, quantity: number): Promise<Order>;
  /** Writes what is under way, and closes the store. */
  close(): Promise<void>;
}

/** How long it runs before its start, in seconds. */
const warmUp = 1800;
/** The longest step of parts, and the step of what passes without orders. */
const partStep = 15;
const passStep = 1;
/** So many orders of the time before the start are written into a database that has none yet, beside the open ones. */
const writtenAtMost = 300;

/**
 * Makes the system and lets it run until its start. For a seed it is the same every time, but for what a database brings.
 * @throws UserError where the store cannot be opened
 */
export async function createSimulation(options: SimulationOptions): Promise<OrderProcessing> {
  const world = new World(options);
  const { connect, tell = () => {}, start } = options;
  // What keeps it from starting is told before the work.
  const store = await connect?.(world.observer, () => world.conditions.databaseSlowness);
  world.advance(start);
  if (store !== undefined) await world.moveInto(store, tell);
  await world.refresh();
  return world;
}

class World implements OrderProcessing {
  readonly pages: Readonly<Record<TargetName, Instruments>>;
  readonly incidents: Incidents;
  readonly http: HttpMetrics;
  /** Is told of the operations of a real database. */
  readonly observer: OperationObserver;
  readonly #clock: Clock;
  readonly #events = new EventQueue<Timed>();
  readonly #memory: MemoryStore;
  readonly #orders: Orders;
  readonly #parts: readonly Part[];
  readonly #state: StatePage;
  readonly #newId: () => string;
  #store: OrderStore;
  #journal: Journal;
  #refreshing: Promise<void> | undefined;
  /** The order that customers look at. */
  #newest = '';

  constructor(options: SimulationOptions) {
    const { catalogue, start, seed, rate, traffic = true, without, parts = [] } = options;
    const random = new Random(seed);
    const begin = start - warmUp;
    this.pages = pagesWithout(without);
    this.incidents = new Incidents(options.incidents);
    this.#clock = new Clock(begin, this.incidents);
    const conditions = (): Conditions => this.#clock.conditions;
    const observe = databaseMetrics(this.pages.api);
    this.observer = observe;
    const chance = random.fork('database');
    this.#memory = new MemoryStore({
      ...(options.finishedKept === undefined ? {} : { finishedKept: options.finishedKept }),
      worked: (operation) => observe(operation, databaseTime(operation, conditions().databaseSlowness, chance)),
    });
    this.#store = this.#memory;
    this.#journal = new MemoryJournal(this.#memory);
    this.#state = new StatePage(this.pages.state);
    this.http = new HttpMetrics(this.pages.api);
    const ids = random.fork('ids');
    this.#newId = options.newId ?? (() => ids.uuid());
    const moved: OrdersOptions['moved'] = (...move) => this.#journal.moved(...move);
    const events = this.#events;
    this.#orders = new Orders({
      pages: this.pages,
      events,
      moved,
      random: random.fork('orders'),
      conditions,
      begin,
      rate,
    });
    events.add(begin + passStep, new Passing(this.#orders, events));
    if (traffic && rate > 0) this.#makeTraffic({ random: random.fork('traffic'), conditions, rate, begin });
    this.#parts = parts.map(({ name, make }) =>
      make({
        pages: this.pages,
        catalogue,
        conditions,
        workers: () => this.workers,
        random: random.fork(`part ${name}`),
        begin,
        observe: (observer) => this.#orders.observe(observer),
      }),
    );
  }

  get store(): OrderStore {
    return this.#store;
  }

  get time(): number {
    return this.#clock.time;
  }

  get conditions(): Conditions {
    return this.#clock.conditions;
  }

  get workers(): Workers {
    return this.#orders.workers;
  }

  advance(to: number): void {
    while (this.#clock.time < to) {
      const end = Math.min(to, this.#clock.time + partStep);
      for (let at = this.#events.due; at <= end; at = this.#events.due) {
        this.#clock.moveTo(at);
        this.#events.take()?.fire(at);
      }
      this.#clock.moveTo(end);
      for (const part of this.#parts) part.advance(end);
    }
  }

  /** Those who ask at the same time are answered together. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#state.refresh(this.#store, this.#clock.time).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async accept(product: string, quantity: number): Promise<Order> {
    const order = this.#newOrder(product, quantity, this.#clock.time);
    await this.#store.create(order);
    this.#orders.admit(order, this.#clock.time);
    return order;
  }

  /** From now on orders are kept in a store, and those of an earlier run are gone on with. */
  async moveInto(store: OrderStore, tell: (problem: string) => void): Promise<void> {
    const earlier = await store.open();
    const { counts } = await store.overview();
    const isNew = Object.values(counts).every((count) => count === 0);
    const finished = isNew ? this.#memory.finished(writtenAtMost) : [];
    this.#store = store;
    this.#journal = new StoreJournal(store, tell);
    for (const order of [...finished, ...(await this.#memory.open())]) this.#journal.created(order);
    for (const order of earlier) this.#orders.resume(order, this.#clock.time);
    await this.#journal.written();
  }

  async close(): Promise<void> {
    await this.#journal.settled();
    await this.#store.close();
  }

  #newOrder(product: string, quantity: number, at: number): Order {
    const amount = (productNamed(product)?.price ?? 0) * quantity;
    const id = this.#newId();
    this.#newest = id;
    return { id, status: 'pending', product, quantity, amount, createdAt: at, updatedAt: at };
  }

  #makeTraffic(options: Pick<TrafficOptions, 'random' | 'conditions' | 'rate' | 'begin'>): void {
    new Traffic({
      ...options,
      events: this.#events,
      http: this.http,
      order: (product, quantity, at) => {
        const order = this.#newOrder(product, quantity, at);
        this.#journal.created(order);
        this.#orders.admit(order, at);
      },
      look: (operation) => this.#journal.looked(operation === 'get_order' ? this.#newest : undefined),
    }).begin();
  }
}

/** What passes without orders, each second. */
class Passing implements Timed {
  readonly #orders: Orders;
  readonly #events: EventQueue<Timed>;

  constructor(orders: Orders, events: EventQueue<Timed>) {
    this.#orders = orders;
    this.#events = events;
  }

  fire(at: number): void {
    this.#orders.pass(at);
    this.#events.add(at + passStep, this);
  }
}

function pagesWithout(without: ReadonlySet<string> | undefined): Readonly<Record<TargetName, Instruments>> {
  const page = (target: TargetName): Instruments => new Instruments(targets[target].job, without);
  return {
    api: page('api'),
    worker: page('worker'),
    state: page('state'),
    'worker-sdk': page('worker-sdk'),
    'api-sdk': page('api-sdk'),
    temporal: page('temporal'),
  };
}

function databaseMetrics(page: Instruments): OperationObserver {
  const times = page.histogram(application.dbOperation);
  for (const operation of operations) times.zero({ operation });
  return (operation, seconds) => times.observe({ operation }, seconds);
}
