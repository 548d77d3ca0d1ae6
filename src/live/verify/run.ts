/** Verifies dashboards against a Prometheus. */
import type { Lookup } from '../../promql/parse.ts';
import type { Prometheus, Window } from '../prometheus/prometheus.ts';
import { bounded } from './bounded.ts';
import { checkDashboard } from './check-dashboard.ts';
import type { LiveDashboard } from './dashboard.ts';
import { Pool } from './pool.ts';
import { Probes } from './probes.ts';
import type { DashboardResult } from './result.ts';

export interface RunOptions {
  /** The time range of a dashboard. */
  readonly windowOf: (dashboard: LiveDashboard) => Window;
  /** Of the data source, in seconds. */
  readonly scrapeInterval: number;
  /** What is chosen of variables, by name. */
  readonly chosen: ReadonlyMap<string, readonly string[]>;
  /** How many questions are asked at once. */
  readonly concurrency: number;
  readonly lookup: Lookup;
  readonly signal: AbortSignal;
  /** Called for each panel that is done. */
  readonly advance: () => void;
}

export interface Run {
  /** In the order that was given, whatever was answered first. */
  readonly dashboards: readonly DashboardResult[];
  /** Why it ended early: the server was lost, or the signal; undefined where it did not. */
  readonly stopped: unknown;
}

/** So many dashboards are begun at once that the server is not idle while the last panel of one is awaited. */
const dashboardsAtOnce = 3;

export async function run(
  dashboards: readonly LiveDashboard[],
  server: Prometheus,
  { windowOf, scrapeInterval, chosen, concurrency, lookup, signal, advance }: RunOptions,
): Promise<Run> {
  const prometheus = bounded(server, concurrency, signal);
  const byWindow = new Map<string, Probes>();
  const probesOf = (window: Window): Probes => {
    const key = `${window.from} ${window.to}`;
    const known = byWindow.get(key) ?? new Probes(prometheus, window);
    byWindow.set(key, known);
    return known;
  };
  const pool = new Pool(dashboardsAtOnce);
  const results = await Promise.all(
    dashboards.map((dashboard) =>
      pool.run(() => {
        const window = windowOf(dashboard);
        const probes = probesOf(window);
        return checkDashboard(dashboard, { prometheus, probes, lookup, window, scrapeInterval, chosen, advance });
      }),
    ),
  );
  return { dashboards: results, stopped: prometheus.stopped() };
}
