import type { Facts, PanelFacts } from '../rule.ts';
import type { Link } from '../subject.ts';

/** A link, and where it stands. */
export interface PlacedLink {
  readonly dashboard: Facts;
  readonly panel?: PanelFacts;
  readonly link: Link;
}

/** Every link of every dashboard. */
export function* allLinks(dashboards: readonly Facts[]): Iterable<PlacedLink> {
  for (const dashboard of dashboards) {
    for (const link of dashboard.links) yield { dashboard, link };
    for (const panel of dashboard.panels) {
      for (const link of panel.links) yield { dashboard, panel, link };
    }
  }
}

/** The dashboards by uid; more than one may have it. */
export function byUid(dashboards: readonly Facts[]): ReadonlyMap<string, readonly Facts[]> {
  const found = new Map<string, Facts[]>();
  for (const dashboard of dashboards) {
    const same = found.get(dashboard.uid);
    if (same === undefined) found.set(dashboard.uid, [dashboard]);
    else same.push(dashboard);
  }
  return found;
}
