/** Carries out a plan. */
import { UserError } from '../errors/user-error.ts';
import { atOnce } from './at-once.ts';
import { deleteDashboard, deleteFolder } from './delete.ts';
import type { Grafana, StoredDashboard } from './grafana.ts';
import { FolderTitles } from './folder-titles.ts';
import { reasonToLeave } from './left.ts';
import type { Applied, Done, Outcome } from './outcome.ts';
import type { DashboardStep, FolderStep, Plan, RetiredStep } from './plan.ts';
import { Run, withoutStop, type ApplyOptions } from './run.ts';
import { saveDashboard } from './write-dashboard.ts';
import { writeFolder } from './write-folder.ts';

/**
 * Folders first, parents before children, one after another; then dashboards, several at once; then deletions; then
 * folders that are empty after that. What cannot be done is told and stops nothing else; what stops all (credentials
 * that are refused, the time limit, an interruption) leaves the rest, which is listed.
 */
export async function apply(plan: Plan, grafana: Grafana, options: ApplyOptions): Promise<Applied> {
  const run = new Run(grafana, options);
  const titles = new FolderTitles(grafana);
  const advanced = <Result>(result: Result): Result => {
    options.advance?.();
    return result;
  };
  /** Why nothing can be put into a folder, by its uid. */
  const missing = new Map<string, string>();
  const folders: Done<FolderStep>[] = [];
  for (const step of plan.folders) {
    const outcome = await applyFolder(run, step, missing);
    const reason = step.kind === 'create' ? reasonWithout(outcome) : undefined;
    if (step.kind === 'create' && reason !== undefined) {
      missing.set(step.folder.uid, `its folder "${step.folder.title}" ${reason}`);
    }
    folders.push(advanced({ step, outcome, backup: undefined }));
  }
  const { concurrency } = options;
  const dashboards = await atOnce(plan.dashboards, concurrency, async (step) =>
    advanced(await applyDashboard(run, titles, step, missing)),
  );
  const unreplaced = new Set(
    dashboards.flatMap(({ step, outcome: { kind } }) =>
      step.kind === 'create' && kind !== 'done' && kind !== 'nothing' ? [step.renamedFrom] : [],
    ),
  );
  const retired = await atOnce(plan.retired, concurrency, async (step) =>
    advanced(await applyRetired(run, titles, step, unreplaced)),
  );
  const emptied: Applied['emptied'][number][] = [];
  for (const step of plan.emptied) {
    const outcome = await run.turn(() => deleteFolder(run, step));
    emptied.push(advanced({ step, outcome, backup: undefined }));
  }
  const all = [...folders, ...dashboards, ...retired, ...emptied];
  // An interruption after the last step has stopped nothing.
  const isWhole = all.every(({ outcome: { kind } }) => kind === 'done' || kind === 'nothing');
  return { plan, folders, dashboards, retired, emptied, stopped: isWhole ? undefined : run.cutShortBy };
}

/** Undefined where the folder is there, in whatever shape. */
function reasonWithout(outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case 'done':
    case 'nothing':
    case 'changed-since':
      return undefined;
    case 'unsure':
      return `may not be there: ${outcome.reason}`;
    case 'left':
    case 'failed':
      return `was not made: ${outcome.reason}`;
  }
}

async function applyFolder(run: Run, step: FolderStep, missing: Map<string, string>): Promise<Outcome> {
  switch (step.kind) {
    case 'leave':
      return { kind: 'nothing' };
    case 'conflict':
    case 'impossible':
      return { kind: 'left', reason: step.reason };
    case 'delete':
      return run.turn(() => deleteFolder(run, step));
    case 'create':
    case 'move': {
      const reason = missing.get(step.folder.parentUid ?? '');
      if (reason !== undefined) return { kind: 'left', reason };
      return run.turn(() => writeFolder(run, step));
    }
    case 'rename':
      return run.turn(() => writeFolder(run, step));
  }
}

async function applyDashboard(
  run: Run,
  titles: FolderTitles,
  step: DashboardStep,
  missing: ReadonlyMap<string, string>,
): Promise<Done<DashboardStep>> {
  if (step.kind === 'leave') return { step, outcome: { kind: 'nothing' }, backup: undefined };
  if (step.kind !== 'create' && step.kind !== 'update') {
    return { step, outcome: { kind: 'left', reason: reasonToLeave(step) }, backup: undefined };
  }
  const reason = missing.get(step.dashboard.folderUid ?? '');
  if (reason !== undefined) return { step, outcome: { kind: 'left', reason }, backup: undefined };
  if (step.kind === 'create' || step.overwritten === undefined) {
    return { step, outcome: await run.turn(() => saveDashboard(run, step)), backup: undefined };
  }
  return backedUp(run, titles, step, step.stored, () => saveDashboard(run, step));
}

async function applyRetired(
  run: Run,
  titles: FolderTitles,
  step: RetiredStep,
  unreplaced: ReadonlySet<string | undefined>,
): Promise<Done<RetiredStep>> {
  if (step.kind === 'keep') return { step, outcome: { kind: 'nothing' }, backup: undefined };
  if (unreplaced.has(step.uid)) {
    const reason = 'what takes its place under another uid was not written';
    return { step, outcome: { kind: 'left', reason }, backup: undefined };
  }
  return backedUp(run, titles, step, step.stored, () => deleteDashboard(run, step));
}

/** What cannot be kept is not overwritten. */
async function backedUp<Step>(
  run: Run,
  titles: FolderTitles,
  step: Step,
  stored: StoredDashboard,
  write: () => Promise<Outcome>,
): Promise<Done<Step>> {
  let backup: string | undefined;
  const outcome = await run.turn(async () => {
    const { uid, version, content, folderUid } = stored;
    if (content === undefined) {
      return { kind: 'failed', reason: 'Grafana does not give it in a form that can be kept', permission: false };
    }
    const folder =
      folderUid === undefined ? undefined : { uid: folderUid, title: await run.read(titles.of(folderUid)) };
    try {
      backup = await run.options.backup.keep({ uid, content, version, folder });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { kind: 'failed', reason: withoutStop(error.message), permission: false };
    }
    // It took a while: what was interrupted meanwhile is not begun.
    if (run.stopped !== undefined) return { kind: 'left', reason: 'the push ended before its turn' };
    return write();
  });
  return { step, outcome, backup };
}
