/** `dashboards diff`: the code against what a Grafana has, panel by panel. */
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { compareWith } from '../grafana/diff.ts';
import { namedDashboards } from '../grafana/named-dashboards.ts';
import { diffJson, diffText, isAllSame } from '../grafana/report/diff.ts';
import { unusableFiles } from '../grafana/report/unusable.ts';
import { withGrafana, type GrafanaOptions } from './grafana-session.ts';

/**
 * @param names uids or titles; all where there are none
 * @throws UserError
 */
export async function diff(names: readonly string[], options: GrafanaOptions): Promise<ExitCode> {
  return withGrafana(options, async ({ desired, grafana, places }) => {
    const dashboards = namedDashboards(desired.dashboards, names);
    const entries = await compareWith(dashboards, grafana);
    const same = isAllSame(entries);
    const placeOf = await places(!same);
    process.stdout.write(
      options.json === true
        ? diffJson(entries, grafana.facts, placeOf)
        : diffText(entries, { width: process.stdout.columns, placeOf }),
    );
    if (names.length === 0 && desired.unusable.length > 0) throw unusableFiles(desired.unusable);
    return same ? exitCode.done : exitCode.findings;
  });
}
