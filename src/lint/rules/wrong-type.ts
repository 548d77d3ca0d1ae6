import { catalogueRule } from '../support/catalogue-rule.ts';

/** A function of counters over a gauge, or one of gauges over a counter. */
export const wrongType = catalogueRule(
  'wrong-type',
  'take rate and increase of counters; of gauges take delta or deriv, or avg_over_time, min_over_time and max_over_time.',
);
