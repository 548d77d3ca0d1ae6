/** `/api/search`: lists of all folders and of all dashboards, by pages. */
import type { ListedDashboard, ListedFolder } from '../grafana.ts';
import { found } from './answers.ts';
import type { Requests } from './requests.ts';

/** The most that Grafana gives at once. */
const pageSize = 5000;

type Found = ListedDashboard & ListedFolder;

export function listDashboards(requests: Requests): Promise<readonly ListedDashboard[]> {
  return search(requests, 'dash-db');
}

export function listFolders(requests: Requests): Promise<readonly ListedFolder[]> {
  return search(requests, 'dash-folder');
}

/** Something may come twice where pages shift; a page without anything new ends it, too. */
async function search(requests: Requests, type: string): Promise<readonly Found[]> {
  const all = new Map<string, Found>();
  for (let page = 1; ; page += 1) {
    const items = await requests.read(`/api/search?type=${type}&limit=${pageSize}&page=${page}`, found);
    const before = all.size;
    for (const { uid, title, tags, folderUid } of items) {
      const above = folderUid || undefined;
      all.set(uid, { uid, title, tags: tags ?? [], folderUid: above, parentUid: above });
    }
    if (items.length < pageSize || all.size === before) return [...all.values()];
  }
}
