/** Dashboards that the code calls by another uid than before. */
import type { Json } from '../lint/read/json.ts';
import type { ListedDashboard } from './grafana.ts';
import type { DashboardStep } from './plan.ts';
import { sameContent } from './same-content.ts';

/**
 * The same steps, where each dashboard that is to be created says under which uid it was there: that of a retired one
 * with its title in its folder, or with its content. Each retired one counts once.
 * @param contents what is known of the retired ones, by uid
 */
export function withFormerUids(
  steps: readonly DashboardStep[],
  retired: readonly ListedDashboard[],
  contents: ReadonlyMap<string, Json>,
): readonly DashboardStep[] {
  const left = new Set(retired);
  return steps.map((step) => {
    if (step.kind !== 'create') return step;
    const { dashboard } = step;
    const former =
      [...left].find((one) => one.title === dashboard.title && one.folderUid === dashboard.folderUid) ??
      [...left].find((one) => sameButUid(contents.get(one.uid), dashboard.content));
    if (former === undefined) return step;
    left.delete(former);
    return { ...step, renamedFrom: former.uid };
  });
}

function sameButUid(former: Json | undefined, code: Json): boolean {
  return former !== undefined && sameContent({ ...former, uid: undefined }, { ...code, uid: undefined });
}
