import { catalogueRule } from '../support/catalogue-rule.ts';

/** A metric that the catalogue does not have: mistyped, or written by nothing that is monitored here. */
export const unknownMetric = catalogueRule(
  'unknown-metric',
  'correct the name; where it is a metric of ours, add it to the catalogue (src/metrics).',
);
