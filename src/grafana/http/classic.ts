/** Whole dashboards through `/api/dashboards/uid/:uid`, one by one: every Grafana has it. */
import type { Manager, StoredDashboard } from '../grafana.ts';
import { wrapped } from './answers.ts';
import { contentOf, isClassic } from './content.ts';
import type { Requests } from './requests.ts';
import { isWorded } from './words.ts';

export async function classicDashboard(requests: Requests, uid: string): Promise<StoredDashboard | undefined> {
  const path = `/api/dashboards/uid/${encodeURIComponent(uid)}`;
  const answer = await requests.get(path);
  // Stored in a form that this API cannot show: schema v2.
  if (answer.status === 406) {
    return { uid, folderUid: undefined, version: 0, content: undefined, manager: undefined };
  }
  if (answer.status === 404 && isWorded(answer.json)) return undefined;
  if (answer.status !== 200) throw await requests.failure({ method: 'GET', path }, answer);
  const { dashboard, meta } = await requests.shaped(path, answer, wrapped);
  const version = meta.version ?? dashboard['version'];
  return {
    uid,
    folderUid: meta.folderUid || undefined,
    version: typeof version === 'number' ? version : 0,
    content: isClassic(dashboard) ? contentOf(dashboard, uid) : undefined,
    manager: fileManager(meta.provisioned === true, meta.provisionedExternalId || undefined),
  };
}

function fileManager(isProvisioned: boolean, source: string | undefined): Manager | undefined {
  return isProvisioned ? { kind: 'file', source } : undefined;
}
