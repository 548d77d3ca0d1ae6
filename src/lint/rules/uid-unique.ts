import type { CollectionRule, Facts } from '../rule.ts';

/**
 * A uid that another dashboard has too. Source: Grafana's `duplicateValidator`, which takes a provider with such files
 * the right to write, so that none of its dashboards is brought up to date.
 */
export const uidUnique: CollectionRule = {
  scope: 'collection',
  *check(dashboards) {
    const first = new Map<string, Facts>();
    for (const dashboard of dashboards) {
      if (dashboard.uid === '') continue;
      const other = first.get(dashboard.uid);
      if (other === undefined) {
        first.set(dashboard.uid, dashboard);
        continue;
      }
      yield {
        dashboard,
        problem: `the uid "${dashboard.uid}" of ${dashboard.file} is that of "${other.title}" in ${other.file} too, so that one overwrites the other in Grafana`,
        next: 'give one of them another uid.',
      };
    }
  },
};
