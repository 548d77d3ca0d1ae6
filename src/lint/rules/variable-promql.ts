import type { Complaint, DashboardRule } from '../rule.ts';
import type { PromQL } from '../subject.ts';
import { choosesPrometheus } from '../support/data-source-variables.ts';

/**
 * What a variable or an annotation asks of Prometheus that cannot be read, or that the catalogue does not know. Where a
 * Prometheus is chosen, `template-label-promql` finds variables that cannot be read.
 */
export const variablePromql: DashboardRule = {
  scope: 'dashboard',
  *check(dashboard) {
    const told = choosesPrometheus(dashboard);
    for (const { name, selector } of dashboard.variables) {
      if (!told) yield* unreadable(`the variable ${name}`, selector);
      yield* unknown(`the variable ${name}`, selector);
    }
    for (const { name, promql } of dashboard.annotations) {
      yield* unreadable(`the annotation "${name}"`, promql);
      yield* unknown(`the annotation "${name}"`, promql);
    }
  },
};

function* unreadable(where: string, promql: PromQL | undefined): Iterable<Complaint> {
  if (promql?.error === undefined) return;
  yield {
    problem: `the query of ${where} is not PromQL: ${promql.error}`,
    next: `mend the query of ${where}.`,
  };
}

function* unknown(where: string, promql: PromQL | undefined): Iterable<Complaint> {
  for (const { kind, text } of promql?.problems ?? []) {
    if (kind !== 'unknown-metric' && kind !== 'unknown-label') continue;
    yield {
      problem: `in the query of ${where}, ${text}`,
      next: 'write the name as the catalogue has it, or add it there.',
    };
  }
}
