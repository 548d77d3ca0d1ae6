/** What a Grafana has of what a plan is about, with as few requests as that takes. */
import { atOnce } from './at-once.ts';
import type { Grafana, ListedDashboard, ListedFolder, StoredDashboard } from './grafana.ts';

export interface ServerListings {
  readonly folders: readonly ListedFolder[];
  readonly dashboards: readonly ListedDashboard[];
}

/** How many requests are under way at a time. */
export const requestsAtOnce = 10;
/** From how many on it is cheaper to read all dashboards by pages than those alone, one by one. */
const worthAll = 11;

export async function readListings(grafana: Grafana): Promise<ServerListings> {
  const [folders, dashboards] = await Promise.all([grafana.listFolders(), grafana.listDashboards()]);
  return { folders, dashboards };
}

/**
 * Those of these uids that are there. A list may be behind by a second, so a handful is asked for whether listed or not.
 * With more, what the lists do not have counts as missing: to create what is there after all is refused by the server.
 */
export async function readDashboards(
  grafana: Grafana,
  uids: readonly string[],
  listed: readonly ListedDashboard[],
): Promise<ReadonlyMap<string, StoredDashboard>> {
  const there = new Set(listed.map(({ uid }) => uid));
  const expected = uids.filter((uid) => there.has(uid));
  if (uids.length < worthAll) return readEach(grafana, uids);
  if (expected.length < worthAll || !grafana.facts.listsWhole) return readEach(grafana, expected);
  const found = await readAll(grafana, new Set(uids));
  const rest = await readEach(
    grafana,
    expected.filter((uid) => !found.has(uid)),
  );
  return new Map([...found, ...rest]);
}

/** Ends with the page that has the last of them. */
async function readAll(grafana: Grafana, wanted: ReadonlySet<string>): Promise<Map<string, StoredDashboard>> {
  const found = new Map<string, StoredDashboard>();
  for await (const stored of grafana.allDashboards()) {
    if (wanted.has(stored.uid)) found.set(stored.uid, stored);
    if (found.size === wanted.size) break;
  }
  return found;
}

async function readEach(grafana: Grafana, uids: readonly string[]): Promise<Map<string, StoredDashboard>> {
  const read = await atOnce(uids, requestsAtOnce, (uid) => grafana.dashboard(uid));
  return new Map(
    read.flatMap((stored, index) => {
      const uid = uids[index];
      return stored === undefined || uid === undefined ? [] : [[uid, stored] as const];
    }),
  );
}
