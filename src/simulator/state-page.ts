/** The exporter that asks the database how orders fare, so that replicas of the service do not count them twice. */
import { application } from '../metrics/application.ts';
import { orderStatuses } from '../metrics/order-status.ts';
import type { GaugeInstrument, Instruments } from './exposition/instruments.ts';
import { openOrderStatuses } from './open-statuses.ts';
import type { OrderStore } from './store/order-store.ts';

export class StatePage {
  readonly #byStatus: GaugeInstrument<'status'>;
  readonly #oldestAge: GaugeInstrument<'status'>;

  constructor(page: Instruments) {
    this.#byStatus = page.gauge(application.ordersByStatus);
    this.#oldestAge = page.gauge(application.ordersOldestOpenAge);
  }

  /** Asks the store. Where it does not answer, nothing is shown rather than what was; the error is thrown on. */
  async refresh(store: OrderStore, now: number): Promise<void> {
    try {
      const { counts, oldest } = await store.overview();
      for (const status of orderStatuses) this.#byStatus.set({ status }, counts[status]);
      for (const status of openOrderStatuses) {
        this.#oldestAge.set({ status }, Math.max(0, now - (oldest[status] ?? now)));
      }
    } catch (error) {
      this.#byStatus.reset();
      this.#oldestAge.reset();
      throw error;
    }
  }
}
