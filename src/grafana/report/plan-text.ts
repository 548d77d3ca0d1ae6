/** A plan for people: what a push would do, what it would leave alone, and why. */
import { wrapped } from '../../text/wrapped.ts';
import type { UnusableFile } from '../desired.ts';
import type { Plan } from '../plan.ts';
import type { PlaceOf } from '../where-defined.ts';
import { folderNames } from './names.ts';
import { dashboardRow, folderRow, retiredRow, type RowOptions } from './plan-rows.ts';
import { countPlan, type PlanCounts } from './plan-counts.ts';
import { detailLines, table, type Row } from './table.ts';
import { count } from './words.ts';

export interface TextOptions {
  /** Columns that a line may have; without one, none is broken. */
  readonly width?: number | undefined;
  /** Also what is unchanged, and every line of a difference. */
  readonly all?: boolean;
  /** The file and line that define a panel of ours. */
  readonly placeOf?: PlaceOf;
  /** What a next command is typed with, to mean the same Grafana and the same code: ` --env staging`. */
  readonly flags?: string;
}

/** Lines of a difference below a row that are shown unless all are asked for. */
const mostLines = 12;

export function rowOptions(
  plan: Plan,
  { all = false, placeOf = () => undefined, flags = '', width = Number.POSITIVE_INFINITY }: TextOptions,
): RowOptions {
  return { folderName: folderNames(plan), placeOf, flags, width, most: all ? Number.POSITIVE_INFINITY : mostLines };
}

export function planText(plan: Plan, options: TextOptions = {}): string {
  const { width = Number.POSITIVE_INFINITY, all = false } = options;
  const rows = rowOptions(plan, options);
  const shown = (row: Row): boolean => all || row.sign !== '=';
  const lines = [
    ...section('Folders', [...plan.folders, ...plan.emptied].map((step) => folderRow(step, rows)).filter(shown), width),
    ...section('Dashboards', plan.dashboards.map((step) => dashboardRow(step, rows)).filter(shown), width),
    ...section(
      'No longer in the code',
      plan.retired.map((step) => retiredRow(step, rows)),
      width,
    ),
    ...unusableLines(plan.unusable, width),
    ...wrapped(planLine(countPlan(plan)), 0, width),
  ];
  return `${lines.join('\n')}\n`;
}

/** A heading, the rows, and an empty line; nothing without rows. */
export function section(heading: string, rows: readonly Row[], width: number): readonly string[] {
  return rows.length === 0 ? [] : [heading, ...table(rows, width), ''];
}

export function unusableLines(unusable: readonly UnusableFile[], width: number): readonly string[] {
  if (unusable.length === 0) return [];
  return [
    'Files that cannot be pushed',
    ...unusable.flatMap(({ file, reason }) => [...wrapped(`! ${file}`, 0, width), ...detailLines([reason], width)]),
    '',
  ];
}

/** `2 to create, 1 to update, 1 conflict, 12 unchanged`. */
function planLine(counts: PlanCounts): string {
  const { folders, dashboards: of, retired } = counts;
  const changedFolders = folders.create + folders.rename + folders.move + counts.emptied;
  const parts = [
    part(of.create, 'to create'),
    part(of.update, 'to update'),
    part(of.move, 'to move'),
    part(retired.delete, 'to delete'),
    of.conflict === 0 ? [] : [count(of.conflict, 'conflict')],
    part(of.managed, 'managed by others'),
    part(of.unreadable + of.impossible, 'that cannot be pushed'),
    part(of.leave, 'unchanged'),
    part(retired.keep, 'no longer in the code'),
    changedFolders === 0 ? [] : [`${count(changedFolders, 'folder')} to change`],
    folders.conflict === 0 ? [] : [count(folders.conflict, 'folder conflict')],
    folders.impossible === 0 ? [] : [`${count(folders.impossible, 'folder')} that cannot be made`],
    counts.unusable === 0 ? [] : [count(counts.unusable, 'unusable file')],
  ].flat();
  return parts.length === 0 ? 'There is no dashboard.' : `Dashboards: ${parts.join(', ')}`;
}

function part(number: number, what: string): readonly string[] {
  return number === 0 ? [] : [`${number} ${what}`];
}
