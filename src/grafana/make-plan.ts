/** Holds the code against a Grafana, by reading only. */
import { atOnce } from './at-once.ts';
import type { Desired } from './desired.ts';
import type { Grafana, StoredFolder } from './grafana.ts';
import { planDashboards } from './plan-dashboards.ts';
import { foldersThatDiffer, planFolders } from './plan-folders.ts';
import { planEmptied, planRetired, stayingFolders } from './plan-retired.ts';
import type { Plan, PlanOptions } from './plan.ts';
import { readDashboards, readListings, requestsAtOnce } from './read-state.ts';
import { withFormerUids } from './renamed.ts';
import { ownFolders, retiredAmong } from './retired.ts';

/**
 * What a push would do, without a state file: Grafana's own history says what the last one left. Where nothing changed,
 * the requests grow with the pages that Grafana lists, not with dashboards, if it lists whole ones.
 * @throws UserError where folders of the code lie in each other, and as `Grafana` does
 */
export async function makePlan(desired: Desired, grafana: Grafana, options: PlanOptions): Promise<Plan> {
  const listings = await readListings(grafana);
  const own = ownFolders(desired, listings, options);
  const retiring = retiredAmong(desired, listings, own);
  const folders = planFolders({
    desired: desired.folders,
    listings,
    stored: await readFolders(grafana, foldersThatDiffer(desired.folders, listings)),
    login: grafana.facts.login,
    force: options.force,
  });
  const ours = [...desired.dashboards, ...(options.prune ? retiring : [])].map(({ uid }) => uid);
  const { stored, hidden } = await readDashboards(grafana, ours, listings.dashboards);
  const dashboards = await planDashboards(grafana, {
    desired: desired.dashboards,
    listings,
    stored,
    hidden,
    folders,
    options,
    saidSince: desired.saidSince,
  });
  const question = { desired, listings, folders: own, retired: retiring, stored, hidden, options };
  const retired = await planRetired(grafana, question);
  const emptied = await planEmptied(grafana, question, retired);
  const contents = new Map(
    [...stored].flatMap(([uid, { content }]) => (content === undefined ? [] : [[uid, content] as const])),
  );
  return {
    folders,
    dashboards: withFormerUids(dashboards, retiring, contents),
    retired,
    emptied,
    unusable: desired.unusable,
    staying: await stayingFolders(grafana, question, retired, emptied),
  };
}

async function readFolders(grafana: Grafana, uids: readonly string[]): Promise<ReadonlyMap<string, StoredFolder>> {
  const folders = await atOnce(uids, requestsAtOnce, (uid) => grafana.folder(uid));
  return new Map(folders.flatMap((folder) => (folder === undefined ? [] : [[folder.uid, folder] as const])));
}
