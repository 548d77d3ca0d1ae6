/** What the API tells of the requests that it answered. */
import { application } from '../metrics/application.ts';
import type { CounterInstrument, HistogramInstrument, Instruments, Seen } from './exposition/instruments.ts';

/** The value of `endpoint` for a path without route. */
export const unmatched = 'unmatched';
export const ordersRoute = '/orders';
export const orderRoute = '/orders/:id';
export type Endpoint = typeof ordersRoute | typeof orderRoute | typeof unmatched;

/** The value of `method` for one that is none of HTTP's own: whoever asks must not be able to make up labels. */
const otherMethod = 'OTHER';
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', otherMethod] as const;
type Method = (typeof methods)[number];

/** The answers of each route that has one for the method. */
const routed: readonly (readonly [Method, Endpoint, readonly number[]])[] = [
  ['GET', ordersRoute, [200, 400, 500, 503]],
  ['POST', ordersRoute, [201, 400, 413, 500, 503]],
  ['GET', orderRoute, [200, 404, 500, 503]],
];

export class HttpMetrics {
  readonly #requests: CounterInstrument<'method' | 'endpoint' | 'status'>;
  readonly #duration: HistogramInstrument<'method' | 'endpoint'>;

  constructor(page: Instruments) {
    this.#requests = page.counter(application.httpRequests);
    this.#duration = page.histogram(application.httpRequestDuration);
    for (const [method, endpoint, statuses] of routed) {
      this.#duration.zero({ method, endpoint });
      for (const status of statuses) this.#requests.inc({ method, endpoint, status: String(status) }, 0);
    }
    this.#duration.zero({ method: 'GET', endpoint: unmatched });
    // How long it takes to refuse another method is of no interest before it happens: fourteen series each.
    for (const method of methods) {
      this.#requests.inc({ method, endpoint: unmatched, status: '404' }, 0);
      for (const endpoint of [ordersRoute, orderRoute] as const) {
        if (routed.some(([known, route]) => known === method && route === endpoint)) continue;
        this.#requests.inc({ method, endpoint, status: '405' }, 0);
      }
    }
  }

  /** @param seconds that the answer took */
  answered(request: { method: string; endpoint: Endpoint; status: number }, seconds: number, exemplar?: Seen): void {
    const { endpoint, status } = request;
    const method = methods.find((known) => known === request.method) ?? otherMethod;
    this.#requests.inc({ method, endpoint, status: String(status) });
    this.#duration.observe({ method, endpoint }, seconds, exemplar);
  }
}
