import type { ProblemKind } from '../../promql/check.ts';
import type { QueryRule } from '../rule.ts';

/** What the check against the catalogue has found of one kind. */
export function catalogueRule(kind: ProblemKind, next: string): QueryRule {
  return {
    scope: 'query',
    *check({ problems }) {
      for (const problem of problems) if (problem.kind === kind) yield { problem: problem.text, next };
    },
  };
}
