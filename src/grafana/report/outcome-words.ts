/** What became of a step, in words. */
import { isSame } from '../../compare/difference.ts';
import type { Outcome } from '../outcome.ts';
import type { DashboardStep, FolderStep } from '../plan.ts';

/** Signs and words of a step that is done: `created`. */
export function doneFolder(step: FolderStep): string {
  switch (step.kind) {
    case 'create':
      return 'folder created';
    case 'rename':
      return `folder renamed, was "${step.stored.title}"`;
    case 'move':
      return step.rename ? `folder moved and renamed, was "${step.stored.title}"` : 'folder moved';
    case 'delete':
      return 'empty folder deleted';
    default:
      return 'folder';
  }
}

export function doneDashboard(step: DashboardStep): string {
  if (step.kind === 'create')
    return step.renamedFrom === undefined ? 'created' : `created, in place of ${step.renamedFrom}`;
  if (step.kind !== 'update') return 'unchanged';
  if (step.movedFrom !== undefined) return isSame(step.difference) ? 'moved' : 'updated and moved';
  return step.overwritten === undefined ? 'updated' : 'overwritten';
}

/** What is to be said of a step that is not done; undefined where it is done, or nothing was to be done. */
export function undone(outcome: Outcome): { readonly what: string; readonly details: readonly string[] } | undefined {
  switch (outcome.kind) {
    case 'done':
    case 'nothing':
      return undefined;
    case 'left':
      return { what: 'left', details: [outcome.reason] };
    case 'changed-since':
      return {
        what: 'left, changed meanwhile',
        details: ['somebody changed it in Grafana while this push was under way', 'Next: push again.'],
      };
    case 'failed':
      return { what: 'failed', details: [outcome.reason] };
    case 'unsure':
      return {
        what: 'not certain',
        details: [
          `it may or may not have been written: ${outcome.reason}`,
          'Next: push again; what is there already is not written twice.',
        ],
      };
  }
}
