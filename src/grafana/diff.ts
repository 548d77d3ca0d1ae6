/** Dashboards of the code against what a Grafana has, whoever changed what. */
import { compare } from '../compare/compare.ts';
import { isSame, type Difference } from '../compare/difference.ts';
import type { DesiredDashboard } from './desired.ts';
import type { Grafana, StoredDashboard } from './grafana.ts';
import { readDashboards } from './read-state.ts';

export type Compared = { readonly dashboard: DesiredDashboard } & (
  | { readonly kind: 'same' }
  | {
      readonly kind: 'different';
      /** From what Grafana has to the code: what a push would change. */
      readonly difference: Difference;
      /** The folder that it is in, where that is another than the code says. */
      readonly storedIn: { readonly folderUid: string | undefined } | undefined;
    }
  | { readonly kind: 'missing' }
  /** Grafana keeps it in a form that this program does not read, or these credentials may not see it. */
  | { readonly kind: 'unreadable'; readonly reason: string }
);

const otherForm = 'Grafana keeps it as a v2 dashboard, which this program does not read';
const hiddenReason = 'Grafana has it, and these credentials may not see it (403)';

/** @param stored what Grafana has under that uid */
export function compared(dashboard: DesiredDashboard, stored: StoredDashboard | undefined): Compared {
  if (stored === undefined) return { dashboard, kind: 'missing' };
  if (stored.content === undefined) return { dashboard, kind: 'unreadable', reason: otherForm };
  const difference = compare(stored.content, dashboard.content);
  const storedIn = stored.folderUid === dashboard.folderUid ? undefined : { folderUid: stored.folderUid };
  return isSame(difference) && storedIn === undefined
    ? { dashboard, kind: 'same' }
    : { dashboard, kind: 'different', difference, storedIn };
}

/** Each with what the server has under its uid, in their order. */
export async function compareWith(
  dashboards: readonly DesiredDashboard[],
  grafana: Grafana,
): Promise<readonly Compared[]> {
  const uids = dashboards.map(({ uid }) => uid);
  const { stored, hidden } = await readDashboards(grafana, uids, await grafana.listDashboards());
  return dashboards.map((dashboard) =>
    hidden.has(dashboard.uid)
      ? { dashboard, kind: 'unreadable', reason: hiddenReason }
      : compared(dashboard, stored.get(dashboard.uid)),
  );
}
