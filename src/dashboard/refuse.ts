/** Defects with which a dashboard cannot be made; what else is wrong with one, the linter finds. */
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { UserError } from '../errors/user-error.ts';
import { panelId, rowKey } from '../identity/ids.ts';
import type { Alert } from '../policy/alerts.ts';
import type { DashboardDefinition, RowShape } from './definition.ts';
import { columns } from './layout.ts';
import type { Notes } from '../panels/noted.ts';
import type { ReadPanel } from './targets.ts';

interface CheckedRow extends RowShape {
  readonly title: string;
  readonly panels: readonly (ReadPanel & Pick<Notes, 'mayBeEmpty'>)[];
}

/** @throws UserError with every defect found */
export function refuseDefects(
  { name, title }: DashboardDefinition,
  rows: readonly CheckedRow[],
  alerts: readonly Alert[],
  finished: Dashboard,
): void {
  const panels = rows.flatMap((row) => row.panels);
  const built = panels.map(({ panel }) => panel);
  const headings = rows.map((row) => ({ id: panelId(rowKey(row.title)), title: `row ${row.title}` }));
  const defects = [
    ...nameDefects(name),
    ...(title.trim() === '' ? ['its title is empty: Grafana would skip the file without a word'] : []),
    ...rows.flatMap(shapeDefects),
    ...idDefects([...headings, ...built]),
    ...panels.flatMap(({ panel, defects: wrong }) => wrong.map((defect) => `panel "${panel.title ?? ''}": ${defect}`)),
    ...panels.flatMap(emptyDefects),
    ...alertDefects(alerts, built),
    ...variableDefects(finished),
  ];
  if (defects.length === 0) return;
  throw new UserError(`The dashboard "${title}" (${name}) has defects.`, {
    details: defects,
    next: 'Mend what is named above and build again.',
  });
}

function shapeDefects({ title, perLine, height, panels }: CheckedRow): readonly string[] {
  return [
    ...(title.trim() === '' ? ['a row has no title'] : []),
    ...(panels.length === 0 ? [`row "${title}" has no panel`] : []),
    ...(whole(perLine, columns)
      ? []
      : [`row "${title}": perLine is ${perLine}, and must be a whole number from 1 to ${columns}`]),
    ...(whole(height, 100) ? [] : [`row "${title}": height is ${height}, and must be a whole number from 1 to 100`]),
    ...panels.flatMap(({ panel }) =>
      (panel.title ?? '').trim() === '' ? [`row "${title}": a panel has no title`] : [],
    ),
  ];
}

/** Said of a query that is not there, which a change may have taken away. */
function emptyDefects({ panel, queries, mayBeEmpty }: CheckedRow['panels'][number]): readonly string[] {
  return [...mayBeEmpty.keys()]
    .filter((letter) => !queries.has(letter))
    .map((letter) => `panel "${panel.title ?? ''}": it has no query ${letter}, which is said to be empty at times`);
}

function whole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function variableDefects({ templating }: Dashboard): readonly string[] {
  const names = (templating?.list ?? []).map((variable) => variable.name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) => `the variable ${name} is there twice`);
}

/** How long the name of a dashboard may be: its uid, of at most 40 characters, is made of it. */
export const nameLimit = 23;

/** What is wrong with the name of a dashboard; none where it is fine. */
export function nameDefects(name: string): readonly string[] {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= nameLimit
    ? []
    : [
        `its name "${name}" must be of at most ${nameLimit} characters a-z, 0-9 and single hyphens, for its uid is made of it`,
      ];
}

function idDefects(panels: readonly Pick<Panel, 'id' | 'title'>[]): readonly string[] {
  const seen = new Map<number, string>();
  return panels.flatMap(({ id, title = '' }) => {
    if (id === undefined) {
      return [`panel "${title}" has no id: make it with a function of src/panels, or call .id(panelId(key))`];
    }
    const other = seen.get(id);
    seen.set(id, title);
    if (other === undefined) return [];
    return [`"${other}" and "${title}" have the same id: give one of them another key (or row title)`];
  });
}

function alertDefects(alerts: readonly Alert[], panels: readonly Panel[]): readonly string[] {
  const ids = new Set(panels.map((panel) => panel.id));
  return alerts
    .filter(({ panel }) => !ids.has(panelId(panel.panel)))
    .map(({ name, panel }) => `the alert ${name} points to a panel with the key "${panel.panel}", which is not here`);
}
