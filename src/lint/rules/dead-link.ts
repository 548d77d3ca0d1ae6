import { nearest } from '../../text/nearest.ts';
import type { CollectionRule, Complaint, Facts } from '../rule.ts';
import type { Link } from '../subject.ts';
import { linkTarget } from '../support/link-target.ts';
import { allLinks, byUid } from '../support/linked-dashboards.ts';

/** A link that leads to no page, dashboard or panel. */
export const deadLink: CollectionRule = {
  scope: 'collection',
  *check(dashboards) {
    const known = byUid(dashboards);
    const ids = new Map<Facts, ReadonlySet<number> | undefined>();
    const panelsOf = (dashboard: Facts): ReadonlySet<number> | undefined => {
      if (!ids.has(dashboard)) ids.set(dashboard, panelIds(dashboard));
      return ids.get(dashboard);
    };
    const tags = new Map<string, boolean>();
    for (const { dashboard, panel, link } of allLinks(dashboards)) {
      const place = { dashboard, ...(panel === undefined ? {} : { panel }) };
      if (link.leads === 'by tags') {
        if (dashboards.length > 1 && !isTagged(link.tags, dashboard, dashboards, tags)) {
          yield { ...place, ...noneTagged(link) };
        }
      } else if (link.leads === 'by url') {
        for (const complaint of complaints(link, dashboard, known, panelsOf)) yield { ...place, ...complaint };
      }
    }
  },
};

function* complaints(
  link: Link,
  from: Facts,
  known: ReadonlyMap<string, readonly Facts[]>,
  panelsOf: (dashboard: Facts) => ReadonlySet<number> | undefined,
): Iterable<Complaint> {
  const target = linkTarget(link.url);
  const name = `the link "${link.title}"`;
  if (target.kind === 'nowhere') {
    yield { problem: `${name} has no address`, next: 'give it one, or remove it.' };
  } else if (target.kind === 'no page') {
    yield {
      problem: `${name} leads to ${target.path}, which is no page of Grafana`,
      next: 'write /d/ and the uid of a dashboard, or the whole address of another site.',
    };
  } else if (target.kind === 'dashboard') {
    const found = target.uid === undefined ? [from] : known.get(target.uid);
    if (found === undefined) {
      // A dashboard that is judged alone says nothing of the others.
      if (known.size === 1) return;
      const meant = nearest(
        target.uid ?? '',
        [...known.keys()].filter((uid) => uid !== from.uid),
      );
      yield {
        problem: `${name} leads to the dashboard "${target.uid}", which is not among these`,
        next: meant === undefined ? 'write the uid of one that is there, or remove the link.' : `write /d/${meant}.`,
      };
      return;
    }
    for (const id of target.panels) {
      if (found.some((dashboard) => panelsOf(dashboard)?.has(id) ?? true)) continue;
      yield {
        problem: `${name} leads to the panel ${id} of "${found[0]?.title}", which is not there`,
        next: 'write the id of a panel that is there, or leave it away to show the whole dashboard.',
      };
    }
  }
}

/** The ids of its panels; undefined where one has none yet, since Grafana will choose it. */
function panelIds({ panels }: Facts): ReadonlySet<number> | undefined {
  const ids = new Set<number>();
  for (const { id } of panels) {
    if (id === undefined) return undefined;
    ids.add(id);
  }
  return ids;
}

/** Whether another dashboard has all the tags, as Grafana's search asks for. */
function isTagged(
  tags: readonly string[],
  from: Facts,
  dashboards: readonly Facts[],
  answers: Map<string, boolean>,
): boolean {
  if (tags.some((tag) => tag.includes('$'))) return true;
  const has = (dashboard: Facts): boolean => tags.every((tag) => dashboard.tags.includes(tag));
  // Which dashboard asks matters only where it has the tags itself.
  const key = JSON.stringify([tags, has(from) ? from.file : '']);
  const answer = answers.get(key) ?? dashboards.some((dashboard) => dashboard !== from && has(dashboard));
  answers.set(key, answer);
  return answer;
}

function noneTagged({ title, tags }: Link): Complaint {
  return {
    problem: `the link "${title}" lists the dashboards with the tag ${tags.join(' and ')}, and no other one has it`,
    next: 'tag the dashboards that it shall list, or remove the link.',
  };
}
