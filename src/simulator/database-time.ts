/** How long operations of the database take, where there is none (as long as those of a small PostgreSQL do) or it is slow. */
import type { Random } from './random.ts';
import type { Operation } from './store/order-store.ts';

/** Half of them take less, in seconds. */
const usualSeconds: Readonly<Record<Operation, number>> = {
  insert_order: 0.004,
  update_order: 0.004,
  get_order: 0.0015,
  list_orders: 0.006,
  count_orders: 0.009,
};

const spread = 0.6;

/** How much longer an operation takes, in seconds, where all take so many times as long as usual. */
export function delayOf(operation: Operation, slowness: number): number {
  return usualSeconds[operation] * Math.max(0, slowness - 1);
}

export function databaseTime(operation: Operation, slowness: number, random: Random): number {
  return random.lognormal(usualSeconds[operation] * slowness, spread);
}
