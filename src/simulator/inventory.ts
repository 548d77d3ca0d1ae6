/** Stock by product: orders take from it, deliveries fill it up again. */
import { application } from '../metrics/application.ts';
import type { CounterInstrument, GaugeInstrument, Instruments } from './exposition/instruments.ts';
import { products, quantityAtMost } from './products.ts';

/** Where a delivery comes in, well above the limit that alerts, and what it brings. */
const reorderAt = quantityAtMost + 50;
const delivery = 500;
/** A drained stock is empty within two minutes, however full it was. */
const fullest = reorderAt + delivery;
const drainedEachSecond = fullest / 120;

export class Inventory {
  readonly #updates: CounterInstrument<never>;
  readonly #level: GaugeInstrument<'product'>;
  /** Shown levels are whole; while stock drains, what is left of an item is kept here. */
  readonly #levels = new Map<string, number>();

  constructor(page: Instruments) {
    this.#updates = page.counter(application.inventoryUpdates);
    this.#level = page.gauge(application.inventoryLevel);
    this.#updates.inc({}, 0);
    // Not all are delivered at the same time.
    for (const [index, { name }] of products.entries()) {
      this.#set(name, reorderAt + Math.round((delivery * (index + 1)) / products.length));
    }
  }

  /** Takes items for an order; false where there are too few. */
  reserve(product: string, quantity: number, drains: boolean): boolean {
    if (!drains) this.#deliver(product, quantity);
    const level = this.levelOf(product);
    if (level < quantity) return false;
    this.#update(product, level - quantity);
    return true;
  }

  /** Gives back what an order had taken. */
  release(product: string, quantity: number): void {
    this.#update(product, this.levelOf(product) + quantity);
  }

  /** What happens to stock without orders, in so many seconds. */
  pass(seconds: number, drains: boolean): void {
    for (const { name } of products) {
      const level = this.levelOf(name);
      if (!drains) this.#deliver(name, 0);
      else if (level > 0) this.#update(name, Math.max(0, level - drainedEachSecond * seconds));
    }
  }

  levelOf(product: string): number {
    return this.#levels.get(product) ?? 0;
  }

  #deliver(product: string, quantity: number): void {
    const level = this.levelOf(product);
    if (level - quantity < reorderAt) this.#update(product, level + delivery);
  }

  #update(product: string, level: number): void {
    this.#updates.inc({});
    this.#set(product, level);
  }

  #set(product: string, level: number): void {
    this.#levels.set(product, level);
    this.#level.set({ product }, Math.floor(level));
  }
}
