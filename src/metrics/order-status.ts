/** The states of an order, in the order of its life: the values of `status` on `orders_by_status`. */
export const orderStatuses = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const;

/** The states that an order does not leave. */
export const finalOrderStatuses = ['completed', 'failed', 'cancelled'] as const;

export type OrderStatus = (typeof orderStatuses)[number];
