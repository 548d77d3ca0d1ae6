/** `dashboards plan`: what a push would do. */
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { makePlan } from '../grafana/make-plan.ts';
import { hasChanges } from '../grafana/plan-summary.ts';
import { planJson } from '../grafana/report/plan-json.ts';
import { planText } from '../grafana/report/plan-text.ts';
import { stayingLines } from '../grafana/report/staying.ts';
import { unusableFiles } from '../grafana/report/unusable.ts';
import { withGrafana, type GrafanaOptions } from './grafana-session.ts';
import { planOptions, type PlanFlags } from './plan-options.ts';
import { tell } from './tell.ts';

export interface PlanCommandOptions extends GrafanaOptions, PlanFlags {
  /** Also what is unchanged. */
  readonly all?: boolean;
}

/** @throws UserError */
export async function plan(options: PlanCommandOptions): Promise<ExitCode> {
  return withGrafana(options, async ({ desired, grafana, places, flags }) => {
    const made = await makePlan(desired, grafana, planOptions(options));
    for (const line of stayingLines(made)) tell(line);
    const fine = !hasChanges(made);
    const placeOf = await places(!fine);
    const { json, all } = options;
    process.stdout.write(
      json === true
        ? planJson(made, grafana.facts, placeOf)
        : planText(made, { width: process.stdout.columns, all: all === true, placeOf, flags }),
    );
    if (made.unusable.length > 0) throw unusableFiles(made.unusable);
    return fine ? exitCode.done : exitCode.findings;
  });
}
