/** What is asked of orders, by panels and rules alike. A window is given by who asks; panels leave it to Grafana. */
import { application } from '../metrics/application.ts';
import { finalOrderStatuses } from '../metrics/order-status.ts';
import {
  by,
  clampMin,
  deriv,
  histogramQuantile,
  bucketIncrease,
  increase,
  max,
  offset,
  oneOf,
  rate,
  ratio,
  sub,
  sum,
  where,
  type LabelVariable,
  type Range,
  type Vector,
} from '../promql/index.ts';

const { ordersCreated, orderProcessing, orderProcessingErrors, ordersByStatus, ordersOldestOpenAge, workflowActivity } =
  application;

/** Orders created per second. */
export function creationRate(window?: Range): Vector<never> {
  return sum(rate(ordersCreated, window));
}

/** Orders created in a window. */
export function created(window: Range): Vector<never> {
  return sum(increase(ordersCreated, window));
}

/** Orders created in the same window a week before. */
export function createdLastWeek(window: Range): Vector<never> {
  return sum(increase(offset(ordersCreated, '1w'), window));
}

/**
 * How many more orders than in the same window a week before, as a share of those: 0 is as many, -1 is none. By
 * environment, as the alert on it, so that a busy one does not hide another.
 */
export function weekOverWeek(window: Range): Vector<'environment'> {
  const now = sum(increase(ordersCreated, window), by('environment'));
  const before = sum(increase(offset(ordersCreated, '1w'), window), by('environment'));
  return sub(ratio(now, before), 1);
}

/** Failed orders per created order. By environment, for the two are counted by different jobs. */
export function errorRatio(window?: Range): Vector<'environment'> {
  return ratio(
    sum(rate(orderProcessingErrors, window), by('environment')),
    sum(rate(ordersCreated, window), by('environment')),
  );
}

/** Orders that did not fail, per created order. */
export function successRatio(window?: Range): Vector<'environment'> {
  return sub(1, errorRatio(window));
}

/** Failed orders per second, by reason. */
export function errorsByReason(window?: Range): Vector<'reason'> {
  return sum(rate(orderProcessingErrors, window), by('reason'));
}

/** Quantile of the time an order takes, in seconds. By environment, as the alert on it. */
export function processingQuantile(phi: number, window?: Range): Vector<'environment'> {
  return histogramQuantile(phi, orderProcessing, by('environment'), window);
}

/** Finished orders in each bucket of processing time. */
export function processingBuckets(window?: Range): Vector<'le'> {
  return bucketIncrease(orderProcessing, window);
}

/** Quantile of the time of a workflow's activities, in seconds. */
export function activityQuantile(phi: number, window?: Range): Vector<'activity'> {
  return histogramQuantile(phi, workflowActivity, by('activity'), window);
}

/** Orders in each status. Replicas of the exporter report the same numbers, environments do not. */
export function byStatus(status: LabelVariable<'status'>): Vector<'status'> {
  return sum(max(where(ordersByStatus, { status }), by('environment', 'status')), by('status'));
}

/** Age in seconds of the oldest order in each status. */
export function oldestByStatus(status: LabelVariable<'status'>): Vector<'status'> {
  return max(where(ordersOldestOpenAge, { status }), by('status'));
}

/** Orders that reached a status they do not leave, per second. Rows that are archived would count as negative. */
export function finishRate(window?: Range): Vector<never> {
  const finished = where(ordersByStatus, { status: oneOf(...finalOrderStatuses) });
  return sum(max(clampMin(deriv(finished, window), 0), by('environment', 'status')));
}

/** Orders created less orders finished, per second: above 0 the backlog grows. */
export function backlogGrowth(window?: Range): Vector<never> {
  return sub(creationRate(window), finishRate(window));
}
