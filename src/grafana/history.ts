/** The history of a dashboard, as far back as our last push. */
import type { DashboardVersion, Grafana } from './grafana.ts';
import { readMarker, type Marker } from './marker.ts';

export interface MarkedVersion {
  readonly version: DashboardVersion;
  readonly marker: Marker;
}

export interface History {
  /** Newest first; at least down to the marked one. */
  readonly versions: readonly DashboardVersion[];
  /** The newest that a push of ours made; undefined where the server keeps none. */
  readonly marked: MarkedVersion | undefined;
}

/** How many versions to ask for: a server keeps 20 unless told otherwise, and each comes with the whole dashboard. */
const steps = [20, 100, 1000] as const;
/** What Grafana shows in place of the message of a version that has no parent. */
const withoutParent = 'Initial save';

export async function readHistory(grafana: Grafana, uid: string): Promise<History> {
  let versions: readonly DashboardVersion[] = [];
  for (const limit of steps) {
    const known = versions.length;
    versions = await grafana.versions(uid, limit);
    const marked = await newestMarked(grafana, uid, versions.slice(known));
    if (marked !== undefined || versions.length < limit) return { versions, marked };
  }
  return { versions, marked: undefined };
}

async function newestMarked(
  grafana: Grafana,
  uid: string,
  versions: readonly DashboardVersion[],
): Promise<MarkedVersion | undefined> {
  for (const version of versions) {
    const message = version.message === withoutParent ? await grafana.message(uid, version.version) : version.message;
    const marker = readMarker(message);
    if (marker !== undefined) return { version, marker };
  }
  return undefined;
}
