/** Typed PromQL. A query is a value: built by functions named as PromQL names them, rendered late by `print`. */
export * from './aggregations.ts';
export { by, without, type By, type Without } from './grouping.ts';
export type { Range, RangeMacro } from './range.ts';
export * from './functions.ts';
export * from './histograms.ts';
export type { Legend } from './legend.ts';
export { chosen, matches, noneOf, not, notMatches, oneOf, upperBound } from './matchers.ts';
export { ignoring, on } from './matching.ts';
export * from './operators.ts';
export * from './range-functions.ts';
export { ratio } from './ratio.ts';
export { raw } from './raw.ts';
export { bucketsOf, offset, where, withPartial, type Selector, type Series } from './selector.ts';
export { intervalVariable, labelVariable, type IntervalVariable, type LabelVariable } from './variable.ts';
export type { Operand, Scalar, Vector } from './vector.ts';
