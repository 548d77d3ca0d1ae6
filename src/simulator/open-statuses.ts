import { finalOrderStatuses, orderStatuses, type OrderStatus } from '../metrics/order-status.ts';

/** The states that an order is to leave. */
export const openOrderStatuses: readonly OrderStatus[] = orderStatuses.filter((status) => !isFinal(status));

export function isFinal(status: OrderStatus): boolean {
  return finalOrderStatuses.some((final) => final === status);
}
