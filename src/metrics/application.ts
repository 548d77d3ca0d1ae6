/** The order-processing service itself. */
import { counter, gauge, histogram } from './define.ts';
import { orderStatuses } from './order-status.ts';

const api = 'order_processing_api';
const worker = 'order_processing_worker';
const state = 'order_processing_state';

export const application = {
  httpRequests: counter('http_requests_total', {
    job: api,
    labels: ['method', 'endpoint', 'status'],
    unit: 'count',
    help: 'HTTP requests answered; status is the decimal code, a path without route counts as endpoint "unmatched".',
  }),
  httpRequestDuration: histogram('http_request_duration_seconds', {
    job: api,
    labels: ['method', 'endpoint'],
    unit: 'seconds',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    help: 'Time to answer an HTTP request.',
  }),
  ordersCreated: counter('orders_created_total', {
    job: api,
    unit: 'count',
    help: 'Orders accepted.',
  }),
  orderProcessing: histogram('order_processing_seconds', {
    job: worker,
    unit: 'seconds',
    buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800],
    help: 'Time from the acceptance of an order to its end, as the workflow saw it; carries exemplars with trace_id.',
  }),
  orderProcessingErrors: counter('order_processing_errors_total', {
    job: worker,
    labels: ['reason'],
    unit: 'count',
    help: 'Orders that failed, by reason.',
  }),
  ordersByStatus: gauge('orders_by_status', {
    job: state,
    labels: ['status'],
    unit: 'count',
    help: `Orders in the database, by status: ${orderStatuses.join(', ')}.`,
  }),
  ordersOldestOpenAge: gauge('orders_oldest_open_age_seconds', {
    job: state,
    labels: ['status'],
    unit: 'seconds',
    help: 'Age of the oldest order that is still in that status.',
  }),
  paymentsProcessed: counter('payments_processed_total', {
    job: worker,
    labels: ['status'],
    unit: 'count',
    help: 'Payments taken (success) or refused (failure).',
  }),
  inventoryUpdates: counter('inventory_updates_total', {
    job: worker,
    unit: 'count',
    help: 'Changes of a stock level.',
  }),
  inventoryLevel: gauge('inventory_level', {
    job: worker,
    labels: ['product'],
    unit: 'count',
    help: 'Items in stock, by product; replicas report the same level.',
  }),
  shippingArrangement: histogram('shipping_arrangement_seconds', {
    job: worker,
    unit: 'seconds',
    buckets: [1, 5, 10, 30, 60, 120, 180, 300, 600],
    help: 'Time to arrange the shipping of an order.',
  }),
  dbOperation: histogram('db_operation_duration_seconds', {
    job: api,
    labels: ['operation'],
    unit: 'seconds',
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    help: 'Time of a database operation as the application saw it.',
  }),
  workflowActivity: histogram('workflow_activity_duration_seconds', {
    job: worker,
    labels: ['activity'],
    unit: 'seconds',
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300],
    help: 'Time of one activity of an order workflow, by activity.',
  }),
};
