import type { DashboardRule } from '../rule.ts';

/** A dashboard that can be changed in Grafana, where the next roll-out undoes the change. */
export const uneditableDashboard: DashboardRule = {
  scope: 'dashboard',
  *check({ editable }) {
    if (!editable) return;
    yield {
      problem: 'it can be edited in Grafana, and what somebody changes there is lost with the next roll-out',
      next: 'set editable to false; without it, Grafana takes it for true.',
    };
  },
};
