/** How the simulation, which does not wait, writes to a store that takes its time. */
import { setTimeout as pause } from 'node:timers/promises';
import type { OrderStatus } from '../../metrics/order-status.ts';
import type { MemoryStore } from './memory.ts';
import type { Order, OrderStore } from './order-store.ts';

export interface Journal {
  /** An order that nobody waits for. */
  created(order: Order): void;
  moved(id: string, from: OrderStatus, to: OrderStatus, at: number): void;
  /** Somebody looks at an order, or at the newest ones. */
  looked(id: string | undefined): void;
  /** Resolves once all is written. */
  written(): Promise<void>;
  /** As {@link written}. Moves that cannot be written are given up from then on: who opens the store next goes on. */
  settled(): Promise<void>;
}

/** Memory is written at once. */
export class MemoryJournal implements Journal {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  created(order: Order): void {
    this.#store.insert(order);
  }

  moved(id: string, from: OrderStatus, to: OrderStatus, at: number): void {
    this.#store.moveOn(id, from, to, at);
  }

  looked(id: string | undefined): void {
    this.#store.look(id);
  }

  async written(): Promise<void> {}

  async settled(): Promise<void> {}
}

/** In milliseconds. */
const untilNextTry = 1000;
/** What looks at orders may be under way; more are left out, for nobody misses them. */
const looksAtMost = 20;
/** How often it tells that the store fails, in milliseconds. */
const tellEvery = 30_000;

/** What belongs to an order is written one after the other; orders do not wait for each other. */
export class StoreJournal implements Journal {
  readonly #store: OrderStore;
  readonly #tell: (problem: string) => void;
  readonly #underWay = new Map<string, Promise<void>>();
  #looks = 0;
  #ending = false;
  #told = -Infinity;

  /** @param tell is told of failures, now and then */
  constructor(store: OrderStore, tell: (problem: string) => void) {
    this.#store = store;
    this.#tell = tell;
  }

  created(order: Order): void {
    this.#after(order.id, async () => {
      await this.#store.create(order);
    });
  }

  moved(id: string, from: OrderStatus, to: OrderStatus, at: number): void {
    this.#after(id, () => this.#move(id, from, to, at));
  }

  looked(id: string | undefined): void {
    if (this.#looks >= looksAtMost) return;
    this.#looks += 1;
    const look = id === undefined ? this.#store.list({ limit: 20 }) : this.#store.find(id);
    look
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#looks -= 1;
      });
  }

  async settled(): Promise<void> {
    this.#ending = true;
    await this.written();
  }

  async written(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  #after(id: string, write: () => Promise<void>): void {
    const before = this.#underWay.get(id) ?? Promise.resolve();
    const done = before.then(write).catch((error: unknown) => this.#failed(error));
    const written = done.finally(() => {
      if (this.#underWay.get(id) === written) this.#underWay.delete(id);
    });
    this.#underWay.set(id, written);
  }

  async #move(id: string, from: OrderStatus, to: OrderStatus, at: number): Promise<void> {
    for (;;) {
      try {
        await this.#store.move(id, from, to, at);
        return;
      } catch (error) {
        this.#failed(error);
        if (this.#ending) return;
      }
      await pause(untilNextTry);
    }
  }

  #failed(error: unknown): void {
    const now = performance.now();
    if (now - this.#told < tellEvery) return;
    this.#told = now;
    this.#tell(error instanceof Error ? error.message : String(error));
  }
}
