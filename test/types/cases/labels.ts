/** Labels that a metric lacks, or that an aggregation dropped. */
import { application } from '../../../src/metrics/application.ts';
import { postgres } from '../../../src/metrics/postgres.ts';
import { query } from '../../../src/panels/query.ts';
import {
  absent,
  by,
  histogramQuantile,
  labelVariable,
  max,
  not,
  on,
  oneOf,
  or,
  quantileOver,
  rate,
  sum,
  topk,
  vector,
  where,
  without,
  withPartial,
} from '../../../src/promql/index.ts';
import { choice } from '../../../src/variables/own.ts';

const { httpRequestDuration, inventoryLevel, orderProcessing, orderProcessingErrors } = application;
const { ordersByStatus, ordersCreated } = application;
const errors = sum(rate(orderProcessingErrors), by('job', 'reason'));
const status = labelVariable('status', 'status');
const statusChoice = choice('status', 'Status', ordersByStatus);

// error: 'produkt' does not exist in type 'Matchers<
export const matcher = where(inventoryLevel, { produkt: 'a' });
// error: 'reason' does not exist in type 'Matchers<
export const otherMatcher = where(ordersCreated, { reason: oneOf('a', 'b') });
// error: 'usename' does not exist in type 'Matchers<
export const partialMatcher = where(postgres.activityCount, { usename: not('a') });

// error: Type '"status"' is not assignable to type
export const grouping = sum(inventoryLevel, by('status'));
// error: Type '"status"' is not assignable to type
export const oneOfTwo = sum(inventoryLevel, by('product', 'status'));
// error: Type '"produkt"' is not assignable to type
export const dropped = sum(inventoryLevel, without('produkt'));
// error: Type '"product"' is not assignable to type '"job"'
export const alreadyDropped = max(sum(inventoryLevel, by('job')), by('product'));
// error: Type '"product"' is not assignable to type
export const droppedBefore = max(sum(inventoryLevel, without('product')), by('product'));
// error: Type '"status"' is not assignable to type
export const topGrouping = topk(5, inventoryLevel, by('status'));
// error: Type '"status"' is not assignable to type
export const quantileGrouping = quantileOver(0.5, inventoryLevel, by('status'));
// error: Type '"status"' is not assignable to type
export const histogramGrouping = histogramQuantile(0.5, httpRequestDuration, by('status'));
// error: Type '"usename"' is not assignable to type
export const partialGrouping = sum(postgres.activityCount, by('usename'));

// error: '"user"' is not assignable to parameter of type
export const partial = withPartial(postgres.activityCount, 'user');
// error: '"a"' is not assignable to parameter of type 'never'
export const noPartial = withPartial(inventoryLevel, 'a');

// error: the result has no label \"status\"
export const legend = query(sum(ordersByStatus, by('job')), '{{status}}');
// error: the result has no label \"instance\"
export const legendOfMany = query(errors, '{{job}} {{reason}} {{instance}}');
// error: the result has no label \"le\"
export const legendOfQuantile = query(histogramQuantile(0.5, orderProcessing), 'p50 {{le}}');
// error: the result has no label \"produkt\"
export const unknownLegend = query(inventoryLevel, '{{ produkt }}');
// error: the result has no label \"job\"
export const legendOfNumber = query(vector(1), '{{job}}');
// error: the result has no label \"b\"
export const legendTwice = query(inventoryLevel, '{{product}} a {{b}}');

// error: '"reason"' is not assignable to parameter of type
export const chosen = choice('reason', 'Reason', ordersByStatus);
// error: 'status' does not exist in type 'Matchers<
export const variable = where(inventoryLevel, { status });
// error: Type '"status"' is not assignable to type '"reason"'
export const otherLabel = where(orderProcessingErrors, { reason: status });
// error: Type '"status"' is not assignable to type '"product"'
export const choiceOfOtherLabel = where(inventoryLevel, { product: statusChoice });

// error: No overload matches this call
export const matchedBy = or(sum(inventoryLevel, by('job')), inventoryLevel, on('product'));

declare const text: string;
// error: is not assignable to parameter of type '"a legend is written out, so that its labels can be checked"'
export const legendOfAnyText = query(inventoryLevel, text);
// error: the result has no label \"product\"
export const legendOfAbsent = query(absent(inventoryLevel), '{{product}}');
const either = or(sum(inventoryLevel, by('job', 'product')), sum(inventoryLevel, by('job')), on('job'));
// error: the result has no label \"instance\"
export const legendOfEither = query(either, '{{product}} {{instance}}');
