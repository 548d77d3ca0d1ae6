import type { Problem, ProblemKind } from '../../promql/check.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';

/** What the check against the catalogue has found of one kind. */
export function catalogueRule(kind: ProblemKind, next: string): QueryRule {
  return {
    scope: 'query',
    check: ({ problems }) => (problems.length === 0 ? nothing : ofKind(kind, problems, next)),
  };
}

function* ofKind(kind: ProblemKind, problems: readonly Problem[], next: string): Iterable<Complaint> {
  for (const problem of problems) if (problem.kind === kind) yield { problem: problem.text, next };
}
