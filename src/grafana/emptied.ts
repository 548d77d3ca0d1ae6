/** Folders that hold nothing once the retired dashboards are gone. Reads nothing. */
import { FolderTree } from './folder-tree.ts';
import type { FolderCounts, ListedFolder } from './grafana.ts';
import type { RetiredStep } from './plan.ts';
import type { ServerListings } from './read-state.ts';

/**
 * Folders of ours that the code no longer has and in which, as far as lists show, nothing is left. Named folders count
 * even where nothing is deleted from them now: an earlier run may have ended in between.
 * @param own uids of folders that are ours or were
 * @param wanted uids of folders that the code has
 * @param named uids of folders that somebody said were ours
 */
export function emptiedFolders(
  listings: ServerListings,
  retired: readonly RetiredStep[],
  own: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
  named: readonly string[],
): readonly ListedFolder[] {
  const tree = new FolderTree(listings.folders);
  const deleted = new Map(retired.filter(({ kind }) => kind === 'delete').map((step) => [step.uid, step.folderUid]));
  const held = new Set<string>();
  const hold = (uid: string | undefined): void => {
    if (uid !== undefined) for (const one of [uid, ...tree.above(uid)]) held.add(one);
  };
  for (const { uid, folderUid } of listings.dashboards) if (!deleted.has(uid)) hold(folderUid);
  const left = new Set(named);
  for (const uid of deleted.values()) {
    if (uid !== undefined) for (const one of [uid, ...tree.above(uid)]) left.add(one);
  }
  for (const { uid } of listings.folders) if (wanted.has(uid) || !own.has(uid) || !left.has(uid)) hold(uid);
  return listings.folders
    .filter(({ uid }) => !held.has(uid))
    .toSorted((one, other) => tree.above(other.uid).length - tree.above(one.uid).length);
}

/**
 * Whether what the server counts in a folder, at any depth, is no more than what goes. It counts what lists do not show:
 * alert rules, library panels, and what this login may not see.
 */
export function holdsNoMore(counts: FolderCounts, dashboards: number, folders: number): boolean {
  if (counts === undefined) return false;
  return Object.entries(counts).every(([kind, count]) => {
    if (kind === 'dashboard') return count <= dashboards;
    return kind === 'folder' ? count <= folders : count === 0;
  });
}
