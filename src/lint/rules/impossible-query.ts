import { catalogueRule } from '../support/catalogue-rule.ts';

/** A query that Prometheus refuses, or that has no result whatever the data. */
export const impossibleQuery = catalogueRule(
  'impossible',
  'compare series by labels that both sides have, and give each function and operator what it takes.',
);
