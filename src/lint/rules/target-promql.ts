import type { QueryRule } from '../rule.ts';

/** A query that Prometheus refuses to read. */
export const targetPromql: QueryRule = {
  scope: 'query',
  *check({ error, text }) {
    if (error === undefined) return;
    const nothing = text.trim() === '';
    yield {
      problem: nothing ? error.replace(/:\s*$/, '') : `it is no PromQL: ${error}`,
      next: nothing ? 'remove it, or ask something.' : 'correct it.',
    };
  },
};
