/** What a Grafana has of what a plan is about, with as few requests as that takes. */
import { atOnce } from './at-once.ts';
import type { Grafana, ListedDashboard, ListedFolder, StoredDashboard } from './grafana.ts';
import { NotPermitted } from './not-permitted.ts';

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

export interface DashboardsRead {
  /** By uid. */
  readonly stored: ReadonlyMap<string, StoredDashboard>;
  /** Uids of those that are there, and that these credentials may not see. */
  readonly hidden: ReadonlySet<string>;
}

/**
 * Those of these uids that are there. A list may be behind by a second, so a handful is asked for whether listed or not.
 * With more, what the lists do not have counts as missing: to create what is there after all is refused by the server.
 */
export async function readDashboards(
  grafana: Grafana,
  uids: readonly string[],
  listed: readonly ListedDashboard[],
): Promise<DashboardsRead> {
  const there = new Set(listed.map(({ uid }) => uid));
  const expected = uids.filter((uid) => there.has(uid));
  if (uids.length < worthAll) return readEach(grafana, uids);
  if (expected.length < worthAll || !grafana.facts.listsWhole) return readEach(grafana, expected);
  return readEach(grafana, expected, await readAll(grafana, new Set(uids)));
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

/**
 * @param found those that need not be asked for any more
 * @throws NotPermitted where not one may be seen: then it is not about some of them
 */
async function readEach(
  grafana: Grafana,
  uids: readonly string[],
  found: ReadonlyMap<string, StoredDashboard> = new Map(),
): Promise<DashboardsRead> {
  const stored = new Map(found);
  const refusals = new Map<string, NotPermitted>();
  await atOnce(
    uids.filter((uid) => !found.has(uid)),
    requestsAtOnce,
    async (uid) => {
      try {
        const read = await grafana.dashboard(uid);
        if (read !== undefined) stored.set(uid, read);
      } catch (error) {
        if (!(error instanceof NotPermitted)) throw error;
        refusals.set(uid, error);
      }
    },
  );
  const [first] = refusals.values();
  if (first !== undefined && refusals.size === uids.length) throw first;
  return { stored, hidden: new Set(refusals.keys()) };
}
