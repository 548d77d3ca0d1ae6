/** What every panel has, whatever draws it. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type {
  DashboardLink,
  DynamicConfigValue,
  GridPos,
  Panel,
  ThresholdsConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import { panelId, panelUrl, runbookKey } from '../identity/ids.ts';
import type { Alert } from '../policy/alerts.ts';
import type { ColourName } from '../policy/colours.ts';
import type { Limit } from '../policy/limits.ts';
import type { Policy } from '../policy/policy.ts';
import type { Duration } from '../time/duration.ts';
import { chosenDataSource } from '../variables/standard.ts';
import { describe, type Description } from './description.ts';
import { link } from './link.ts';
import type { Query } from './query.ts';
import { noThresholds, thresholds } from './thresholds.ts';
import type { UnitId } from './unit.ts';

export interface PanelOptions {
  /** Names the panel for good: its id follows from it, so it stays when the title changes. Unique in the dashboard. */
  readonly key: string;
  readonly title: string;
  readonly description: Description;
  readonly unit: UnitId;
  readonly queries: readonly [Query, ...Query[]];
  /** Smallest and largest value of the scale, in the panel's unit. */
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: number;
  /** The shortest step that is asked for: a query that looks far back at each need not be asked often. */
  readonly minInterval?: Duration;
  /** Where the values stop being normal; coloured, and drawn where there is a scale. */
  readonly limit?: Limit;
  /** The alert that guards it; named in the description, its runbook linked. */
  readonly alert?: Alert;
  /** Colours of series, by their name in the legend. */
  readonly colours?: Readonly<Record<string, ColourName>>;
  /** Where a click on a value leads: an address by title. */
  readonly dataLinks?: Readonly<Record<string, string>>;
}

/** The methods that the SDK's panel builders share. */
interface AnyPanelBuilder extends Builder<Panel> {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  unit(unit: string): this;
  min(min: number): this;
  max(max: number): this;
  decimals(decimals: number): this;
  interval(interval: string): this;
  gridPos(position: GridPos): this;
  datasource(datasource: DataSourceRef): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
  links(links: Builder<DashboardLink>[]): this;
  dataLinks(links: Builder<DashboardLink>[]): this;
  overrideByName(name: string, properties: DynamicConfigValue[]): this;
  withTarget(target: Query): this;
}

/** Gives a new builder what all panels have. */
export function dress<B extends AnyPanelBuilder>(builder: B, policy: Policy, options: PanelOptions): B {
  const { key, title, description, unit, queries, min, max, decimals, minInterval } = options;
  const { limit, alert, colours, dataLinks } = options;
  builder
    .id(panelId(key))
    .title(title)
    .description(describe(description, alert))
    .unit(unit)
    // Size is left open; else the SDK's `span` would set a height as well, and `height` a width.
    .gridPos({ x: 0, y: 0, w: 0, h: 0 })
    .datasource(chosenDataSource)
    .thresholds(limit === undefined ? noThresholds(policy.colours) : thresholds(limit, policy.colours));
  for (const query of queries) builder.withTarget(query);
  if (min !== undefined) builder.min(min);
  if (max !== undefined) builder.max(max);
  if (decimals !== undefined) builder.decimals(decimals);
  if (minInterval !== undefined) builder.interval(minInterval);
  if (alert !== undefined) builder.links([runbookLink(alert)]);
  if (dataLinks !== undefined) builder.dataLinks(Object.entries(dataLinks).map(([name, url]) => link(name, url)));
  for (const [series, colour] of Object.entries(colours ?? {})) {
    builder.overrideByName(series, [{ id: 'color', value: { mode: 'fixed', fixedColor: policy.colours[colour] } }]);
  }
  return builder;
}

function runbookLink(alert: Alert): Builder<DashboardLink> {
  return link(`Runbook: ${alert.name}`, panelUrl({ dashboard: alert.panel.dashboard, panel: runbookKey(alert.name) }));
}
