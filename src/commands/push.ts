/** `dashboards push`: makes a Grafana have what the code says, and overwrites nobody's work. */
import type { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { apply } from '../grafana/apply.ts';
import { BackupFolder } from '../grafana/backup.ts';
import { exitOf } from '../grafana/exit-of.ts';
import { makePlan } from '../grafana/make-plan.ts';
import { hasChanges } from '../grafana/plan-summary.ts';
import { appliedJson } from '../grafana/report/applied-json.ts';
import { appliedText } from '../grafana/report/applied-text.ts';
import { closingOf } from '../grafana/report/closing.ts';
import { destroyedLines, refuseManyDeletions } from '../grafana/report/destroyed.ts';
import { stayingLines } from '../grafana/report/staying.ts';
import { withGrafana, type GrafanaOptions } from './grafana-session.ts';
import { planOptions, type PlanFlags } from './plan-options.ts';
import { progress } from './progress.ts';
import { tell } from './tell.ts';

export interface PushOptions extends GrafanaOptions, PlanFlags {
  /** Whether more deletions than a few are meant. */
  readonly yes?: boolean;
  /** The folder for what is overwritten or deleted. */
  readonly backup?: string;
  /** Also what is unchanged. */
  readonly all?: boolean;
}

/** @throws UserError */
export async function push(options: PushOptions): Promise<ExitCode> {
  if (options.backup === '') throw new UserError('--backup is empty.', { next: 'Name the folder to write to.' });
  return withGrafana(options, async (session) => {
    const { desired, grafana, patience, concurrency, signal, places, flags } = session;
    const plan = await makePlan(desired, grafana, planOptions(options));
    for (const line of stayingLines(plan)) tell(line);
    refuseManyDeletions(plan, options.yes === true);
    const placeOf = await places(hasChanges(plan));
    for (const line of destroyedLines(plan, placeOf, process.stderr.columns)) tell(line);
    const bar = progress(
      plan.folders.length + plan.dashboards.length + plan.retired.length + plan.emptied.length,
      'steps',
    );
    session.keepReading();
    const applied = await apply(plan, grafana, {
      commit: desired.commit,
      backup: new BackupFolder(options.backup ?? 'backups'),
      patience,
      concurrency,
      signal,
      advance: bar.advance,
      tell: (line) => {
        bar.end();
        tell(line);
      },
    }).finally(bar.end);
    const { json, all } = options;
    process.stdout.write(
      json === true
        ? appliedJson(applied, grafana.facts, placeOf)
        : appliedText(applied, { width: process.stdout.columns, all: all === true, placeOf, flags }),
    );
    const exit = exitOf(applied);
    const closing = closingOf(applied, exit);
    if (closing !== undefined) throw closing;
    return exit;
  });
}
