import type { Complaint, DashboardRule } from '../rule.ts';
import type { PromQL } from '../subject.ts';

/** What a variable or an annotation asks of Prometheus that cannot be read, or that the catalogue does not know. */
export const variablePromql: DashboardRule = {
  scope: 'dashboard',
  *check({ variables, annotations }) {
    for (const { name, selector } of variables) yield* complaints(`the variable ${name}`, selector);
    for (const { name, promql } of annotations) yield* complaints(`the annotation "${name}"`, promql);
  },
};

function* complaints(where: string, promql: PromQL | undefined): Iterable<Complaint> {
  if (promql === undefined) return;
  if (promql.error !== undefined) {
    yield {
      problem: `the query of ${where} is not PromQL: ${promql.error}`,
      next: `mend the query of ${where}.`,
    };
  }
  for (const { kind, text } of promql.problems) {
    if (kind !== 'unknown-metric' && kind !== 'unknown-label') continue;
    yield {
      problem: `in the query of ${where}, ${text}`,
      next: 'write the name as the catalogue has it, or add it there.',
    };
  }
}
