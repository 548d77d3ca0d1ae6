/** What a push did, for people. */
import { wrapped } from '../../text/wrapped.ts';
import type { Applied, Done } from '../outcome.ts';
import type { DashboardStep } from '../plan.ts';
import { countApplied, type AppliedCounts } from './applied-counts.ts';
import { doneDashboard, doneFolder, undone } from './outcome-words.ts';
import { dashboardRow, folderRow, retiredRow } from './plan-rows.ts';
import { rowOptions, section, unusableLines, type TextOptions } from './plan-text.ts';
import type { Row } from './table.ts';
import { count } from './words.ts';

export function appliedText(applied: Applied, options: TextOptions = {}): string {
  const { width = Number.POSITIVE_INFINITY, all = false } = options;
  const { plan } = applied;
  const rows = rowOptions(plan, options);
  const shown = (row: Row): boolean => all || row.sign !== '=';
  const folders = [...applied.folders, ...applied.emptied].map((done) =>
    resultRow(folderRow(done.step, rows), done, doneFolder(done.step)),
  );
  const turns = applied.dashboards.filter((done) => all || !isWithoutTurn(applied, done));
  const dashboards = turns.map((done) => {
    const planned = dashboardRow(done.step, rows);
    return resultRow(planned, done, doneDashboard(done.step));
  });
  const retired = applied.retired.map((done) => resultRow(retiredRow(done.step, rows), done, 'deleted'));
  const lines = [
    ...section('Folders', folders.filter(shown), width),
    ...section('Dashboards', dashboards.filter(shown), width),
    ...withoutTurn(applied.dashboards.length - turns.length),
    ...section('No longer in the code', retired, width),
    ...unusableLines(plan.unusable, width),
    ...wrapped(appliedLine(countApplied(applied)), 0, width),
  ];
  return `${lines.join('\n')}\n`;
}

/** What was not begun when all of it was stopped: counted, for it may be all the rest. */
function isWithoutTurn({ stopped }: Applied, { step, outcome }: Done<DashboardStep>): boolean {
  return stopped !== undefined && outcome.kind === 'left' && !leftAsPlanned.has(step.kind);
}

function withoutTurn(number: number): readonly string[] {
  return number === 0 ? [] : [`${count(number, 'dashboard')} had no turn any more; --all lists them.`, ''];
}

/** A planned row with what became of it; what was left as planned keeps the plan's words. */
function resultRow(planned: Row, { outcome, backup, step }: Done<{ readonly kind: string }>, did: string): Row {
  const kept = backup === undefined ? [] : [`backup: ${backup}`];
  if (leftAsPlanned.has(step.kind)) return planned;
  const result = undone(outcome);
  if (outcome.kind === 'nothing') return planned;
  if (result === undefined) return { ...planned, what: did, details: kept };
  return { ...planned, sign: '!', what: result.what, details: [...result.details, ...kept] };
}

/** Kinds of steps that no push tries. */
const leftAsPlanned: ReadonlySet<string> = new Set([
  'leave',
  'conflict',
  'managed',
  'unreadable',
  'impossible',
  'keep',
]);

/** `Dashboards: 2 created, 1 updated, 1 left, 12 unchanged`. */
function appliedLine({ dashboards: of, folders, unusable }: AppliedCounts): string {
  const parts = [
    part(of.created, 'created'),
    part(of.updated, 'updated'),
    part(of.moved, 'moved'),
    part(of.deleted, 'deleted'),
    part(of.unchanged, 'unchanged'),
    part(of.left, 'left as in Grafana'),
    part(of.failed, 'failed'),
    part(of.unsure, 'not certain'),
    part(of.kept, 'no longer in the code'),
    folders.changed === 0 ? [] : [`${count(folders.changed, 'folder')} changed`],
    folders.left === 0 ? [] : [`${count(folders.left, 'folder')} left`],
    folders.failed === 0 ? [] : [`${count(folders.failed, 'folder')} failed`],
    unusable === 0 ? [] : [count(unusable, 'unusable file')],
  ].flat();
  return parts.length === 0 ? 'There is no dashboard.' : `Dashboards: ${parts.join(', ')}`;
}

function part(number: number, what: string): readonly string[] {
  return number === 0 ? [] : [`${number} ${what}`];
}
