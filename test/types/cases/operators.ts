/** Vectors that do not belong together, and operators that do not take what they are given. */
import { application } from '../../../src/metrics/application.ts';
import {
  add,
  and,
  bool,
  by,
  div,
  gt,
  ignoring,
  mul,
  on,
  oneOf,
  or,
  rate,
  ratio,
  scalar,
  sub,
  sum,
  time,
  topk,
  unless,
} from '../../../src/promql/index.ts';

const { inventoryLevel, orderProcessingErrors, ordersByStatus, ordersCreated } = application;

const errorsByJob = sum(rate(orderProcessingErrors), by('job'));
const createdByEnvironment = sum(rate(ordersCreated), by('environment'));
const errors = sum(rate(orderProcessingErrors));

// error: Argument of type 'Vector<"environment">' is not assignable to parameter of type 'Operand<"job">'
export const groupedDifferently = ratio(errorsByJob, createdByEnvironment);
// error: Argument of type 'Vector<"environment">' is not assignable to parameter of type 'Operand<never>'
export const wholeGrouped = ratio(errors, createdByEnvironment);
// error: Argument of type 'Vector<never>' is not assignable to parameter of type 'Operand<"job">'
export const partGrouped = ratio(errorsByJob, sum(rate(ordersCreated)));

// error: No overload matches this call
export const labelledDifferently = div(inventoryLevel, ordersByStatus);
// error: No overload matches this call
export const difference = sub(errorsByJob, createdByEnvironment);
// error: No overload matches this call
export const comparison = gt(errorsByJob, createdByEnvironment);
// error: Argument of type 'Vector<"environment">' is not assignable to parameter of type 'Operand<"job">'
export const intersection = and(errorsByJob, createdByEnvironment);
// error: Argument of type 'Vector<"environment">' is not assignable to parameter of type 'Operand<"job">'
export const union = or(errorsByJob, createdByEnvironment);
// error: is not assignable to parameter of type 'Operand<"environment" | "instance" | "job" | "product">'
export const complement = unless(inventoryLevel, ordersByStatus);

// error: No overload matches this call
export const onUnknown = div(inventoryLevel, ordersByStatus, on('status'));
// error: No overload matches this call
export const onUnknownCompared = gt(inventoryLevel, ordersByStatus, on('product').groupLeft());
// error: No overload matches this call
export const ignoringUnknown = div(inventoryLevel, inventoryLevel, ignoring('status'));
// error: No overload matches this call
export const includeUnknown = mul(inventoryLevel, ordersByStatus, on('job').groupLeft('product'));
// error: No overload matches this call
export const includeOfOtherSide = mul(inventoryLevel, ordersByStatus, on('job').groupRight('status'));
// error: No overload matches this call
export const groupOfSets = and(inventoryLevel, ordersByStatus, on('job').groupLeft());

// error: Property 'isComparison' is missing in type 'Vector<
export const notComparison = bool(add(inventoryLevel, 1));
// error: Property 'isComparison' is missing in type 'Vector<
export const twice = bool(bool(gt(inventoryLevel, 1)));
// error: No overload matches this call
export const numbers = add(time(), 1);
// error: Argument of type 'number' is not assignable to parameter of type 'Operand<
export const setOfNumber = or(inventoryLevel, 0);
// error: is not assignable to parameter of type 'Operand<never>'
export const scalarOfMany = scalar(inventoryLevel);
// error: Argument of type 'Metric<
export const swapped = topk(inventoryLevel, 5);
// error: Expected at least 1 arguments, but got 0
export const oneOfNothing = oneOf();

// error: No overload matches this call
export const includeMatched = mul(inventoryLevel, ordersByStatus, on('job').groupLeft('job'));
// error: No overload matches this call
export const ignoringTooLittle = mul(inventoryLevel, ordersByStatus, ignoring('status'));
