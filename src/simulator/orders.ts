/** The life of orders: a workflow of five activities, done by workers, with payments, stock and shipping. */
import { application } from '../metrics/application.ts';
import type { OrderStatus } from '../metrics/order-status.ts';
import {
  attemptsAtMost,
  cancelledShare,
  firstPause,
  natures,
  reasons,
  type ActivityNature,
  type Reason,
} from './activity-time.ts';
import type { Conditions } from './conditions.ts';
import { databaseTime } from './database-time.ts';
import type { EventQueue } from './event-queue.ts';
import type { Instruments } from './exposition/instruments.ts';
import { Inventory } from './inventory.ts';
import { activities, type Activity, type Observer, type WorkflowOutcome } from './observer.ts';
import type { Workers } from './part.ts';
import type { Random } from './random.ts';
import type { Order } from './store/order-store.ts';
import { Tracer } from './tracer.ts';
import { Workforce } from './workforce.ts';

/** Something that is due at a time. */
export interface Timed {
  fire(at: number): void;
}

export interface OrdersOptions {
  /** Of the API, which accepts orders, and of the workers, which process them. */
  readonly pages: { readonly api: Instruments; readonly worker: Instruments };
  readonly events: EventQueue<Timed>;
  /** Is told of each change of a status. */
  readonly moved: (id: string, from: OrderStatus, to: OrderStatus, at: number) => void;
  readonly random: Random;
  readonly conditions: () => Conditions;
  readonly begin: number;
  readonly rate: number;
}

/** Between orders that are traced, in seconds; of its own customers' orders nearly all are. */
const tracePause = 0.1;

/** How an attempt ends. */
type Ending = 'done' | 'again' | 'refused';

export class Orders {
  readonly #events: EventQueue<Timed>;
  readonly #moved: OrdersOptions['moved'];
  readonly #random: Random;
  readonly #conditions: () => Conditions;
  readonly #workforce: Workforce<OrderRun>;
  readonly #inventory: Inventory;
  readonly #tracer: Tracer;
  readonly #observers: Observer[] = [];
  readonly #instruments: ReturnType<typeof instrumentsOn>;
  #open = 0;
  #passed: number;

  constructor({ pages, events, moved, random, conditions, begin, rate }: OrdersOptions) {
    this.#events = events;
    this.#moved = moved;
    this.#random = random;
    this.#conditions = conditions;
    this.#tracer = new Tracer(random.fork('traces'), tracePause);
    this.#workforce = new Workforce(rate, begin);
    this.#inventory = new Inventory(pages.worker);
    this.#instruments = instrumentsOn(pages);
    this.#passed = begin;
  }

  observe(observer: Observer): void {
    this.#observers.push(observer);
  }

  get workers(): Workers {
    const { slots, busy, waiting } = this.#workforce;
    return { slots, busy, waiting, open: this.#open };
  }

  /** Begins with an order that the store has. */
  admit(order: Order, at: number): void {
    this.#instruments.created.inc({});
    this.resume(order, at);
  }

  /** Goes on with an order of an earlier run: its workflow begins anew. */
  resume({ id, product, quantity, status, createdAt }: Order, at: number): void {
    this.#open += 1;
    this.#workforce.arrived();
    const cancelAfter = this.#random.happens(cancelledShare) ? this.#random.integer(0, 2) : undefined;
    for (const observer of this.#observers) observer.workflowStarted(at);
    this.#enqueue(new OrderRun(this, { id, product, quantity, status, createdAt, begunAt: at, cancelAfter }), at);
  }

  /** What passes without orders: workers come and go, stock is delivered. At most a second apart. */
  pass(at: number): void {
    const conditions = this.#conditions();
    const seconds = at - this.#passed;
    if (seconds <= 0) return;
    this.#passed = at;
    this.#workforce.pass(at, seconds, conditions.workers);
    this.#inventory.pass(seconds, conditions.stockDrains);
    this.#dispatch(at);
  }

  /** @internal An order is due: its attempt is over, or its pause before the next. */
  wake(run: OrderRun, at: number): void {
    if (run.isRunning) this.#attempted(run, at);
    else this.#enqueue(run, at);
  }

  #enqueue(run: OrderRun, at: number): void {
    run.enqueuedAt = at;
    if (this.#workforce.begin(run)) this.#begin(run, at);
  }

  #dispatch(at: number): void {
    for (let run = this.#workforce.next(); run !== undefined; run = this.#workforce.next()) this.#begin(run, at);
  }

  /** A worker takes a task up; a poll of the queue takes its time, too. */
  #begin(run: OrderRun, at: number): void {
    const nature = natures[run.activity];
    if (run.status === 'pending') this.#move(run, 'processing', at);
    const start = at + this.#random.lognormal(0.012, 0.7);
    run.isRunning = true;
    run.startedAt = start;
    run.took = this.#timeOf(nature);
    this.#events.add(start + run.took, run);
  }

  #timeOf({ median, spread, usesDatabase }: ActivityNature): number {
    const own = this.#random.lognormal(median, spread);
    const slowness = this.#conditions().databaseSlowness;
    return usesDatabase ? own + databaseTime('update_order', slowness, this.#random) : own;
  }

  #attempted(run: OrderRun, at: number): void {
    run.isRunning = false;
    this.#workforce.end();
    const { activity, attempt, took } = run;
    const ending = this.#endingOf(run);
    this.#instruments.activity.observe({ activity }, took);
    if (activity === 'ArrangeShipping') this.#instruments.shipping.observe({}, took);
    for (const observer of this.#observers) {
      const waited = run.startedAt - run.enqueuedAt;
      observer.activityAttempted(at, { activity, attempt, waited, took, succeeded: ending === 'done' });
    }
    if (ending === 'done') this.#goOn(run, at);
    else if (ending === 'again' && attempt < attemptsAtMost) this.#tryAgain(run, at);
    else this.#fail(run, at);
    this.#dispatch(at);
  }

