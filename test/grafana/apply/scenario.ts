/** A push of three folders and six dashboards, one overwritten by force, one retired with its folder. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply } from '../../../src/grafana/apply.ts';
import { BackupFolder } from '../../../src/grafana/backup.ts';
import type { Desired } from '../../../src/grafana/desired.ts';
import { makePlan } from '../../../src/grafana/make-plan.ts';
import type { Applied } from '../../../src/grafana/outcome.ts';
import type { Plan, PlanOptions } from '../../../src/grafana/plan.ts';
import { desired, desiredDashboard, desiredFolder, noOptions, pushed } from '../plan/support.ts';
import { WritableGrafana } from './writable.ts';

export function wanted(): Desired {
  return desired(
    [
      desiredDashboard('new-in-outer', {}, 'outer'),
      desiredDashboard('new-in-inner', {}, 'inner'),
      desiredDashboard('changed', { title: 'Changed' }, 'named'),
      desiredDashboard('moved', {}, 'outer'),
      desiredDashboard('forced', { title: 'Forced' }, 'named'),
      desiredDashboard('same', {}, 'named'),
    ],
    [desiredFolder('outer'), desiredFolder('inner', 'Inner', 'outer'), desiredFolder('named', 'New name')],
  );
}

export const options: PlanOptions = { ...noOptions, force: true, prune: true, retiredFolders: ['old'] };

/** As pushes of ours, and a person's edit of "forced", left it. */
export function before(): WritableGrafana {
  const grafana = new WritableGrafana();
  grafana.putFolder('named', 'Old name');
  grafana.putFolder('old', 'Old');
  for (const uid of ['changed', 'moved', 'forced', 'same']) pushed(grafana, desiredDashboard(uid, {}, 'named'));
  grafana.save('forced', { content: { ...grafana.content('forced'), description: 'By Bob' }, by: 'bob' });
  pushed(grafana, desiredDashboard('retired', {}, 'old'));
  return grafana;
}

/** How often a wait ends with another try, before the time limit. */
export interface Push {
  readonly waits?: number;
  readonly signal?: AbortSignal;
  readonly backup?: string;
  readonly advance?: () => void;
  readonly concurrency?: number;
  /** Whether the time is up without a wait, for the server only is slow. */
  readonly isOver?: () => boolean;
}

export async function push(
  grafana: WritableGrafana,
  plan: Plan,
  {
    waits = 100,
    signal = grafana.controller.signal,
    backup = temporary(),
    advance,
    concurrency = 10,
    isOver,
  }: Push = {},
): Promise<Applied> {
  let left = waits;
  return apply(plan, grafana, {
    commit: undefined,
    backup: new BackupFolder(backup),
    patience: {
      wait: () => {
        left -= 1;
        return Promise.resolve(left >= 0 && !signal.aborted);
      },
      isOver: () => isOver?.() === true,
    },
    concurrency,
    signal,
    ...(advance === undefined ? {} : { advance }),
    lastRead: 200,
  });
}

export function planned(grafana: WritableGrafana, want = wanted(), planOptions = options): Promise<Plan> {
  return makePlan(want, grafana, planOptions);
}

export function temporary(): string {
  return mkdtempSync(join(process.env['DASHBOARDS_TEST_ROOT'] ?? tmpdir(), 'backups-'));
}

export function filesIn(folder: string): readonly { readonly path: string; readonly json: unknown }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ path: join(folder, name), json: JSON.parse(readFileSync(join(folder, name), 'utf8')) }));
}

/** What became of each, by uid. */
export function outcomes(applied: Applied): Readonly<Record<string, string>> {
  const told: Record<string, string> = {};
  for (const { step, outcome } of [...applied.folders, ...applied.emptied]) {
    told[step.kind === 'delete' ? step.stored.uid : step.folder.uid] = outcome.kind;
  }
  for (const { step, outcome } of applied.dashboards) told[step.dashboard.uid] = outcome.kind;
  for (const { step, outcome } of applied.retired) told[step.uid] = outcome.kind;
  return told;
}
