/** What becomes of the dashboards of the code. Reads the history of those that differ. */
import { atOnce } from './at-once.ts';
import { decide, decideAtOnce } from './decide.ts';
import type { Desired, DesiredDashboard } from './desired.ts';
import type { Grafana, StoredDashboard } from './grafana.ts';
import { NotPermitted } from './not-permitted.ts';
import { caseReason } from './plan-folders.ts';
import type { DashboardStep, FolderStep, PlanOptions } from './plan.ts';
import { readChanged } from './read-changed.ts';
import { requestsAtOnce, type ServerListings } from './read-state.ts';

export interface DashboardQuestion {
  readonly desired: readonly DesiredDashboard[];
  readonly listings: ServerListings;
  /** Those of them that Grafana has. */
  readonly stored: ReadonlyMap<string, StoredDashboard>;
  /** Uids that Grafana has too, and that may not be seen. */
  readonly hidden: ReadonlySet<string>;
  readonly folders: readonly FolderStep[];
  readonly options: Pick<PlanOptions, 'force' | 'adopt'>;
  readonly saidSince: Desired['saidSince'];
}

/**
 * In the order given.
 * @throws NotPermitted where no history may be read, and there is nothing that could be done without one
 */
export async function planDashboards(grafana: Grafana, question: DashboardQuestion): Promise<readonly DashboardStep[]> {
  const { listings, stored: storedDashboards, options, saidSince } = question;
  const folderReason = folderReasons(question);
  const made = question.folders.flatMap((step) => (step.kind === 'create' ? [step.folder] : []));
  const allFolders = [...listings.folders, ...made];
  const refusals: NotPermitted[] = [];
  const steps = await atOnce(question.desired, requestsAtOnce, async (dashboard): Promise<DashboardStep> => {
    if (question.hidden.has(dashboard.uid)) return { kind: 'impossible', dashboard, reason: hiddenReason };
    const stored = storedDashboards.get(dashboard.uid);
    const reason = stored === undefined ? takenReason(dashboard.uid, { ...listings, folders: allFolders }) : undefined;
    const impossible = reason ?? folderReason(dashboard.folderUid);
    if (stored?.manager === undefined && impossible !== undefined) {
      return { kind: 'impossible', dashboard, reason: impossible };
    }
    const create = { kind: 'create', dashboard, renamedFrom: undefined } as const;
    if (stored === undefined) return create;
    const settled = decideAtOnce(dashboard, stored);
    if (settled !== undefined) return settled;
    const changed = await readChanged(grafana, stored).catch((error: unknown) => {
      if (!(error instanceof NotPermitted)) throw error;
      refusals.push(error);
      return error;
    });
    if (changed instanceof NotPermitted) {
      return { kind: 'impossible', dashboard, reason: noHistoryReason(changed.permission) };
    }
    if (changed === undefined) return create;
    const { stored: now, history } = changed;
    const step = decide(dashboard, now, history, options);
    if (saidSince === undefined || !losesContent(step)) return step;
    const { marked } = history;
    // Without it, nothing says which commits came after that push.
    if (marked !== undefined && marked.marker.commit === undefined) return step;
    return decide(dashboard, now, history, options, await saidSince(dashboard, marked?.marker.commit));
  });
  const [first] = refusals;
  if (first !== undefined && !steps.some(({ kind }) => ['create', 'update', 'conflict'].includes(kind))) throw first;
  return steps;
}

/** Grafana keeps what somebody may see for a minute. */
const hiddenReason =
  'Grafana has a dashboard with this uid that these credentials may not see (403); where it is new, a minute later they may';

function noHistoryReason(permission: string | undefined): string {
  return `it differs, and these credentials may not read its history${permission === undefined ? ' (403)' : `: they lack ${permission}`}`;
}

/** Whether it is left alone, or overwritten by force, for what somebody may have put into it. */
function losesContent(step: DashboardStep): boolean {
  const conflict = step.kind === 'conflict' ? step.conflict : step.kind === 'update' && step.overwritten?.kind;
  return conflict === 'edited' || conflict === 'both' || conflict === 'unknown';
}

function takenReason(uid: string, { folders, dashboards }: ServerListings): string | undefined {
  if (folders.some((folder) => folder.uid === uid)) return `a folder has the uid "${uid}"`;
  return caseReason(uid, dashboards, 'dashboard');
}

/** Says of a folder why nothing can be put into it; undefined where it is there or will be. */
function folderReasons({
  folders: steps,
  listings,
}: Pick<DashboardQuestion, 'folders' | 'listings'>): (folderUid: string | undefined) => string | undefined {
  const there = new Set(listings.folders.map(({ uid }) => uid));
  const impossible = new Map<string, string>();
  for (const step of steps) {
    if (step.kind === 'impossible') impossible.set(step.folder.uid, step.reason);
    else if (step.kind === 'create') there.add(step.folder.uid);
  }
  return (folderUid) => {
    if (folderUid === undefined) return undefined;
    const reason = impossible.get(folderUid);
    if (reason !== undefined) return `its folder "${folderUid}" cannot be made: ${reason}`;
    return there.has(folderUid) ? undefined : `its folder "${folderUid}" is not there`;
  };
}
