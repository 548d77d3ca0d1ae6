/** What the simulator shows: only what the catalogue has, with its labels. What fills an empty panel: only what there is. */
import { application } from '../../../src/metrics/application.ts';
import { mayBeEmpty } from '../../../src/panels/may-be-empty.ts';
import type { MayBeEmpty } from '../../../src/policy/incidents.ts';
import { Instruments } from '../../../src/simulator/exposition/instruments.ts';

const page = new Instruments('order_processing_api');
const requests = page.counter(application.httpRequests);
const levels = page.gauge(application.inventoryLevel);
const processing = page.histogram(application.orderProcessing);
declare const panel: Parameters<typeof mayBeEmpty>[2];

// error: Property 'ordersShipped' does not exist on type
export const unknownMetric = page.counter(application.ordersShipped);
// error: Argument of type 'string' is not assignable to parameter of type
export const byName = page.counter('orders_shipped_total');
// error: is missing the following properties from type 'Metric<"gauge"
export const madeUp = page.gauge({ name: 'orders_shipped', help: 'x', labels: [], jobs: ['order_processing_api'] });
// error: is not assignable to parameter of type 'Metric<"counter"
export const gaugeAsCounter = page.counter(application.inventoryLevel);
// error: is not assignable to parameter of type 'Metric<"gauge"
export const histogramAsGauge = page.gauge(application.orderProcessing);
// error: Argument of type 'string' is not assignable to parameter of type
export const addedByName = page.add('orders_shipped', () => []);

// error: is not assignable to parameter of type 'Labels<
requests.inc({ method: 'GET', endpoint: '/orders' });
// error: 'code' does not exist in type
requests.inc({ method: 'GET', endpoint: '/orders', status: '200', code: '200' });
// error: 'environment' does not exist in type
levels.set({ product: 'kettle', environment: 'production' }, 1);
// error: Property 'inc' does not exist on type
levels.inc({ product: 'kettle' });
// error: Property 'set' does not exist on type
processing.set({}, 1);

// error: Type '"payment-provider-up"' is not assignable to type
export const filledByNothing: MayBeEmpty = { reason: 'no payment fails', filledBy: 'payment-provider-up' };
// error: Property 'reason' is missing in type
export const withoutReason = mayBeEmpty(['A'], { filledBy: 'order-stop' }, panel);
// error: Property 'filledBy' is missing in type
export const neverFilled = mayBeEmpty(['A'], { reason: 'no orders come in' }, panel);
// error: is not assignable to parameter of type 'readonly [string, ...string[]]'
export const ofNoQuery = mayBeEmpty([], { reason: 'no orders come in', filledBy: 'order-stop' }, panel);
