import { nearest } from '../../text/nearest.ts';
import type { CollectionRule } from '../rule.ts';
import { linkTarget } from '../support/link-target.ts';
import { allLinks, byUid } from '../support/linked-dashboards.ts';

/** A link that hands a variable to a dashboard which has none of that name. */
export const linkVariable: CollectionRule = {
  scope: 'collection',
  *check(dashboards) {
    const known = byUid(dashboards);
    for (const { dashboard, panel, link } of allLinks(dashboards)) {
      if (link.leads !== 'by url') continue;
      const target = linkTarget(link.url);
      if (target.kind !== 'dashboard') continue;
      const found = target.uid === undefined ? [dashboard] : (known.get(target.uid) ?? []);
      if (found.length === 0) continue;
      for (const variable of target.variables) {
        if (found.some((candidate) => candidate.variables.includes(variable))) continue;
        const meant = nearest(
          variable,
          found.flatMap((candidate) => candidate.variables),
        );
        yield {
          dashboard,
          ...(panel === undefined ? {} : { panel }),
          problem: `the link "${link.title}" passes the variable ${variable}, which "${found[0]?.title}" does not have, so that the choice is lost`,
          next:
            meant === undefined
              ? `leave ${variable} away, or define it there.`
              : `pass it as var-${meant}, or leave it away.`,
        };
      }
    }
  },
};
