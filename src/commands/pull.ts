/** `dashboards pull`: what a Grafana has, as files. */
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { makePlan } from '../grafana/make-plan.ts';
import { namedDashboards, uidsNamed } from '../grafana/named-dashboards.ts';
import { pullAny, pullOwn, type PullSource } from '../grafana/pull.ts';
import { PullFolder } from '../grafana/pull-folder.ts';
import { isAllPulled, isEdited, pullJson, pullText } from '../grafana/report/pull.ts';
import { withGrafana, type GrafanaOptions } from './grafana-session.ts';
import { planOptions } from './plan-options.ts';

export interface PullOptions extends GrafanaOptions {
  /** The folder to write to. */
  readonly out?: string;
  /** Any dashboard of the server, not only those of the code. */
  readonly all?: boolean;
}

/**
 * @param names uids or titles; all where there are none
 * @throws UserError
 */
export async function pull(names: readonly string[], options: PullOptions): Promise<ExitCode> {
  return withGrafana(options, async ({ settings, desired, grafana, concurrency, places, flags }) => {
    const any = options.all === true;
    const own = any ? [] : namedDashboards(desired.dashboards, names, 'dashboards pull --all takes any of the server.');
    const plan = any ? undefined : await makePlan(desired, grafana, planOptions({}));
    const steps = plan?.dashboards.filter(({ dashboard }) => own.includes(dashboard)) ?? [];
    const uids = any && names.length > 0 ? uidsNamed(await grafana.listDashboards(), names) : undefined;
    const source: PullSource = {
      grafana,
      out: await PullFolder.open(options.out ?? 'pulled'),
      folders: settings.folders,
      concurrency,
    };
    const entries = any ? await pullAny(uids, desired.dashboards, source) : await pullOwn(steps, source);
    const placeOf = await places(entries.some(isEdited));
    process.stdout.write(
      options.json === true
        ? pullJson(entries, grafana.facts, placeOf)
        : pullText(entries, { width: process.stdout.columns, placeOf, flags }),
    );
    if (isAllPulled(entries)) return exitCode.done;
    throw new UserError('Not every dashboard could be written.', {
      next: 'See above which, and why; the others are written.',
      exit: exitCode.partial,
    });
  });
}
