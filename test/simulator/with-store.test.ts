/** The system over a store that takes its time, as a database does. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { OrderStatus } from '../../src/metrics/order-status.ts';
import { MemoryStore } from '../../src/simulator/store/memory.ts';
import type { Order } from '../../src/simulator/store/order-store.ts';
import { waitFor } from '../support/wait.ts';
import { order } from './store/contract.ts';
import { noon, simulate, valuesOf } from './world.ts';

/** Answers a while after it was asked, and fails while it is told to. */
class SlowStore extends MemoryStore {
  failing = false;
  closed = false;

  override async create(given: Order): Promise<void> {
    await this.#wait();
    return super.create(given);
  }

  override async move(id: string, from: OrderStatus, to: OrderStatus, at: number): Promise<boolean> {
    await this.#wait();
    return super.move(id, from, to, at);
  }

  override async close(): Promise<void> {
    this.closed = true;
  }

  async #wait(): Promise<void> {
    await pause(5);
    if (this.closed) throw new Error('the store is closed');
    if (this.failing) throw new Error('the store is away');
  }
}

async function over(store: SlowStore, traffic = false, told: string[] = []) {
  return simulate({ traffic, connect: async () => store, tell: (problem) => told.push(problem) });
}

describe('a store that takes its time', () => {
  it('has the orders of the time before the start, where it was empty', async () => {
    const store = new SlowStore();
    const simulation = await over(store, true);
    const { counts } = await store.overview();
    expect(counts.completed).toBeGreaterThan(200);
    expect(counts.processing).toBe(simulation.workers.open);
    await simulation.close();
  });

  it('has an order that was accepted, and each of its moves in their order', async () => {
    const store = new SlowStore();
    const simulation = await over(store);
    const accepted = await Promise.all(Array.from({ length: 50 }, () => simulation.accept('kettle', 1)));
    for (const { id } of accepted) expect(await store.find(id)).toMatchObject({ status: 'pending' });
    // All of their lives at once: the moves wait for each other.
    simulation.advance(noon + 600);
    expect(simulation.workers.open).toBe(0);
    await simulation.close();
    expect(store.closed).toBe(true);
    const { counts } = await store.overview();
    expect(counts.pending + counts.processing).toBe(0);
    expect(counts.completed + counts.failed + counts.cancelled).toBe(50);
  });

  it('an order that it refuses is not accepted', async () => {
    const store = new SlowStore();
    const simulation = await over(store);
    store.failing = true;
    await expect(simulation.accept('kettle', 1)).rejects.toThrow('the store is away');
    expect((await valuesOf(simulation, 'api'))('orders_created_total')).toBe(0);
    expect(simulation.workers.open).toBe(0);
  });

  it('gets the moves that it missed while it was away, and the failure is told once', async () => {
    const store = new SlowStore();
    const told: string[] = [];
    const simulation = await over(store, false, told);
    const accepted = await Promise.all([1, 2, 3].map(() => simulation.accept('kettle', 1)));
    store.failing = true;
    simulation.advance(noon + 600);
    await waitFor('the failure to be told', () => told.length > 0);
    store.failing = false;
    await waitFor('the moves to be written', async () => (await store.open()).length === 0);
    expect(told).toEqual(['the store is away']);
    expect(accepted).toHaveLength(3);
    await simulation.close();
  });

  it('orders of an earlier run are gone on with, and nothing is added to them', async () => {
    const store = new SlowStore();
    store.insert(order('waits'));
    store.insert(order('is-processed', 5, 'processing'));
    store.insert(order('is-done', 6, 'completed'));
    const simulation = await over(store);
    expect(simulation.workers.open).toBe(2);
    simulation.advance(noon + 600);
    await simulation.close();
    const { counts } = await store.overview();
    expect(counts).toMatchObject({ pending: 0, processing: 0 });
    expect(counts.completed + counts.failed + counts.cancelled).toBe(3);
    expect((await valuesOf(simulation, 'api'))('orders_created_total')).toBe(0);
  });
});
