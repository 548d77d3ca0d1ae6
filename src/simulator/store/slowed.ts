/** A store whose operations take longer than they would, as long as the database is slow. */
import { setTimeout as pause } from 'node:timers/promises';
import type { OrderStatus } from '../../metrics/order-status.ts';
import { usualSeconds } from '../database-time.ts';
import type { Operation, Order, OrderStore, Overview } from './order-store.ts';

/** How much longer an operation takes, in seconds, where all take so many times as long as usual. */
export function delayOf(operation: Operation, slowness: number): number {
  return usualSeconds[operation] * Math.max(0, slowness - 1);
}

export class SlowedStore implements OrderStore {
  readonly #store: OrderStore;
  readonly #slowness: () => number;

  constructor(store: OrderStore, slowness: () => number) {
    this.#store = store;
    this.#slowness = slowness;
  }

  async create(order: Order): Promise<void> {
    await this.#delay('insert_order');
    return this.#store.create(order);
  }

  async move(id: string, from: OrderStatus, to: OrderStatus, at: number): Promise<boolean> {
    await this.#delay('update_order');
    return this.#store.move(id, from, to, at);
  }

  async find(id: string): Promise<Order | undefined> {
    await this.#delay('get_order');
    return this.#store.find(id);
  }

  async list(options: { readonly limit: number; readonly status?: OrderStatus }): Promise<readonly Order[]> {
    await this.#delay('list_orders');
    return this.#store.list(options);
  }

  async overview(): Promise<Overview> {
    await this.#delay('count_orders');
    return this.#store.overview();
  }

  open(): Promise<readonly Order[]> {
    return this.#store.open();
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  async #delay(operation: Operation): Promise<void> {
    const seconds = delayOf(operation, this.#slowness());
    if (seconds > 0) await pause(seconds * 1000);
  }
}
