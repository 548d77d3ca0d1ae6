import type { DashboardRule } from '../rule.ts';

/** Variables that Grafana applies by itself to every query of their data source. */
const applied: ReadonlySet<string> = new Set(['adhoc', 'groupby']);

/** A variable that nothing refers to. */
export const unusedVariable: DashboardRule = {
  scope: 'dashboard',
  *check(dashboard) {
    const named = new Set<string>();
    for (const { uses } of dashboard.panels) for (const { variable } of uses) named.add(variable);
    for (const { name, type } of dashboard.variables) {
      if (name === '' || applied.has(type) || named.has(name) || dashboard.refersTo(name)) continue;
      yield {
        problem: `nothing refers to the variable ${name}, so that choosing a value of it changes nothing`,
        next: `remove it, or use $${name} in a query.`,
      };
    }
  },
};
