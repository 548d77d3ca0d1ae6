import { catalogueRule } from '../support/catalogue-rule.ts';

/** A label that the metric does not have, or not any more after an aggregation. */
export const unknownLabel = catalogueRule(
  'unknown-label',
  'use a label that the series has; no series matches one that it lacks, and grouping by it makes one group of all.',
);
