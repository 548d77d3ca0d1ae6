/** How many steps of each kind a plan has. */
import { isSame } from '../../compare/difference.ts';
import type { DashboardStep, Plan } from '../plan.ts';

export interface PlanCounts {
  readonly folders: Readonly<
    Record<'leave' | 'create' | 'rename' | 'move' | 'conflict' | 'impossible' | 'delete', number>
  >;
  readonly dashboards: Readonly<
    Record<
      'leave' | 'create' | 'update' | 'move' | 'conflict' | 'managed' | 'unreadable' | 'impossible' | 'delete' | 'keep',
      number
    >
  >;
  readonly unusable: number;
}

export type DashboardAction = DashboardStep['kind'] | 'move';

/** What is done to a dashboard; `move` where its content stays as it is. */
export function actionOf(step: DashboardStep): DashboardAction {
  return step.kind === 'update' && step.movedFrom !== undefined && isSame(step.difference) ? 'move' : step.kind;
}

export function countPlan(plan: Plan): PlanCounts {
  const folders = { leave: 0, create: 0, rename: 0, move: 0, conflict: 0, impossible: 0, delete: plan.emptied.length };
  for (const { kind } of plan.folders) folders[kind] += 1;
  const dashboards = {
    leave: 0,
    create: 0,
    update: 0,
    move: 0,
    conflict: 0,
    managed: 0,
    unreadable: 0,
    impossible: 0,
    delete: 0,
    keep: 0,
  };
  for (const step of plan.dashboards) dashboards[actionOf(step)] += 1;
  for (const { kind } of plan.retired) dashboards[kind] += 1;
  return { folders, dashboards, unusable: plan.unusable.length };
}

/** Whether a push would do nothing and leave nothing that differs. What is retired and kept does not count. */
export function isNothingToDo(plan: Plan): boolean {
  const { folders, dashboards, unusable } = countPlan(plan);
  const { leave: _, ...otherFolders } = folders;
  const { leave: __, keep: ___, ...others } = dashboards;
  return [...Object.values(otherFolders), ...Object.values(others), unusable].every((number) => number === 0);
}
