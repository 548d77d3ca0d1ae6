/** Dashboards that were ours and that the code no longer has: what may be deleted. Reads nothing. */
import { ownTag } from '../identity/ids.ts';
import { list } from '../lint/read/json.ts';
import { editsSince } from './ancestor.ts';
import type { Desired } from './desired.ts';
import { FolderTree } from './folder-tree.ts';
import type { ListedDashboard, Manager, StoredDashboard } from './grafana.ts';
import type { History } from './history.ts';
import type { Edit, PlanOptions, RetiredStep } from './plan.ts';
import type { ServerListings } from './read-state.ts';
import { unchanged } from './same-content.ts';

/** Uids of the folders that are ours or were, and of all below them: nothing outside of them is deleted. */
export function ownFolders(
  desired: Pick<Desired, 'folders'>,
  listings: Pick<ServerListings, 'folders'>,
  { retiredFolders }: Pick<PlanOptions, 'retiredFolders'>,
): ReadonlySet<string> {
  const tree = new FolderTree(listings.folders);
  // A folder that a file says it was read from is as it is, and so is what else is in it.
  const kept = desired.folders.filter(({ onlyIfMissing }) => onlyIfMissing !== true);
  const own = [...kept.map(({ uid }) => uid), ...retiredFolders];
  return new Set(own.flatMap((uid) => [uid, ...tree.below(uid)]));
}

/** Those that carry our tag, lie in such a folder and are not in the code. */
export function retiredAmong(
  desired: Pick<Desired, 'dashboards'>,
  { dashboards }: Pick<ServerListings, 'dashboards'>,
  folders: ReadonlySet<string>,
): readonly ListedDashboard[] {
  const wanted = new Set(desired.dashboards.map(({ uid }) => uid));
  return dashboards.filter(
    ({ uid, tags, folderUid }) =>
      tags.includes(ownTag) && folderUid !== undefined && folders.has(folderUid) && !wanted.has(uid),
  );
}

/** Why one is kept whatever its history says; undefined where that is needed. */
export function keptAtOnce(
  stored: StoredDashboard,
  desired: Pick<Desired, 'unusable'>,
  folders: ReadonlySet<string>,
): string | undefined {
  if (stored.manager !== undefined) return `${managerName(stored.manager)} manages it`;
  if (stored.content === undefined) return 'Grafana keeps it in a form that this program does not read';
  const [unusable] = desired.unusable;
  if (unusable !== undefined) return `${unusable.file} cannot be used, and may be this dashboard`;
  if (!list(stored.content['tags']).includes(ownTag)) return `it has lost the tag ${ownTag}`;
  if (stored.folderUid === undefined || !folders.has(stored.folderUid)) return 'it is no longer in a folder of ours';
  return undefined;
}

/** Deleted is only what a push of ours made, and what nobody worked on since, but with --force. */
export function decideRetired(
  listed: ListedDashboard,
  stored: StoredDashboard,
  history: History,
  { force }: Pick<PlanOptions, 'force'>,
): RetiredStep {
  const { uid, title } = listed;
  const { content, folderUid } = stored;
  const keep = (reason: string): RetiredStep => ({ kind: 'keep', uid, title, folderUid, reason });
  const { marked } = history;
  if (content === undefined) return keep('Grafana keeps it in a form that this program does not read');
  if (marked === undefined) return keep('nothing in its history says that a push of ours made it');
  const [last] = editsSince(marked.version, history);
  const inPlace = folderUid === marked.marker.folderUid;
  if (!force && !unchanged(marked.version.content, content)) return keep(sinceReason('edited', last));
  if (!force && !inPlace) return keep(sinceReason('moved to another folder', last));
  return { kind: 'delete', uid, title, folderUid, stored, content };
}

function sinceReason(what: string, last: Edit | undefined): string {
  const who = last === undefined ? '' : ` by ${last.by} at ${last.at}`;
  return `${what}${who} since our last push; --force deletes it after a backup`;
}

export function managerName(manager: Manager): string {
  switch (manager.kind) {
    case 'file':
      return 'a file of the server';
    case 'plugin':
      return manager.id === undefined ? 'a plugin' : `the plugin ${manager.id}`;
    case 'tool':
      return manager.id === undefined ? manager.name : `${manager.name} (${manager.id})`;
  }
}
