/** The program against a Grafana of the tests, signed in through standard input, so that no variable matters. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout, start, temporaryFolder, type Outcome } from './program.ts';

/** Runs a command of the program as a service account. */
export type Ask = (...args: readonly string[]) => Promise<Outcome>;

export function asking(url: string, token: string): Ask {
  return (...args) => begun(url, token, args).outcome;
}

/** The same, while it runs. */
export function begun(url: string, token: string, args: readonly string[]) {
  const running = start([...args, '--url', url, '--token-stdin'], checkout);
  running.child.stdin.end(token);
  return running;
}

export interface SmallDashboard {
  readonly title?: string;
  /** The query of its only panel. */
  readonly expr?: string;
}

/** JSON of a dashboard of ours with one panel. */
export function small(uid: string, { title = uid, expr = 'up' }: SmallDashboard = {}) {
  return {
    uid,
    title,
    tags: ['order-dashboards'],
    schemaVersion: 41,
    panels: [
      {
        id: 1,
        type: 'timeseries',
        title: 'Up',
        gridPos: { x: 0, y: 0, w: 12, h: 8 },
        datasource: { type: 'prometheus', uid: 'prometheus' },
        targets: [{ refId: 'A', expr }],
      },
    ],
  };
}

/** A folder with one file for each dashboard, by its path: `team/orders` makes `team/orders.json`. */
export function source(dashboards: Readonly<Record<string, object>>, folder = temporaryFolder()): string {
  for (const [path, dashboard] of Object.entries(dashboards)) {
    const file = join(folder, `${path}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(dashboard));
  }
  return folder;
}
