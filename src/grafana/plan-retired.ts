/** What becomes of dashboards, and then of folders, that the code no longer has. */
import { atOnce } from './at-once.ts';
import type { Desired } from './desired.ts';
import { emptiedFolders, holdsNoMore } from './emptied.ts';
import { FolderTree } from './folder-tree.ts';
import type { FolderCounts, Grafana, ListedDashboard, ListedFolder, StoredDashboard } from './grafana.ts';
import { NotPermitted } from './not-permitted.ts';
import type { Plan, PlanOptions, RetiredStep } from './plan.ts';
import { readChanged } from './read-changed.ts';
import { requestsAtOnce, type ServerListings } from './read-state.ts';
import { decideRetired, keptAtOnce } from './retired.ts';

export interface RetiredQuestion {
  readonly desired: Desired;
  readonly listings: ServerListings;
  /** Uids of the folders that are ours or were. */
  readonly folders: ReadonlySet<string>;
  readonly retired: readonly ListedDashboard[];
  /** With --prune: those of the retired ones that are still there. */
  readonly stored: ReadonlyMap<string, StoredDashboard>;
  /** Uids of those that these credentials may not see. */
  readonly hidden: ReadonlySet<string>;
  readonly options: PlanOptions;
}

export async function planRetired(grafana: Grafana, question: RetiredQuestion): Promise<readonly RetiredStep[]> {
  const { desired, folders, options } = question;
  const steps = await atOnce(question.retired, requestsAtOnce, async (listed): Promise<RetiredStep | undefined> => {
    const keep = (reason: string): RetiredStep => ({
      kind: 'keep',
      uid: listed.uid,
      title: listed.title,
      folderUid: listed.folderUid,
      reason,
    });
    if (!options.prune) return keep('the code no longer has it; push --prune deletes it');
    if (question.hidden.has(listed.uid)) return keep('these credentials may not see it (403)');
    const known = question.stored.get(listed.uid);
    if (known === undefined) return undefined;
    const settled = keptAtOnce(known, desired, folders);
    if (settled !== undefined) return keep(settled);
    const changed = await readChanged(grafana, known).catch((error: unknown) => {
      if (!(error instanceof NotPermitted)) throw error;
      return error;
    });
    if (changed instanceof NotPermitted) return keep('these credentials may not read its history');
    if (changed === undefined) return undefined;
    const now = keptAtOnce(changed.stored, desired, folders);
    return now === undefined ? decideRetired(listed, changed.stored, changed.history, options) : keep(now);
  });
  return steps.filter((step) => step !== undefined);
}

/** Children before parents. Only where the server counts that nothing else is in them. */
export async function planEmptied(
  grafana: Grafana,
  { desired, listings, folders, options }: RetiredQuestion,
  retired: readonly RetiredStep[],
): Promise<Plan['emptied']> {
  if (!options.prune) return [];
  const wanted = new Set(desired.folders.map(({ uid }) => uid));
  const empty = emptiedFolders(listings, retired, folders, wanted, options.retiredFolders);
  const tree = new FolderTree(listings.folders);
  const going = new Set<string>();
  for (const folder of empty) {
    const below = new Set(tree.below(folder.uid));
    // What lies in a folder that stays keeps that folder too.
    if ([...below].some((uid) => !going.has(uid))) continue;
    if (holdsNoMore(await grafana.countIn(folder.uid), deletedIn(folder, below, retired), below.size)) {
      going.add(folder.uid);
    }
  }
  const steps = await atOnce([...going], requestsAtOnce, async (uid) => {
    const stored = await grafana.folder(uid);
    return stored === undefined ? [] : [{ kind: 'delete', stored } as const];
  });
  return steps.flat();
}

/** Why folders that somebody said were ours are not deleted, by uid: one that is mistyped shows so, too. */
export async function stayingFolders(
  grafana: Grafana,
  { desired, listings, options }: RetiredQuestion,
  retired: readonly RetiredStep[],
  emptied: Plan['emptied'],
): Promise<ReadonlyMap<string, string>> {
  const tree = new FolderTree(listings.folders);
  const going = new Set(emptied.map(({ stored }) => stored.uid));
  const reasons = new Map<string, string>();
  for (const uid of options.retiredFolders.filter((one) => !going.has(one))) {
    const folder = listings.folders.find((one) => one.uid === uid);
    if (folder === undefined)
      reasons.set(uid, 'no folder of this Grafana has that uid; it is mistyped, or deleted already');
    else if (desired.folders.some((one) => one.uid === uid)) reasons.set(uid, 'it stays, for the code has it');
    else if (options.prune) {
      const below = new Set(tree.below(uid));
      const goingBelow = [...below].filter((one) => going.has(one)).length;
      const held = heldIn(await grafana.countIn(uid), deletedIn(folder, below, retired), goingBelow);
      reasons.set(uid, `it stays, for ${held}`);
    }
  }
  return reasons;
}

const kinds: Readonly<Record<string, string>> = { alertrule: 'alert rule', librarypanel: 'library panel' };

/** What a folder will hold when so many dashboards and folders of it are gone. */
function heldIn(counts: FolderCounts, dashboards: number, folders: number): string {
  if (counts === undefined) return 'the server cannot say whether it is empty';
  const held = Object.entries(counts).flatMap(([kind, count]) => {
    const left = count - (kind === 'dashboard' ? dashboards : kind === 'folder' ? folders : 0);
    return left > 0 ? [`${left} ${kinds[kind] ?? kind}${left === 1 ? '' : 's'}`] : [];
  });
  return held.length === 0 ? 'it was not empty when it was listed' : `it holds ${held.join(', ')}`;
}

function deletedIn(folder: ListedFolder, below: ReadonlySet<string>, retired: readonly RetiredStep[]): number {
  return retired.filter(
    ({ kind, folderUid }) =>
      kind === 'delete' && folderUid !== undefined && (folderUid === folder.uid || below.has(folderUid)),
  ).length;
}
