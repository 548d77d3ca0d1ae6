import { nothing, type Complaint, type QueryRule } from '../rule.ts';
import { refusals } from '../promql/refusals.ts';

/** A query that Prometheus refuses to read. */
export const targetPromql: QueryRule = {
  scope: 'query',
  check({ error, node, text }): readonly Complaint[] {
    if (node !== undefined) {
      const found = refusals(node);
      if (found.length === 0) return nothing;
      return found.map((why) => ({ problem: `Prometheus refuses it: ${why}`, next: 'correct it.' }));
    }
    if (error === undefined) return nothing;
    return text.trim() === ''
      ? [{ problem: error.replace(/:\s*$/, ''), next: 'remove it, or ask something.' }]
      : [{ problem: `it is no PromQL: ${error}`, next: 'correct it.' }];
  },
};
