/** Dashboards read back from their JSON, as Grafana and the linter read them. */
import { z } from 'zod';
import { canonicalJson } from '../../src/artefacts/json.ts';
import { finish } from '../../src/dashboard/finish.ts';
import type { DashboardFactory } from '../../src/dashboard/definition.ts';
import { settings, type Given } from './settings.ts';

const dataSource = z.strictObject({ type: z.string(), uid: z.string() });
const link = z.looseObject({
  title: z.string(),
  url: z.string().optional(),
  type: z.string(),
  tags: z.array(z.string()),
});
const target = z.looseObject({
  refId: z.string(),
  expr: z.string(),
  legendFormat: z.string().optional(),
  datasource: dataSource,
  format: z.string().optional(),
  exemplar: z.boolean().optional(),
  instant: z.boolean().optional(),
  range: z.boolean().optional(),
});
const step = z.strictObject({ color: z.string(), value: z.number().nullable() });
const panel = z.looseObject({
  id: z.int(),
  type: z.string(),
  title: z.string(),
  gridPos: z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
  description: z.string().optional(),
  datasource: dataSource.optional(),
  targets: z.array(target).default([]),
  links: z.array(link).default([]),
  fieldConfig: z
    .looseObject({
      defaults: z.looseObject({
        unit: z.string().optional(),
        min: z.number().optional(),
        max: z.number().optional(),
        thresholds: z.strictObject({ mode: z.string(), steps: z.array(step) }).optional(),
        links: z.array(link).default([]),
        custom: z.looseObject({}).optional(),
      }),
      overrides: z.array(
        z.strictObject({
          matcher: z.strictObject({ id: z.string(), options: z.string() }),
          properties: z.array(z.strictObject({ id: z.string(), value: z.unknown() })),
        }),
      ),
    })
    .optional(),
  options: z.looseObject({ content: z.string().optional() }).optional(),
});
const variable = z.looseObject({
  name: z.string(),
  type: z.string(),
  label: z.string(),
  datasource: dataSource.optional(),
  query: z.string(),
  multi: z.boolean().optional(),
  includeAll: z.boolean().optional(),
  allValue: z.string().optional(),
  refresh: z.int().optional(),
});
const annotation = z.looseObject({
  name: z.string(),
  expr: z.string(),
  datasource: dataSource,
  enable: z.boolean(),
  iconColor: z.string(),
});
const dashboard = z.looseObject({
  uid: z.string(),
  title: z.string(),
  editable: z.boolean(),
  graphTooltip: z.int(),
  refresh: z.string(),
  time: z.strictObject({ from: z.string(), to: z.string() }),
  tags: z.array(z.string()),
  links: z.array(link.extend({ includeVars: z.boolean(), keepTime: z.boolean(), asDropdown: z.boolean() })),
  annotations: z.strictObject({ list: z.array(annotation) }),
  templating: z.strictObject({ list: z.array(variable) }),
  panels: z.array(panel.extend({ collapsed: z.boolean().optional(), panels: z.array(panel).default([]) })),
});

export type PanelJson = z.infer<typeof panel>;
export type DashboardJson = z.infer<typeof dashboard>;

/** A dashboard built, written and read back. */
export function built(factory: DashboardFactory, given: Given = {}): DashboardJson {
  return dashboard.parse(JSON.parse(textOf(factory, given)));
}

/** A dashboard as it is committed. */
export function textOf(factory: DashboardFactory, given: Given = {}): string {
  const all = settings(given);
  return canonicalJson(finish(factory(all), all, 'dashboards/test.ts').dashboard);
}

/** All panels, those of closed rows included; no rows. */
export function panelsOf({ panels }: DashboardJson): readonly PanelJson[] {
  return panels.flatMap((each) => (each.type === 'row' ? each.panels : [each]));
}

/** The panels that ask for data. */
export function queryPanelsOf(json: DashboardJson): readonly PanelJson[] {
  return panelsOf(json).filter((each) => each.targets.length > 0);
}

export function panelTitled(json: DashboardJson, title: string): PanelJson {
  const found = panelsOf(json).find((each) => each.title === title);
  if (found === undefined) throw new Error(`there is no panel "${title}"`);
  return found;
}
