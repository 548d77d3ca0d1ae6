import { catalogueRule } from '../support/catalogue-rule.ts';

/**
 * Metrics that the catalogue does not have: mistyped, or written by nothing that is monitored here. Or a query that asks
 * for none at all.
 */
export const unknownMetric = catalogueRule(
  'unknown-metric',
  'name a metric of the catalogue; where one of ours is missing there, add it (src/metrics).',
);
