/** `dashboards new`: a starting point for a dashboard, registered and ready to build. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { resolveSettings } from '../config/resolve.ts';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { dashboardFile } from '../scaffold/dashboard-file.ts';
import { findMetric } from '../scaffold/metric.ts';
import { inWords, refuseName } from '../scaffold/name.ts';
import { panelFile } from '../scaffold/panel-file.ts';
import { guarded, sketches } from '../scaffold/panels.ts';
import { placeOf } from '../scaffold/place.ts';
import { extended, registryFile } from '../scaffold/registry-file.ts';
import { writeDashboard } from '../scaffold/write.ts';
import { projectRoot } from '../text/project-root.ts';
import { untilInterrupted } from './interrupt.ts';

export interface NewOptions {
  /** What viewers read; left out, the name in words. */
  readonly title?: string;
  /** The wire name of a metric. */
  readonly metric: string;
  /** The key of a folder; left out, that of the last dashboard in the registry. */
  readonly folder?: string;
  readonly json?: boolean;
}

/** @throws UserError */
export async function newDashboard(name: string, { metric, folder, json, ...given }: NewOptions): Promise<ExitCode> {
  refuseName(name);
  const title = given.title ?? inWords(name);
  refuseText('--title', title);
  if (folder !== undefined) refuseText('--folder', folder);
  await untilInterrupted(async (signal) => {
    const { catalogue, policy } = await resolveSettings(projectRoot);
    const placed = findMetric(catalogue, metric);
    const place = placeOf(placed);
    const own = sketches(placed, place.expression);
    const detailed = own.find(({ kind }) => kind === 'timeseries');
    const alerts = Object.values(policy.alerts).filter(({ panel }) => panel.dashboard === name);
    const all =
      detailed === undefined
        ? own
        : [...own, ...alerts.map((alert) => guarded(alert.name, alert.panel.panel, alert.watches, detailed))];
    // A signal that came meanwhile is heard before anything is written.
    await setImmediate();
    if (signal.aborted) throw interrupted();
    writeDashboard(join(projectRoot, 'dashboards'), {
      name,
      panels: panelFile(name, all, place),
      dashboard: dashboardFile(name, title, all),
      registry: (before) => extended(before, name, folder),
    });
  });
  const done = { created: [`dashboards/${name}.ts`, `dashboards/panels/${name}.ts`], updated: [registryFile] };
  process.stdout.write(json === true ? `${JSON.stringify(done, null, 2)}\n` : describe(done));
  process.stderr.write(`Next: npm run build; then write what dashboards/panels/${name}.ts says is not written yet.\n`);
  return exitCode.done;
}

function describe({ created, updated }: Readonly<Record<'created' | 'updated', readonly string[]>>): string {
  return [...created.map((path) => `created: ${path}\n`), ...updated.map((path) => `updated: ${path}\n`)].join('');
}

/** Line ends would leave the string that the text is written in; Grafana skips a dashboard without a title. */
function refuseText(option: string, text: string): void {
  if (text.trim() !== '' && !/[\p{Cc}\u2028\u2029]/u.test(text)) return;
  throw new UserError(`${option} is ${text.trim() === '' ? 'empty' : 'not one line of text'}.`, {
    next: `Give ${option} some words, or leave it away.`,
  });
}

function interrupted(): UserError {
  return new UserError('The command was interrupted.', {
    details: ['nothing was written'],
    next: 'Run it again.',
    exit: exitCode.interrupted,
  });
}
