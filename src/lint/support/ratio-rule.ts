import type { Division } from '../promql/division.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';

/** A rule of ratios, each of which is judged by itself. */
export function ratioRule(complaintOf: (division: Division) => Complaint | undefined): QueryRule {
  return {
    scope: 'query',
    check({ operations: { divisions } }) {
      return divisions.length === 0 ? nothing : divisions.flatMap((division) => complaintOf(division) ?? nothing);
    },
  };
}
