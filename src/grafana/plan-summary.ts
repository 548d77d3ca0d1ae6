/** What a plan comes to, for exit codes and for the rule that many deletions need a second word. */
import type { DashboardStep, FolderStep, Plan } from './plan.ts';

type Counts<Step extends { readonly kind: string }> = Readonly<Record<Step['kind'], number>>;

export interface PlanSummary {
  readonly folders: Counts<Exclude<FolderStep, { kind: 'delete' }>>;
  readonly dashboards: Counts<DashboardStep>;
  /** Dashboards that go, and those that stay although the code no longer has them. */
  readonly retired: { readonly delete: number; readonly keep: number };
  /** Folders that go. */
  readonly emptied: number;
  readonly unusable: number;
}

/** More deletions than these need `--yes`. */
export const mostDeletions = 10;

export function planSummary(plan: Plan): PlanSummary {
  const folders = { leave: 0, create: 0, rename: 0, move: 0, conflict: 0, impossible: 0 };
  const dashboards = { leave: 0, create: 0, update: 0, conflict: 0, managed: 0, unreadable: 0, impossible: 0 };
  const retired = { delete: 0, keep: 0 };
  for (const { kind } of plan.folders) if (kind !== 'delete') folders[kind] += 1;
  for (const { kind } of plan.dashboards) dashboards[kind] += 1;
  for (const { kind } of plan.retired) retired[kind] += 1;
  return { folders, dashboards, retired, emptied: plan.emptied.length, unusable: plan.unusable.length };
}

/** Whether a push would write anything. */
export function hasWrites(plan: Plan): boolean {
  const { folders, dashboards, retired, emptied } = planSummary(plan);
  return (
    folders.create + folders.rename + folders.move + dashboards.create + dashboards.update > 0 ||
    retired.delete + emptied > 0
  );
}

/** Whether something differs that a push would leave as it is: a conflict, somebody else's, what cannot be. */
export function leavesBehind(plan: Plan): boolean {
  const { folders, dashboards, unusable } = planSummary(plan);
  return (
    folders.conflict + folders.impossible + unusable > 0 ||
    dashboards.conflict + dashboards.managed + dashboards.unreadable + dashboards.impossible > 0
  );
}

/** Whether Grafana is not what the code says, in what a push writes or leaves. Retired ones that are kept are no difference. */
export function hasChanges(plan: Plan): boolean {
  return hasWrites(plan) || leavesBehind(plan);
}

/** Whether it deletes so many dashboards that it may be a mistake: a wrong folder, a source that is half empty. */
export function tooManyDeletions(plan: Plan): boolean {
  return planSummary(plan).retired.delete > mostDeletions;
}
