/** How each dashboard stands to a Grafana, for people and for programs. */
import { summary } from '../../compare/describe.ts';
import { isSame } from '../../compare/difference.ts';
import { wrapped } from '../../text/wrapped.ts';
import type { ServerFacts } from '../grafana.ts';
import type { Plan } from '../plan.ts';
import { states, statusOf, type DashboardStatus, type State } from '../status.ts';
import type { PlaceOf } from '../where-defined.ts';
import { differs, json, serverJson } from './plan-json.ts';
import { differenceOf, type RowOptions } from './plan-rows.ts';
import { rowOptions, unusableLines, type TextOptions } from './plan-text.ts';
import { table, type Row } from './table.ts';
import { count, editedBy, managerText } from './words.ts';

/** Whether all dashboards of the code are in Grafana as the code has them. */
export function isInStep(plan: Plan): boolean {
  return plan.unusable.length === 0 && statusOf(plan).every(({ state }) => state === 'in step');
}

/** With more edited dashboards than this, the panels are shown only when all is asked for. */
const fewEdited = 5;

export function statusText(plan: Plan, options: TextOptions = {}): string {
  const { width = Number.POSITIVE_INFINITY, all = false } = options;
  const entries = statusOf(plan);
  const withPanels = all || entries.filter(({ edits }) => edits.length > 0).length <= fewEdited;
  const rows = rowOptions(plan, options);
  const lines = [
    ...table(
      entries.map((entry) => statusRow(entry, rows, withPanels)),
      width,
    ),
    ...(entries.length === 0 ? [] : ['']),
    ...unusableLines(plan.unusable, width),
    ...wrapped(statusLine(entries), 0, width),
  ];
  return `${lines.join('\n')}\n`;
}

const signs: Readonly<Record<State, string>> = {
  'in step': '=',
  'code ahead': '~',
  'edited in Grafana': '!',
  'both changed': '!',
  'moved in Grafana': '!',
  unknown: '!',
  'not in Grafana': '+',
  managed: '·',
  unreadable: '!',
  impossible: '!',
};

function statusRow(entry: DashboardStatus, options: RowOptions, withPanels: boolean): Row {
  const { dashboard, state, edits, difference, manager, storedIn, reason } = entry;
  const changed = difference === undefined || isSame(difference) ? [] : [summary(difference)];
  const moved = storedIn === undefined ? [] : [`in the folder ${options.folderName(storedIn.folderUid)}`];
  const who = editedBy(edits);
  const panels =
    withPanels && state !== 'code ahead' && difference !== undefined
      ? differenceOf(difference, dashboard.file, options)
      : [];
  return {
    sign: state === 'code ahead' && changed.length === 0 ? '>' : signs[state],
    title: dashboard.title,
    folder: options.folderName(dashboard.folderUid),
    what: [manager === undefined ? stateText(state) : managerText(manager), ...changed, ...moved].join('; '),
    file: dashboard.file,
    details: [
      ...(who === undefined ? [] : [`by ${who}`]),
      ...panels,
      ...(reason === undefined ? [] : [reason]),
      ...nextOf(entry, options),
    ],
  };
}

function stateText(state: State): string {
  switch (state) {
    case 'unknown':
      return 'differs, and nothing says who changed it';
    case 'unreadable':
      return 'kept in a form that this program does not write';
    case 'impossible':
      return 'cannot be pushed';
    default:
      return state;
  }
}

function nextOf({ state, dashboard: { uid } }: DashboardStatus, { flags }: RowOptions): readonly string[] {
  switch (state) {
    case 'edited in Grafana':
    case 'both changed':
      return [`Next: dashboards pull ${uid}${flags}`];
    case 'unknown':
      return [`Next: dashboards diff ${uid}${flags}`];
    default:
      return [];
  }
}

/** `3 dashboards: 1 in step, 1 code ahead, 1 edited in Grafana`. */
function statusLine(entries: readonly DashboardStatus[]): string {
  const counts = countStates(entries);
  const parts = states.filter((state) => counts[state] > 0).map((state) => `${counts[state]} ${state}`);
  return `${count(entries.length, 'dashboard')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

function countStates(entries: readonly DashboardStatus[]): Readonly<Record<State, number>> {
  const counts = {
    'in step': 0,
    'code ahead': 0,
    'edited in Grafana': 0,
    'both changed': 0,
    'moved in Grafana': 0,
    unknown: 0,
    'not in Grafana': 0,
    managed: 0,
    unreadable: 0,
    impossible: 0,
  };
  for (const { state } of entries) counts[state] += 1;
  return counts;
}

export function statusJson(plan: Plan, facts: ServerFacts, placeOf: PlaceOf): string {
  const entries = statusOf(plan);
  return json({
    ok: isInStep(plan),
    server: serverJson(facts),
    summary: countStates(entries),
    dashboards: entries.map(({ dashboard, state, edits, difference, manager, storedIn, reason }) => ({
      state,
      uid: dashboard.uid,
      title: dashboard.title,
      folder: dashboard.folderUid ?? null,
      file: dashboard.file,
      edits,
      ...(storedIn === undefined ? {} : { storedIn: storedIn.folderUid ?? null }),
      ...(difference === undefined ? {} : differs(difference, dashboard.file, placeOf)),
      ...(manager === undefined ? {} : { manager }),
      ...(reason === undefined ? {} : { reason }),
    })),
    unusable: plan.unusable,
  });
}
