/** The states of an order, typed from the application's `orders_by_status`. */
import { expect, test } from 'vitest';
import { application } from '../../src/metrics/application.ts';
import { finalOrderStatuses, orderStatuses } from '../../src/metrics/order-status.ts';

test('an order has five states, and stays in three of them', () => {
  expect(orderStatuses).toEqual(['pending', 'processing', 'completed', 'failed', 'cancelled']);
  expect(finalOrderStatuses).toEqual(['completed', 'failed', 'cancelled']);
});

test('the catalogue names them all', () => {
  expect(application.ordersByStatus.help).toContain(': pending, processing, completed, failed, cancelled.');
});
