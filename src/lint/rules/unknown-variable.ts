import { nearest } from '../../text/nearest.ts';
import type { CollectionRule, Complaint } from '../rule.ts';
import type { VariableUse } from '../subject.ts';

/** A variable that is named where Grafana fills it in, and that the dashboard does not define. */
export const unknownVariable: CollectionRule = {
  scope: 'collection',
  *check(dashboards) {
    for (const dashboard of dashboards) {
      for (const complaint of complaints(dashboard.undefinedUses, dashboard.variables)) {
        yield { ...complaint, dashboard };
      }
      for (const panel of dashboard.panels) {
        for (const complaint of complaints(panel.undefinedUses, dashboard.variables)) {
          yield { ...complaint, dashboard, panel };
        }
      }
    }
  },
};

/** One for each variable, however often it is named. */
function* complaints(uses: readonly VariableUse[], defined: readonly string[]): Iterable<Complaint> {
  const places = new Map<string, Set<string>>();
  for (const { variable, where } of uses) {
    places.set(variable, (places.get(variable) ?? new Set()).add(where));
  }
  for (const [variable, where] of places) {
    const meant = nearest(variable, defined);
    yield {
      problem: `${[...where].join(', ')} refers to the variable $${variable}, which the dashboard does not define, so that Grafana leaves the text as it is`,
      next: meant === undefined ? `define ${variable}, or write its value.` : `write $${meant}, or define ${variable}.`,
    };
  }
}
