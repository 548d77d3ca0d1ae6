/** How many steps of each kind a plan has, as reports tell them. */
import { isSame } from '../../compare/difference.ts';
import { planSummary, type PlanSummary } from '../plan-summary.ts';
import type { DashboardStep, Plan } from '../plan.ts';

export type DashboardAction = DashboardStep['kind'] | 'move';

export interface PlanCounts extends Omit<PlanSummary, 'dashboards'> {
  readonly dashboards: Readonly<Record<DashboardAction, number>>;
}

/** What is done to a dashboard; `move` where its content stays as it is. */
export function actionOf(step: DashboardStep): DashboardAction {
  return step.kind === 'update' && step.movedFrom !== undefined && isSame(step.difference) ? 'move' : step.kind;
}

export function countPlan(plan: Plan): PlanCounts {
  const summary = planSummary(plan);
  const move = plan.dashboards.filter((step) => actionOf(step) === 'move').length;
  const { update } = summary.dashboards;
  return { ...summary, dashboards: { ...summary.dashboards, update: update - move, move } };
}
