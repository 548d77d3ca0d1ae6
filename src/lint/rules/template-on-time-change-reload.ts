import type { DashboardRule } from '../rule.ts';

/** A variable that keeps its values when the time range changes, so that it offers what is no longer there. */
export const templateOnTimeChangeReload: DashboardRule = {
  scope: 'dashboard',
  *check({ variables }) {
    for (const { name, type, refresh } of variables) {
      if (type !== 'query' || refresh === 2) continue;
      yield {
        problem: `the variable ${name} is not asked anew when the time range changes, so it lacks values of that time`,
        next: `set refresh of ${name} to 2, on time range change.`,
      };
    }
  },
};
