/** The steps of a plan as rows of a table. */
import { differenceLines, summary } from '../../compare/describe.ts';
import { isSame, type Difference } from '../../compare/difference.ts';
import { few } from '../../text/few.ts';
import type { ConflictKind, DashboardStep, Edit, FolderStep, RetiredStep } from '../plan.ts';
import type { PlaceOf } from '../where-defined.ts';
import type { Row } from './table.ts';
import { editedBy, managerText, moment } from './words.ts';

export interface RowOptions {
  readonly folderName: (uid: string | undefined) => string;
  /** The file and line that define a panel of ours. */
  readonly placeOf: PlaceOf;
  /** What a next command is typed with, after its name. */
  readonly flags: string;
  /** Columns of the terminal; infinite where there is none. */
  readonly width: number;
  /** How many lines of a difference are shown. */
  readonly most: number;
}

const from = (name: string): string => `from the folder ${name}`;

/** Empty where nothing is to be done. */
export function folderRow(step: FolderStep, { folderName }: RowOptions): Row {
  if (step.kind === 'delete') {
    return row('-', step.stored.title, folderName(step.stored.parentUid), 'empty folder, deleted', '');
  }
  const { folder } = step;
  const base = (sign: string, what: string, details: readonly string[] = []): Row =>
    row(sign, folder.title, folderName(folder.parentUid), what, /:\d+$/.test(folder.from) ? folder.from : '', details);
  switch (step.kind) {
    case 'leave':
      return base('=', 'folder');
    case 'create':
      return base('+', 'new folder');
    case 'rename':
      return base('~', `folder, renamed from "${step.stored.title}"`);
    case 'move': {
      const renamed = step.rename ? `, renamed from "${step.stored.title}"` : '';
      return base('>', `folder, ${from(folderName(step.stored.parentUid))}${renamed}`);
    }
    case 'conflict':
      return base('!', `folder, in Grafana "${step.stored.title}"`, [step.reason, `Next: ${folderNextOf(step)}`]);
    case 'impossible':
      return base('!', 'folder that cannot be made', [step.reason]);
  }
}

function folderNextOf({ folder, stored, isStuck }: Extract<FolderStep, { kind: 'conflict' }>): string {
  if (isStuck) return 'give it another parent in the code.';
  return stored.parentUid === folder.parentUid
    ? 'give it that title in the code as well; or push --force, which takes the title of the code.'
    : 'say in the code that it is there; or push --force, which puts it where the code says.';
}

export function dashboardRow(step: DashboardStep, options: RowOptions): Row {
  const { dashboard } = step;
  const { folderName } = options;
  const base = (sign: string, what: string, details: readonly string[] = []): Row =>
    row(sign, dashboard.title, folderName(dashboard.folderUid), what, dashboard.file, details);
  switch (step.kind) {
    case 'leave':
      return base('=', step.rewritten ? 'unchanged (Grafana keeps it in other words)' : 'unchanged');
    case 'create':
      return base('+', step.renamedFrom === undefined ? 'new' : `new, in place of ${step.renamedFrom}`);
    case 'update':
      return updateRow(step, base, options);
    case 'conflict':
      return base('!', conflictText(step), conflictDetails(step, options));
    case 'managed':
      return base('·', managerText(step.manager), ['left alone: change it where it is managed']);
    case 'unreadable':
      return base('!', 'left alone', [
        'Grafana keeps it as a v2 dashboard, which this program does not write.',
        `Next: export it from Grafana, delete it there, and push again; its uid is ${dashboard.uid}.`,
      ]);
    case 'impossible':
      return base('!', 'cannot be pushed', [step.reason]);
  }
}

function updateRow(
  { dashboard, difference, movedFrom, overwritten, known }: Extract<DashboardStep, { kind: 'update' }>,
  base: (sign: string, what: string, details: readonly string[]) => Row,
  options: RowOptions,
): Row {
  const moved = movedFrom === undefined ? [] : [from(options.folderName(movedFrom.folderUid))];
  const changed = isSame(difference) ? [] : [summary(difference)];
  const details =
    overwritten === undefined
      ? known === undefined
        ? []
        : [`Grafana has what the code said in ${known}`]
      : [
          `overwrites ${lostText(overwritten.kind, overwritten.edits)}:`,
          ...differenceOf(overwritten.lost, dashboard.file, options).map((line) => `  ${line}`),
        ];
  return base(changed.length === 0 && moved.length > 0 ? '>' : '~', [...changed, ...moved].join('; '), details);
}

export function retiredRow(step: RetiredStep, { folderName }: RowOptions): Row {
  const { title, folderUid, uid } = step;
  return step.kind === 'delete'
    ? row('-', title, folderName(folderUid), 'deleted', uid)
    : row('·', title, folderName(folderUid), 'kept', uid, [step.reason]);
}

const conflictTexts: Readonly<Record<ConflictKind, string>> = {
  edited: 'edited in Grafana',
  both: 'edited in Grafana and changed in the code',
  moved: 'moved in Grafana',
  unknown: 'differs, and nothing says who changed it',
};

function conflictText({ conflict, difference }: Extract<DashboardStep, { kind: 'conflict' }>): string {
  return [conflictTexts[conflict], ...(isSame(difference) ? [] : [summary(difference)])].join('; ');
}

/** Who, when, which panels, and the next command. */
function conflictDetails(
  { dashboard, stored, conflict, edits, difference }: Extract<DashboardStep, { kind: 'conflict' }>,
  options: RowOptions,
): readonly string[] {
  const who = editedBy(edits);
  const where = conflict === 'moved' ? [`it is in the folder ${options.folderName(stored.folderUid)}`] : [];
  return [
    ...(who === undefined ? [] : [`by ${who}`]),
    ...where,
    ...differenceOf(difference, dashboard.file, options),
    `Next: ${nextOf(conflict, dashboard.uid, options)}`,
  ];
}

function nextOf(conflict: ConflictKind, uid: string, { flags }: RowOptions): string {
  switch (conflict) {
    case 'edited':
    case 'both':
      return `dashboards pull ${uid}${flags}, bring the edit into the code, push again; push --force overwrites it.`;
    case 'moved':
      return 'name that folder in the code; or push --force, which moves it back.';
    case 'unknown':
      return `dashboards diff ${uid}${flags}; push --adopt takes it over, with a backup.`;
  }
}

/** What an overwritten version is: whose, and since when. */
export function lostText(kind: ConflictKind, edits: readonly Edit[]): string {
  if (edits.length === 0) return kind === 'unknown' ? 'a version that is not of a push' : 'an edit';
  const whos = [...new Set(edits.map(({ by }) => by || 'somebody'))];
  const newest = edits[0];
  const when = newest === undefined ? '' : `, ${moment(newest.at)} (version ${newest.version})`;
  return `${kind === 'moved' ? 'the move' : 'the edit'} of ${whos.join(', ')}${when}`;
}

/** Columns that a difference is indented by. */
const mostIndented = 6;

/** @param file that defines the dashboard */
export function differenceOf(
  difference: Difference,
  file: string,
  { placeOf, most, width }: Pick<RowOptions, 'placeOf' | 'most' | 'width'>,
): readonly string[] {
  if (isSame(difference)) return [];
  const room = Number.isFinite(width) ? width - mostIndented : undefined;
  const lines = differenceLines(difference, { placeOf: (id) => placeOf(id, file), width: room });
  return few(lines, most, (left) => `and ${left} more lines; dashboards diff has all`);
}

function row(
  sign: string,
  title: string,
  folder: string,
  what: string,
  file: string,
  details: readonly string[] = [],
): Row {
  return { sign, title, folder, what, file, details };
}
