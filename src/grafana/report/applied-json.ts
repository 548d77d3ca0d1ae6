/** What a push did, for programs; docs/json-output.md describes it. */
import { exitCode } from '../../errors/exit-code.ts';
import { exitOf } from '../exit-of.ts';
import type { ServerFacts } from '../grafana.ts';
import type { Applied, Done, Outcome } from '../outcome.ts';
import type { PlaceOf } from '../where-defined.ts';
import { countApplied } from './applied-counts.ts';
import { dashboardJson, folderJson, json, retiredJson, serverJson } from './plan-json.ts';

export function appliedJson(applied: Applied, facts: ServerFacts, placeOf: PlaceOf): string {
  const { folders, dashboards, retired, emptied, plan, stopped } = applied;
  return json({
    ok: exitOf(applied) === exitCode.done,
    complete: stopped === undefined,
    stopped: stopped ?? null,
    server: serverJson(facts),
    summary: countApplied(applied),
    folders: [...folders, ...emptied].map((done) => ({ ...folderJson(done.step), ...became(done) })),
    dashboards: dashboards.map((done) => ({ ...dashboardJson(done.step, placeOf), ...became(done) })),
    retired: retired.map((done) => ({ ...retiredJson(done.step), ...became(done) })),
    unusable: plan.unusable,
  });
}

function became({ outcome, backup }: Done<unknown>) {
  return {
    outcome: outcome.kind,
    ...reasonOf(outcome),
    ...(backup === undefined ? {} : { backup }),
  };
}

function reasonOf(outcome: Outcome): object {
  if (outcome.kind === 'failed') return { problem: outcome.reason, permission: outcome.permission };
  return 'reason' in outcome ? { problem: outcome.reason } : {};
}
