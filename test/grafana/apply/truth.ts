/** What must hold of every push, whatever went wrong. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Applied, Outcome } from '../../../src/grafana/outcome.ts';
import { object } from '../../../src/lint/read/json.ts';
import type { WritableGrafana } from './writable.ts';

const writes = { create: 'createFolder', rename: 'renameFolder', move: 'moveFolder' };

/** Only where it is not known may what is told and what is there differ. */
export function expectTruth(applied: Applied, grafana: WritableGrafana): void {
  const changed = (name: string, uid: string): number =>
    grafana.effects.filter((effect) => effect.name === name && effect.uid === uid).length;
  const expectTold = (what: string, outcome: Outcome, effects: number): void => {
    expect(effects, `${what} is not written twice`).toBeLessThanOrEqual(1);
    if (outcome.kind === 'unsure') return;
    expect(outcome.kind === 'done', `${what} is told as ${JSON.stringify(outcome)}`).toBe(effects === 1);
  };
  for (const { step, outcome } of applied.folders) {
    if (step.kind === 'delete') continue;
    if (!(step.kind in writes)) continue;
    const { uid, title } = step.folder;
    const effects = Object.values(writes)
      .map((name) => changed(name, uid))
      .reduce((sum, count) => sum + count, 0);
    // A folder has no history: who changed it last is all that can be known.
    const isTheirs = outcome.kind === 'changed-since' && grafana.folders.get(uid)?.title !== title;
    expectTold(uid, outcome, isTheirs ? 0 : effects);
  }
  for (const { step, outcome } of applied.dashboards) {
    if (step.kind === 'create' || step.kind === 'update') {
      expectTold(step.dashboard.uid, outcome, changed('saveDashboard', step.dashboard.uid));
    } else expect(changed('saveDashboard', step.dashboard.uid)).toBe(0);
  }
  for (const { step, outcome } of applied.retired) expectTold(step.uid, outcome, changed('deleteDashboard', step.uid));
  for (const { step, outcome } of applied.emptied) {
    expectTold(step.stored.uid, outcome, changed('deleteFolder', step.stored.uid));
  }
  expectNothingLost(applied, grafana);
  const { plan, folders, dashboards, retired, emptied } = applied;
  expect([folders, dashboards, retired, emptied].map((steps) => steps.map(({ step }) => step))).toEqual([
    plan.folders,
    plan.dashboards,
    plan.retired,
    plan.emptied,
  ]);
}

/** What a person saved is there, in the history or in a backup. */
function expectNothingLost(applied: Applied, grafana: WritableGrafana): void {
  for (const { step, backup } of applied.retired) {
    if (step.kind !== 'delete' || grafana.dashboards.has(step.uid)) continue;
    expect(object(JSON.parse(readFileSync(backup ?? '', 'utf8')))['dashboard']).toEqual(step.content);
  }
  for (const { step, outcome, backup } of applied.dashboards) {
    if (step.kind !== 'update' || step.overwritten === undefined || outcome.kind !== 'done') continue;
    expect(object(JSON.parse(readFileSync(backup ?? '', 'utf8')))['dashboard']).toEqual(step.stored.content);
  }
  // Ours follows right on what the plan saw; a later save of somebody else stays the newest.
  for (const { step } of applied.dashboards) {
    const versions = grafana.dashboards.get(step.dashboard.uid)?.versions ?? [];
    if (step.kind !== 'update') continue;
    const ours = versions.find(({ version, createdBy }) => version > step.stored.version && createdBy === 'ci');
    if (ours !== undefined) expect(ours.version).toBe(step.stored.version + 1);
  }
}
