/** Defects that would make a dashboard wrong or break its links. */
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { UserError } from '../errors/user-error.ts';
import { panelId } from '../identity/ids.ts';
import type { Alert } from '../policy/alerts.ts';
import type { DashboardDefinition } from './definition.ts';
import type { ReadPanel } from './targets.ts';

interface Rows {
  readonly title: string;
  readonly panels: readonly ReadPanel[];
}

/** @throws UserError with every defect found */
export function refuseDefects(
  { name, title }: DashboardDefinition,
  rows: readonly Rows[],
  alerts: readonly Alert[],
): void {
  const panels = rows.flatMap((row) => row.panels);
  const headings = rows.map((row) => ({ id: panelId(`row-${row.title}`), title: `row ${row.title}` }));
  const defects = [
    ...uidDefects(name),
    ...(title.trim() === '' ? ['its title is empty: Grafana would skip the file without a word'] : []),
    ...idDefects([...headings, ...panels.map(({ panel }) => panel)]),
    ...panels.flatMap(({ panel, defects: wrong }) => wrong.map((defect) => `panel "${panel.title ?? ''}": ${defect}`)),
    ...alertDefects(alerts, panels.map(({ panel }) => panel)),
  ];
  if (defects.length === 0) return;
  throw new UserError(`The dashboard "${title}" (${name}) has defects.`, {
    details: defects,
    next: 'Mend the panels named above and build again.',
  });
}

function uidDefects(name: string): readonly string[] {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= 23
    ? []
    : [`its name "${name}" must be of at most 23 characters a-z, 0-9 and single hyphens, for its uid is made of it`];
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
