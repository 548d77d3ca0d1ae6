/** Small dashboards to finish. */
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { row, type DashboardDefinition } from '../../src/dashboard/definition.ts';
import { panelId } from '../../src/identity/ids.ts';
import { application } from '../../src/metrics/application.ts';
import { query, timeseries } from '../../src/panels/index.ts';
import type { PanelOptions } from '../../src/panels/panel.ts';
import { policyWith } from '../../src/policy/policy.ts';
import { rate, sum } from '../../src/promql/index.ts';
import { chosenDataSource } from '../../src/variables/standard.ts';

const policy = policyWith();

/** Where these are defined, for what asks. */
export const file = 'dashboards/test.ts';

/** A panel of our house style with that key. */
export function panel(key: string, changes: Partial<PanelOptions> = {}) {
  return timeseries(policy, {
    key,
    title: `Panel ${key}`,
    description: { shows: 'Orders.', normal: 'above 0.', next: 'look.' },
    unit: 'ops',
    queries: [query(sum(rate(application.ordersCreated)), 'orders')],
    ...changes,
  });
}

/** A panel of the bare SDK, with queries as text. */
export function rawPanel(title: string, ...texts: readonly string[]): PanelBuilder {
  const builder = new PanelBuilder().id(panelId(title)).title(title);
  for (const text of texts) builder.withTarget(new DataqueryBuilder().datasource(chosenDataSource).expr(text));
  return builder;
}

/** A dashboard of one row, unless told otherwise. */
export function definition(
  panels: DashboardDefinition['rows'][number]['panels'],
  changes: Partial<DashboardDefinition> = {},
): DashboardDefinition {
  return {
    name: 'test',
    title: 'Test',
    description: 'A test.',
    tags: [],
    variables: [],
    rows: [row('Row', { perLine: 3, height: 8 }, panels)],
    ...changes,
  };
}
