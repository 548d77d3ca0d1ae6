import type { QueryRule } from '../rule.ts';

/** A query that Prometheus refuses to read. */
export const targetPromql: QueryRule = {
  scope: 'query',
  *check({ error }) {
    if (error === undefined) return;
    yield { problem: `its query is no PromQL: ${error}`, next: 'correct it, or remove it.' };
  },
};
