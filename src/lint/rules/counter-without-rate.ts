import { catalogueRule } from '../support/catalogue-rule.ts';

/** A counter of the catalogue, by whatever name, whose sum since the start of its process is shown. */
export const counterWithoutRate = catalogueRule(
  'bare-counter',
  'write rate(…[$__rate_interval]) for a speed, increase(…) for a number of events.',
);
