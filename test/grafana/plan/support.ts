/** Dashboards and folders as the code says them, and a push that wrote them some time ago. */
import { contentHash } from '../../../src/compare/content-hash.ts';
import type { Desired, DesiredDashboard, DesiredFolder } from '../../../src/grafana/desired.ts';
import { pushMessage } from '../../../src/grafana/marker.ts';
import type { PlanOptions } from '../../../src/grafana/plan.ts';
import { ownTag } from '../../../src/identity/ids.ts';
import type { Json } from '../../../src/lint/read/json.ts';
import type { InMemoryGrafana } from './in-memory.ts';

export const home = 'orders-folder';

export const noOptions: PlanOptions = { force: false, adopt: false, prune: false, retiredFolders: [] };

export function content(uid: string, changes: Json = {}): Json {
  return { uid, title: `Title of ${uid}`, tags: [ownTag], description: '', schemaVersion: 42, panels: [], ...changes };
}

export function desiredDashboard(uid: string, changes: Json = {}, folderUid: string | undefined = home) {
  const made = content(uid, changes);
  const dashboard: DesiredDashboard = {
    uid,
    title: String(made['title']),
    content: made,
    folderUid,
    file: `dashboards/${uid}.ts`,
  };
  return dashboard;
}

export function inRoot(dashboard: DesiredDashboard): DesiredDashboard {
  return { ...dashboard, folderUid: undefined };
}

export function desiredFolder(uid: string, title = `Title of ${uid}`, parentUid?: string): DesiredFolder {
  return { uid, title, parentUid, from: 'dashboards.config.yaml:1' };
}

export function desired(
  dashboards: readonly DesiredDashboard[],
  folders: readonly DesiredFolder[] = [desiredFolder(home)],
): Desired {
  return { folders, dashboards, unusable: [], commit: undefined };
}

/** What a push of ours leaves. `stored` where the server keeps something else than it is sent. */
export function pushed(grafana: InMemoryGrafana, { uid, content: sent, folderUid }: DesiredDashboard, stored = sent) {
  const message = pushMessage({ hash: contentHash(sent), folderUid, commit: 'abc1234' });
  grafana.save(uid, { content: stored, folderUid, message });
}
