/** Orders in memory: all that are open, and the newest of those that are finished. */
import type { OrderStatus } from '../../metrics/order-status.ts';
import { Line } from '../line.ts';
import { isFinal } from '../open-statuses.ts';
import type { Operation, Order, OrderStore, Overview } from './order-store.ts';

/** How many finished orders are kept unless it is said. */
const usuallyKept = 10_000;

type Kept = { -readonly [K in keyof Order]: Order[K] };

export class MemoryStore implements OrderStore {
  readonly #finishedKept: number;
  readonly #worked: (operation: Operation) => void;
  readonly #byId = new Map<string, Kept>();
  /** By the time at which they came in; those that were dropped are taken out now and then. */
  #arrivals: Kept[] = [];
  /** Those that are not finished: few beside all others. */
  readonly #open = new Set<Kept>();
  /** In the order in which they were finished. */
  readonly #finishing = new Line<Kept>();
  readonly #counts: Record<OrderStatus, number> = { pending: 0, processing: 0, completed: 0, failed: 0, cancelled: 0 };

  /** @param worked is told of each operation; memory takes no time worth measuring */
  constructor({ finishedKept = usuallyKept, worked = () => {} }: MemoryStoreOptions = {}) {
    this.#finishedKept = finishedKept;
    this.#worked = worked;
  }

  /** How many orders are in memory. */
  get size(): number {
    return this.#byId.size;
  }

  /** As {@link create}, at once. */
  insert(order: Order): void {
    this.#worked('insert_order');
    if (this.#byId.has(order.id)) throw new Error(`there is an order ${order.id} already`);
    const kept = { ...order };
    this.#byId.set(order.id, kept);
    this.#arrive(kept);
    this.#counts[order.status] += 1;
    if (isFinal(order.status)) this.#keepFinished(kept);
    else this.#open.add(kept);
  }

  /** As {@link move}, at once. */
  moveOn(id: string, from: OrderStatus, to: OrderStatus, at: number): boolean {
    this.#worked('update_order');
    const order = this.#byId.get(id);
    if (order?.status !== from) return false;
    this.#counts[from] -= 1;
    this.#counts[to] += 1;
    order.status = to;
    order.updatedAt = at;
    if (isFinal(to)) this.#keepFinished(order);
    return true;
  }

  /** As {@link find} or {@link list}, for its own sake. */
  look(id: string | undefined): void {
    this.#worked(id === undefined ? 'list_orders' : 'get_order');
  }

  async create(order: Order): Promise<void> {
    this.insert(order);
  }

  async move(id: string, from: OrderStatus, to: OrderStatus, at: number): Promise<boolean> {
    return this.moveOn(id, from, to, at);
  }

  async find(id: string): Promise<Order | undefined> {
    this.#worked('get_order');
    const order = this.#byId.get(id);
    return order === undefined ? undefined : { ...order };
  }

  async list({ limit, status }: { limit: number; status?: OrderStatus }): Promise<readonly Order[]> {
    this.#worked('list_orders');
    const found: Order[] = [];
    for (let index = this.#arrivals.length - 1; index >= 0 && found.length < limit; index -= 1) {
      const order = this.#arrivals[index];
      if (order === undefined || !this.#byId.has(order.id)) continue;
      if (status === undefined || order.status === status) found.push({ ...order });
    }
    return found;
  }

  async overview(): Promise<Overview> {
    this.#worked('count_orders');
    const oldest: Partial<Record<OrderStatus, number>> = {};
    for (const { status, createdAt } of this.#open) {
      const known = oldest[status];
      if (known === undefined || createdAt < known) oldest[status] = createdAt;
    }
    return { counts: { ...this.#counts }, oldest };
  }

  async open(): Promise<readonly Order[]> {
    return this.#arrivals.filter(({ status }) => !isFinal(status)).map((order) => ({ ...order }));
  }

  async close(): Promise<void> {}

  /** The newest of the finished orders, oldest first. */
  finished(atMost: number): readonly Order[] {
    const finished = this.#arrivals.filter(({ id, status }) => isFinal(status) && this.#byId.has(id));
    return finished.slice(-atMost).map((order) => ({ ...order }));
  }

  /** Nearly all come in when they are created, so that the place is at the end, or close to it. */
  #arrive(order: Kept): void {
    let index = this.#arrivals.length;
    for (; index > 0; index -= 1) {
      const before = this.#arrivals[index - 1];
      if (before === undefined || !isBefore(order, before)) break;
    }
    if (index === this.#arrivals.length) this.#arrivals.push(order);
    else this.#arrivals.splice(index, 0, order);
  }

  #keepFinished(order: Kept): void {
    this.#open.delete(order);
    this.#finishing.add(order);
    if (this.#finishing.size <= this.#finishedKept) return;
    const dropped = this.#finishing.take();
    if (dropped !== undefined) this.#byId.delete(dropped.id);
    // Seldom enough that each order is looked at a few times in all.
    if (this.#arrivals.length > 2 * this.#byId.size + this.#finishedKept) {
      this.#arrivals = this.#arrivals.filter(({ id }) => this.#byId.has(id));
    }
  }
}

export interface MemoryStoreOptions {
  readonly finishedKept?: number;
  readonly worked?: (operation: Operation) => void;
}

function isBefore(a: Order, b: Order): boolean {
  return a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id);
}
