/** What every store of orders does, wherever it keeps them. */
import { expect } from 'vitest';
import type { OrderStatus } from '../../../src/metrics/order-status.ts';
import type { Order, OrderStore } from '../../../src/simulator/store/order-store.ts';

export interface StoreCase {
  readonly name: string;
  /** @param store is empty */
  readonly holds: (store: OrderStore) => Promise<void>;
}

const start = 1_700_000_000;

/** An order that came in so many seconds after the first. */
export function order(id: string, after = 0, status: OrderStatus = 'pending'): Order {
  return {
    id,
    status,
    product: 'widget',
    quantity: 2,
    amount: 1999,
    createdAt: start + after,
    updatedAt: start + after,
  };
}

const none = { pending: 0, processing: 0, completed: 0, failed: 0, cancelled: 0 };

function ids(orders: readonly Order[]): readonly string[] {
  return orders.map(({ id }) => id);
}

export const storeContract: readonly StoreCase[] = [
  {
    name: 'an empty one has nothing',
    holds: async (store) => {
      expect(await store.find('a')).toBeUndefined();
      expect(await store.list({ limit: 10 })).toEqual([]);
      expect(await store.open()).toEqual([]);
      expect(await store.overview()).toEqual({ counts: none, oldest: {} });
    },
  },
  {
    name: 'an order is found as it was created, to the microsecond',
    holds: async (store) => {
      const made = { ...order('a', 0.123456), quantity: 7, amount: 9_007_199_254 };
      await store.create(made);
      expect(await store.find('a')).toEqual(made);
    },
  },
  {
    name: 'text stays as it is, whatever is in it',
    holds: async (store) => {
      const made = { ...order("it's; DROP TABLE orders --"), product: 'Grüße "$1" \\ \n%' };
      await store.create(made);
      expect(await store.find(made.id)).toEqual(made);
    },
  },
  {
    name: 'an id is taken once',
    holds: async (store) => {
      await store.create(order('a'));
      await expect(store.create(order('a', 5))).rejects.toThrow(Error);
      expect(await store.find('a')).toEqual(order('a'));
    },
  },
  {
    name: 'an order that is moved has the new status and time',
    holds: async (store) => {
      await store.create(order('a'));
      expect(await store.move('a', 'pending', 'processing', start + 3.5)).toBe(true);
      expect(await store.find('a')).toEqual({ ...order('a'), status: 'processing', updatedAt: start + 3.5 });
    },
  },
  {
    name: 'an order in another status is not moved',
    holds: async (store) => {
      await store.create(order('a'));
      expect(await store.move('a', 'processing', 'completed', start + 1)).toBe(false);
      expect(await store.find('a')).toEqual(order('a'));
    },
  },
  {
    name: 'an order is not moved twice',
    holds: async (store) => {
      await store.create(order('a'));
      expect(await store.move('a', 'pending', 'processing', start + 1)).toBe(true);
      expect(await store.move('a', 'pending', 'processing', start + 1)).toBe(false);
    },
  },
  {
    name: 'an unknown order is not moved',
    holds: async (store) => {
      expect(await store.move('a', 'pending', 'processing', start)).toBe(false);
    },
  },
  {
    name: 'of many that move one order at once, one does',
    holds: async (store) => {
      const targets = ['processing', 'failed', 'cancelled', 'completed'] as const;
      for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) {
        await store.create(order(id));
        const moved = await Promise.all(
          targets.flatMap((to, index) => [
            store.move(id, 'pending', to, start + index),
            store.move(id, 'pending', to, start + index + 0.5),
          ]),
        );
        expect(moved.filter(Boolean)).toHaveLength(1);
      }
    },
  },
  {
    name: 'the list has the newest first, whatever the order of creation',
    holds: async (store) => {
      for (const after of [20, 0, 30, 10]) await store.create(order(`after-${after}`, after));
      expect(ids(await store.list({ limit: 3 }))).toEqual(['after-30', 'after-20', 'after-10']);
    },
  },
  {
    name: 'the list of a status has that status',
    holds: async (store) => {
      await store.create(order('a', 0, 'completed'));
      await store.create(order('b', 1));
      await store.create(order('c', 2, 'completed'));
      expect(ids(await store.list({ limit: 10, status: 'completed' }))).toEqual(['c', 'a']);
      expect(ids(await store.list({ limit: 1, status: 'completed' }))).toEqual(['c']);
      expect(ids(await store.list({ limit: 10, status: 'failed' }))).toEqual([]);
    },
  },
  {
    name: 'open are those that are not finished, the oldest first',
    holds: async (store) => {
      await store.create(order('d', 3));
      await store.create(order('b', 1, 'processing'));
      await store.create(order('a', 0, 'completed'));
      await store.create(order('e', 4, 'failed'));
      await store.create(order('f', 5, 'cancelled'));
      await store.create(order('c', 2));
      expect(await store.open()).toEqual([order('b', 1, 'processing'), order('c', 2), order('d', 3)]);
    },
  },
  {
    name: 'the overview counts, and names the oldest of each open status by when it came in',
    holds: async (store) => {
      await store.create(order('b', 1.25));
      await store.create(order('a', 0));
      await store.create(order('c', 2, 'failed'));
      await store.create(order('d', 3));
      await store.create(order('e', 0.5));
      await store.move('a', 'pending', 'processing', start + 50);
      await store.move('e', 'pending', 'cancelled', start + 51);
      expect(await store.overview()).toEqual({
        counts: { ...none, pending: 2, processing: 1, failed: 1, cancelled: 1 },
        oldest: { pending: start + 1.25, processing: start },
      });
    },
  },
  {
    name: 'nothing is lost of what is done at once',
    holds: async (store) => {
      const names = Array.from({ length: 200 }, (_, index) => `order-${index}`);
      await Promise.all(names.map((id, index) => store.create(order(id, index))));
      await Promise.all(names.slice(50).map((id) => store.move(id, 'pending', 'processing', start + 500)));
      const { counts } = await store.overview();
      expect(counts).toEqual({ ...none, pending: 50, processing: 150 });
      expect(await store.open()).toHaveLength(200);
    },
  },
  {
    name: 'closing waits for what is under way, and can be asked twice',
    holds: async (store) => {
      const made = Array.from({ length: 40 }, (_, index) => store.create(order(`order-${index}`)));
      await Promise.all([store.close(), store.close()]);
      expect((await Promise.allSettled(made)).map(({ status }) => status)).not.toContain('rejected');
    },
  },
];
