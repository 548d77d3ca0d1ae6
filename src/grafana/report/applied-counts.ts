/** How many steps of a push ended how. */
import type { Applied, Outcome } from '../outcome.ts';
import { actionOf } from './plan-counts.ts';

export interface AppliedCounts {
  readonly folders: Readonly<Record<'changed' | 'left' | 'failed', number>>;
  readonly dashboards: Readonly<
    Record<'created' | 'updated' | 'moved' | 'deleted' | 'unchanged' | 'left' | 'failed' | 'unsure' | 'kept', number>
  >;
  readonly unusable: number;
}

export function countApplied(applied: Applied): AppliedCounts {
  const folders = { changed: 0, left: 0, failed: 0 };
  for (const { outcome } of [...applied.folders, ...applied.emptied]) {
    if (outcome.kind === 'done') folders.changed += 1;
    else if (outcome.kind !== 'nothing') folders[endOf(outcome) === 'left' ? 'left' : 'failed'] += 1;
  }
  const dashboards = {
    created: 0,
    updated: 0,
    moved: 0,
    deleted: 0,
    unchanged: 0,
    left: 0,
    failed: 0,
    unsure: 0,
    kept: 0,
  };
  for (const { step, outcome } of applied.dashboards) {
    if (outcome.kind === 'nothing') dashboards.unchanged += 1;
    else if (outcome.kind !== 'done') dashboards[endOf(outcome)] += 1;
    else if (step.kind === 'create') dashboards.created += 1;
    else dashboards[actionOf(step) === 'move' ? 'moved' : 'updated'] += 1;
  }
  for (const { step, outcome } of applied.retired) {
    if (step.kind === 'keep') dashboards.kept += 1;
    else if (outcome.kind === 'done') dashboards.deleted += 1;
    else if (outcome.kind !== 'nothing') dashboards[endOf(outcome)] += 1;
  }
  return { folders, dashboards, unusable: applied.plan.unusable.length };
}

function endOf({ kind }: Outcome): 'left' | 'failed' | 'unsure' {
  if (kind === 'failed') return 'failed';
  return kind === 'unsure' ? 'unsure' : 'left';
}
