/** Metrics: unknown ones, and functions of the wrong type of metric. */
import { application } from '../../../src/metrics/application.ts';
import { postgres } from '../../../src/metrics/postgres.ts';
import {
  absent,
  avgOverTime,
  bucketIncrease,
  bucketsOf,
  changes,
  delta,
  deriv,
  gt,
  histogramQuantile,
  increase,
  irate,
  observedAtMost,
  rate,
  resets,
  subquery,
  sum,
  topk,
} from '../../../src/promql/index.ts';

const { httpRequests, inventoryLevel, orderProcessing, ordersByStatus, ordersCreated } = application;

// error: Property 'orderCreated' does not exist on type
export const misspelt = rate(application.orderCreated);
// error: Did you mean 'inventoryLevel'?
export const nearly = sum(application.inventoryLevels);

// error: Type '"gauge"' is not assignable to type '"counter"'
export const rateOfGauge = rate(inventoryLevel);
// error: Type '"gauge"' is not assignable to type '"counter"'
export const increaseOfGauge = increase(inventoryLevel, '5m');
// error: Type '"gauge"' is not assignable to type '"counter"'
export const irateOfGauge = irate(postgres.activityCount);
// error: Type '"histogram"' is not assignable to type '"counter"'
export const rateOfHistogram = rate(orderProcessing);
// error: Type '"counter"' is not assignable to type '"gauge"'
export const derivOfCounter = deriv(ordersCreated);
// error: Type '"counter"' is not assignable to type '"gauge"'
export const deltaOfCounter = delta(ordersCreated, '5m');
// error: Type '"counter"' is not assignable to type '"gauge"'
export const averageOfCounter = avgOverTime(ordersCreated, '5m');
// error: Type '"histogram"' is not assignable to type '"gauge"'
export const changesOfHistogram = changes(orderProcessing);
// error: Type '"histogram"' is not assignable to type '"gauge"'
export const resetsOfHistogram = resets(orderProcessing);
// error: Type '"histogram"' is not assignable to type '"counter" | "gauge"'
export const absentHistogram = absent(orderProcessing);

// error: Type '"counter"' is not assignable to type '"gauge"'
export const bareCounter = sum(ordersCreated);
// error: Type '"counter"' is not assignable to type '"gauge"'
export const topCounters = topk(5, httpRequests);
// error: Type '"counter"' is not assignable to type '"gauge"'
export const comparedCounter = gt(ordersCreated, 5);
// error: Type '"histogram"' is not assignable to type '"gauge"'
export const bareHistogram = sum(orderProcessing);
// error: Type '"counter"' is not assignable to type '"gauge"'
export const subqueryOfCounter = subquery(ordersCreated, '1h', '5m');

// error: is not assignable to parameter of type 'Distribution<
export const quantileOfCounter = histogramQuantile(0.95, ordersCreated);
// error: is not assignable to parameter of type 'Distribution<
export const quantileOfGauge = histogramQuantile(0.95, ordersByStatus);
// error: is not assignable to parameter of type 'Distribution<
export const quantileOfBuckets = histogramQuantile(0.95, orderProcessing.bucket);
// error: is not assignable to parameter of type 'Distribution<
export const heatmapOfCounter = bucketIncrease(ordersCreated);
// error: is missing the following properties from type 'Histogram<
export const bucketsOfGauge = bucketsOf(inventoryLevel);
// error: is missing the following properties from type 'Histogram<
export const boundOfCounter = observedAtMost(ordersCreated, 5);
