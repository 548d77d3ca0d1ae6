/** What becomes of the folders of the code. Reads nothing. */
import type { DesiredFolder } from './desired.ts';
import type { ListedFolder, StoredFolder } from './grafana.ts';
import { FolderTree } from './folder-tree.ts';
import { parentsFirst } from './in-order.ts';
import type { FolderStep } from './plan.ts';
import type { ServerListings } from './read-state.ts';

export interface FolderQuestion {
  readonly desired: readonly DesiredFolder[];
  readonly listings: ServerListings;
  /** Those that are called otherwise or lie elsewhere than the code says. */
  readonly stored: ReadonlyMap<string, StoredFolder>;
  /** Who signed in. */
  readonly login: string | undefined;
  readonly force: boolean;
}

type Step = Exclude<FolderStep, { kind: 'delete' }>;

/** The uids of folders that are there and differ: only of those it matters who changed them last. */
export function foldersThatDiffer(
  desired: readonly DesiredFolder[],
  { folders }: Pick<ServerListings, 'folders'>,
): readonly string[] {
  const byUid = new Map(folders.map((folder) => [folder.uid, folder]));
  return desired
    .filter((folder) => {
      const listed = byUid.get(folder.uid);
      return listed !== undefined && differs(folder, listed);
    })
    .map(({ uid }) => uid);
}

/** Parents before children. @throws UserError where the code says that folders lie in each other */
export function planFolders(question: FolderQuestion): readonly Step[] {
  const tree = new FolderTree(question.listings.folders);
  const impossible = new Set<string>();
  return parentsFirst(question.desired).map((folder) => {
    const step = planFolder(folder, tree, impossible, question);
    if (step.kind === 'impossible') impossible.add(folder.uid);
    if (step.kind === 'create' || step.kind === 'move') tree.put(folder.uid, folder.parentUid);
    return step;
  });
}

function planFolder(
  folder: DesiredFolder,
  tree: FolderTree,
  impossible: ReadonlySet<string>,
  { listings, stored: storedFolders, login, force }: FolderQuestion,
): Step {
  const parentReason = (): string | undefined => {
    if (folder.parentUid === undefined) return undefined;
    if (impossible.has(folder.parentUid)) return `its parent folder "${folder.parentUid}" cannot be made`;
    return tree.reasonAgainst(folder.uid, folder.parentUid);
  };
  const listed = listings.folders.find(({ uid }) => uid === folder.uid);
  if (listed !== undefined && !differs(folder, listed)) return { kind: 'leave', folder };
  // It may have been deleted since it was listed.
  const stored = storedFolders.get(folder.uid);
  if (stored === undefined) {
    const reason = takenReason(folder.uid, listings) ?? parentReason();
    return reason === undefined ? { kind: 'create', folder } : { kind: 'impossible', folder, reason };
  }
  if (!differs(folder, stored)) return { kind: 'leave', folder };

  const moves = stored.parentUid !== folder.parentUid;
  const against = moves ? parentReason() : undefined;
  if (against !== undefined) {
    return { kind: 'conflict', folder, stored, reason: `${against}; it stays where it is`, isStuck: true };
  }
  // Who changed a folder last is all that Grafana keeps of its history.
  if (!force && !isLogin(stored.updatedBy, login)) {
    return { kind: 'conflict', folder, stored, reason: changedReason(folder, stored), isStuck: false };
  }
  const rename = stored.title !== folder.title;
  return moves ? { kind: 'move', folder, stored, rename } : { kind: 'rename', folder, stored };
}

/**
 * Whether that is who signed in. Grafana 12.2 shows the name of a service account where it shows the login of a person;
 * the login is made of it: `sa-1-ci-pusher` of `CI pusher` in organisation 1.
 */
function isLogin(shown: string, login: string | undefined): boolean {
  if (login === undefined || shown === '') return false;
  const [, name] = /^sa-\d+-(.+)$/.exec(login) ?? [];
  return shown === login || shown.toLowerCase().replaceAll(' ', '-') === name;
}

function differs(folder: DesiredFolder, { title, parentUid }: ListedFolder): boolean {
  return folder.onlyIfMissing !== true && (title !== folder.title || parentUid !== folder.parentUid);
}

/** Why a folder cannot have that uid. */
function takenReason(uid: string, { folders, dashboards }: ServerListings): string | undefined {
  if (dashboards.some((dashboard) => dashboard.uid === uid)) return `a dashboard has the uid "${uid}"`;
  return caseReason(uid, folders, 'folder');
}

/** Some databases that Grafana keeps its data in take both for the same, so that one would be written over the other. */
export function caseReason(
  uid: string,
  there: readonly { readonly uid: string }[],
  what: 'dashboard' | 'folder',
): string | undefined {
  const other = there.find((one) => one.uid !== uid && one.uid.toLowerCase() === uid.toLowerCase());
  return other === undefined ? undefined : `a ${what} has the uid "${other.uid}", which differs in case only`;
}

function changedReason(folder: DesiredFolder, stored: StoredFolder): string {
  const ways = [
    ...(stored.title === folder.title ? [] : [`is called "${stored.title}" and not "${folder.title}"`]),
    ...(stored.parentUid === folder.parentUid
      ? []
      : [`lies ${placeName(stored.parentUid)} and not ${placeName(folder.parentUid)}`]),
  ];
  const who = stored.updatedBy === '' ? 'by somebody' : `by ${stored.updatedBy}`;
  return `it ${ways.join(', ')}; changed last ${who} at ${stored.updated}; --force changes it`;
}

function placeName(parentUid: string | undefined): string {
  return parentUid === undefined ? 'at the root' : `in "${parentUid}"`;
}