  #endingOf(run: OrderRun): Ending {
    const { fails, refuses } = natures[run.activity];
    const conditions = this.#conditions();
    if (run.activity === 'TakePayment') return this.#pay(conditions.paymentsRefused, refuses);
    if (this.#random.happens(refuses)) return 'refused';
    // The last activity is tried until it succeeds, as is all that must not stay half done.
    const isLastTry = run.activity === 'FinishOrder' && run.attempt === attemptsAtMost;
    if (this.#random.happens(fails) && !isLastTry) return 'again';
    if (run.activity !== 'ReserveInventory') return 'done';
    return this.#inventory.reserve(run.product, run.quantity, conditions.stockDrains) ? 'done' : 'refused';
  }

  #pay(refusedNow: number, refusedForGood: number): Ending {
    const forGood = this.#random.happens(refusedForGood);
    const refused = forGood || this.#random.happens(refusedNow);
    this.#instruments.payments.inc({ status: refused ? 'failure' : 'success' });
    if (forGood) return 'refused';
    return refused ? 'again' : 'done';
  }

  #goOn(run: OrderRun, at: number): void {
    if (run.cancelAfter === run.stage) {
      if (run.activity === 'ReserveInventory') this.#inventory.release(run.product, run.quantity);
      this.#end(run, at, 'cancelled');
    } else if (run.stage === activities.length - 1) {
      this.#end(run, at, 'completed');
    } else {
      run.stage += 1;
      run.attempt = 1;
      this.#enqueue(run, at);
    }
  }

  #tryAgain(run: OrderRun, at: number): void {
    this.#events.add(at + firstPause * 2 ** (run.attempt - 1), run);
    run.attempt += 1;
  }

  #fail(run: OrderRun, at: number): void {
    const reason: Reason | undefined = natures[run.activity].reason;
    if (reason !== undefined) this.#instruments.errors.inc({ reason });
    if (run.activity === 'ArrangeShipping') this.#inventory.release(run.product, run.quantity);
    this.#end(run, at, 'failed');
  }

  #end(run: OrderRun, at: number, status: 'completed' | 'failed' | 'cancelled'): void {
    this.#open -= 1;
    this.#move(run, status, at);
    this.#instruments.processing.observe({}, at - run.createdAt, this.#tracer.trace(at));
    for (const observer of this.#observers) observer.workflowEnded(at, outcomes[status], at - run.begunAt);
  }

  #move(run: OrderRun, to: OrderStatus, at: number): void {
    this.#moved(run.id, run.status, to, at);
    run.status = to;
  }
}

const outcomes = { completed: 'completed', failed: 'failed', cancelled: 'canceled' } as const satisfies Readonly<
  Record<string, WorkflowOutcome>
>;

interface OrderRunOptions {
  readonly id: string;
  readonly product: string;
  readonly quantity: number;
  readonly status: OrderStatus;
  readonly createdAt: number;
  readonly begunAt: number;
  /** The stage after which its customer cancels it; mostly none. */
  readonly cancelAfter: number | undefined;
}

/** An order under way. It has one event at most: the end of an attempt or of a pause. */
export class OrderRun implements Timed {
  readonly #orders: Orders;
  readonly id: string;
  readonly product: string;
  readonly quantity: number;
  readonly createdAt: number;
  readonly begunAt: number;
  readonly cancelAfter: number | undefined;
  status: OrderStatus;
  stage = 0;
  attempt = 1;
  isRunning = false;
  enqueuedAt = 0;
  startedAt = 0;
  took = 0;

  constructor(orders: Orders, { id, product, quantity, status, createdAt, begunAt, cancelAfter }: OrderRunOptions) {
    this.#orders = orders;
    this.id = id;
    this.product = product;
    this.quantity = quantity;
    this.status = status;
    this.createdAt = createdAt;
    this.begunAt = begunAt;
    this.cancelAfter = cancelAfter;
  }

  get activity(): Activity {
    return activities[this.stage] ?? 'FinishOrder';
  }

  fire(at: number): void {
    this.#orders.wake(this, at);
  }
}

/** Every label value that can occur is there from the start: the first step of a counter that was not is invisible. */
function instrumentsOn({ api, worker }: OrdersOptions['pages']) {
  const created = api.counter(application.ordersCreated);
  const processing = worker.histogram(application.orderProcessing);
  const errors = worker.counter(application.orderProcessingErrors);
  const payments = worker.counter(application.paymentsProcessed);
  const shipping = worker.histogram(application.shippingArrangement);
  const activity = worker.histogram(application.workflowActivity);
  created.inc({}, 0);
  processing.zero({});
  shipping.zero({});
  for (const reason of reasons) errors.inc({ reason }, 0);
  for (const status of ['success', 'failure']) payments.inc({ status }, 0);
  for (const name of activities) activity.zero({ activity: name });
  return { created, processing, errors, payments, shipping, activity };
}
