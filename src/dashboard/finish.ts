/**
 * From a definition to what Grafana reads: variables, annotations and links that every dashboard has, positions, refIds,
 * runbooks. Whatever cannot work is refused here, by the names that its author gave.
 */
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkType,
  type Dashboard,
  type DashboardLink,
  type Panel,
  type RowPanel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Settings } from '../config/settings.ts';
import { UserError } from '../errors/user-error.ts';
import { dashboardUid, ownTag, panelId, rowKey } from '../identity/ids.ts';
import type { MetricInfo } from '../metrics/metric.ts';
import type { Alert } from '../policy/alerts.ts';
import { notesOf, type Notes } from '../panels/noted.ts';
import { runbookPanel } from '../panels/runbook.ts';
import type { OwnVariable } from '../variables/own.ts';
import { dataSourceVariable, targetVariables } from '../variables/standard.ts';
import { annotations } from './annotations.ts';
import type { DashboardDefinition, Row } from './definition.ts';
import { arrange, bottom } from './layout.ts';
import { anchors, jobsNeeded, metricsOf } from './metrics-used.ts';
import { withOutwardLinks } from './outward-links.ts';
import { refuseDefects } from './refuse.ts';
import { sourceLink } from './source-link.ts';
import { readTargets, type ReadPanel } from './targets.ts';

/** A dashboard as Grafana reads it, with what its JSON has no place for. */
export interface FinishedDashboard {
  readonly dashboard: Dashboard;
  readonly panels: readonly FinishedPanel[];
}

export interface FinishedPanel extends ReadPanel, Notes {}

/** A row whose panels are built, with the structure of their queries. */
interface BuiltRow extends Omit<Row, 'panels'> {
  readonly panels: readonly FinishedPanel[];
}

/**
 * The finished dashboard in Grafana's classic JSON model.
 * @param file that defines it
 * @throws UserError naming dashboard, panel and query of each defect
 */
export function finish(definition: DashboardDefinition, settings: Settings, file: string): FinishedDashboard {
  const alerts = Object.values(settings.policy.alerts).filter(({ panel }) => panel.dashboard === definition.name);
  const uid = dashboardUid(definition.name);
  const rows = [...definition.rows, ...runbooks(alerts, settings)].map((row): BuiltRow => ({
    ...row,
    panels: row.panels.map((panel) => ({
      ...readTargets(withOutwardLinks(panel.build(), uid), settings.catalogue),
      ...notesOf(panel),
    })),
  }));
  const panels = rows.flatMap((row) => row.panels);
  const metrics = metricsOf(panels.flatMap(({ queries }) => [...queries.values()]));
  const dashboard = new DashboardBuilder(definition.title)
    .uid(uid)
    .description(definition.description)
    .tags([ownTag, ...definition.tags])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .variables(variables(definition.variables, metrics, settings))
    .build();
  const finished = {
    ...dashboard,
    annotations: { list: [...annotations(settings.catalogue, jobsNeeded(metrics), settings.policy.colours)] },
    links: links(settings, file),
    panels: placed(rows),
  };
  refuseDefects(definition, rows, alerts, finished);
  return { dashboard: finished, panels };
}

function variables(own: readonly OwnVariable[], metrics: readonly MetricInfo[], { catalogue, dataSources }: Settings) {
  return [
    dataSourceVariable(dataSources.prometheus),
    ...targetVariables(anchors(metrics, catalogue)),
    ...own.map((variable) => variable.build()),
  ];
}

/** A closed row at the end, with the runbook of each alert that guards a panel above. */
function runbooks(alerts: readonly Alert[], { runbooks: texts }: Settings): readonly Row[] {
  if (alerts.length === 0) return [];
  const panels = alerts.map((alert) => {
    const text = texts.get(alert.name);
    if (text !== undefined) return runbookPanel(alert, text);
    throw new UserError(`The alert ${alert.name} has no runbook.`, { next: `Write docs/runbooks/${alert.name}.md.` });
  });
  return [{ title: 'Runbooks', perLine: 2, height: 16, collapsed: true, panels }];
}

/** All panels where they stand, each row before its own. */
function placed(rows: readonly BuiltRow[]): (Panel | RowPanel)[] {
  let y = 0;
  return rows.flatMap(({ title, perLine, height, collapsed = false, panels }) => {
    const positions = arrange(
      panels.map(({ panel }) => panel.gridPos ?? {}),
      perLine,
      height,
      y + 1,
    );
    const inside = panels.map(({ panel }, index) => {
      const position = positions[index];
      return position === undefined ? panel : { ...panel, gridPos: position };
    });
    const heading: RowPanel = {
      type: 'row',
      id: panelId(rowKey(title)),
      title,
      collapsed,
      gridPos: { x: 0, y, w: 24, h: 1 },
      panels: collapsed ? inside : [],
    };
    y = collapsed ? y + 1 : bottom(positions, y + 1);
    return collapsed ? [heading] : [heading, ...inside];
  });
}

function links({ repository }: Settings, file: string): DashboardLink[] {
  return repository === undefined ? [sisters()] : [sisters(), sourceLink(repository, file)];
}

/** A menu of all our dashboards. The SDK's builder would hide it in another menu, from Grafana 12.3 on. */
function sisters(): DashboardLink {
  return {
    title: 'Order processing',
    type: DashboardLinkType.Dashboards,
    icon: 'external link',
    tooltip: 'The other dashboards of the order-processing system, with this time range and these choices',
    tags: [ownTag],
    asDropdown: true,
    targetBlank: false,
    includeVars: true,
    keepTime: true,
  };
}
