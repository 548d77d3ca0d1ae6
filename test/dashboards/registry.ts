/** Every registered dashboard, built with the defaults. */
import { registry } from '../../dashboards/index.ts';
import { built, type DashboardJson } from '../support/dashboard-json.ts';

export const dashboards: readonly DashboardJson[] = await Promise.all(
  registry.map(async ({ load }) => built(await load())),
);
