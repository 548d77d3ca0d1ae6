import type { ExceptionRule } from '../rule.ts';

/** An exception that excepts from nothing: it hides the next real finding. */
export const needlessException: ExceptionRule = {
  scope: 'exceptions',
  *check(dashboards, isUsed) {
    for (const dashboard of dashboards) {
      for (const panel of dashboard.panels) {
        for (const rule of panel.exceptions.keys()) {
          if (isUsed(panel, rule)) continue;
          const problem = `it is excepted from ${rule}, which finds nothing here`;
          yield { dashboard, panel, problem, next: 'remove the exception.' };
        }
      }
    }
  },
};
