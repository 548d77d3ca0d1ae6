/** `dashboards status`: how each dashboard of the code stands to a Grafana. */
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { makePlan } from '../grafana/make-plan.ts';
import { isInStep, statusJson, statusText } from '../grafana/report/status.ts';
import { unusableFiles } from '../grafana/report/unusable.ts';
import { withGrafana, type GrafanaOptions } from './grafana-session.ts';
import { planOptions } from './plan-options.ts';

/** @throws UserError */
export async function status(options: GrafanaOptions): Promise<ExitCode> {
  return withGrafana(options, async ({ desired, grafana, places, flags }) => {
    const plan = await makePlan(desired, grafana, planOptions({}));
    const fine = isInStep(plan);
    const placeOf = await places(!fine);
    const { json, verbose } = options;
    process.stdout.write(
      json === true
        ? statusJson(plan, grafana.facts, placeOf)
        : statusText(plan, { width: process.stdout.columns, all: verbose === true, placeOf, flags }),
    );
    if (plan.unusable.length > 0) throw unusableFiles(plan.unusable);
    return fine ? exitCode.done : exitCode.findings;
  });
}
