import type { CollectionRule, Facts } from '../rule.ts';

/**
 * A title that another dashboard of the folder has too. Source: Grafana's `dashboardIdentity` in
 * pkg/services/provisioning/dashboards, which compares titles letter by letter, capitals included.
 */
export const titleUnique: CollectionRule = {
  scope: 'collection',
  *check(dashboards) {
    const folders = new Map<string, Map<string, Facts>>();
    for (const dashboard of dashboards) {
      const { folder, title } = dashboard;
      if (title === '') continue;
      const titles = folders.get(folder) ?? new Map<string, Facts>();
      folders.set(folder, titles);
      const other = titles.get(title);
      if (other === undefined) {
        titles.set(title, dashboard);
        continue;
      }
      yield {
        dashboard,
        problem: `${other.file} in the same folder has the title "${title}" too, so that nobody can tell them apart and Grafana stops bringing the folder up to date`,
        next: 'give one of them another title, or put it into another folder.',
      };
    }
  },
};
