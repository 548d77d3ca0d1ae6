/** What a push did, for programs; docs/json-output.md describes it. */
import type { ServerFacts } from '../grafana.ts';
import type { Applied, Done, Outcome } from '../outcome.ts';
import type { PlaceOf } from '../where-defined.ts';
import { countApplied } from './applied-counts.ts';
import { isDone } from './outcome-words.ts';
import { dashboardJson, folderJson, json, retiredJson, serverJson } from './plan-json.ts';

export function appliedJson(applied: Applied, facts: ServerFacts, placeOf: PlaceOf): string {
  const { folders, dashboards, retired, emptied, plan, stopped } = applied;
  return json({
    ok: isAllDone(applied),
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

/** Whether nothing is left that differs from the code; what is retired and kept does not count. */
function isAllDone({ folders, dashboards, retired, emptied, plan, stopped }: Applied): boolean {
  return (
    stopped === undefined &&
    plan.unusable.length === 0 &&
    [...folders, ...dashboards, ...emptied].every(isDone) &&
    retired.every((done) => done.step.kind === 'keep' || isDone(done))
  );
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
