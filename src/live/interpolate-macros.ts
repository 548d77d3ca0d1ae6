/** What Grafana's own variables stand for. From grafana/scenes (`macros/`), Grafana (`DashboardMacro.ts`) and promlib. */
import { writeInterval, writeWhole } from './intervals.ts';
import type { Scope } from './scope.ts';

/** Undefined where it is none of those that a query may hold. Who looks and their organisation are those of a new Grafana. */
export function macroValue(name: string, field: string, scope: Scope): string | undefined {
  const { window, interval, rateInterval, dashboard } = scope;
  const range = window.to - window.from;
  switch (name) {
    case '__interval':
      return writeInterval(interval);
    case '__interval_ms':
      return String(Math.round(interval * 1000));
    case '__rate_interval':
      return writeWhole(rateInterval);
    case '__rate_interval_ms':
      return String(Math.round(rateInterval * 1000));
    case '__range':
      return `${Math.round(range)}s`;
    case '__range_s':
      return String(Math.round(range));
    case '__range_ms':
      return String(Math.round(range * 1000));
    case '__from':
      return String(Math.round(window.from * 1000));
    case '__to':
      return String(Math.round(window.to * 1000));
    case '__timezone':
      return 'utc';
    case '__dashboard':
      return field === 'uid' ? dashboard.uid : dashboard.title;
    case '__org':
      return field === 'name' ? 'Main Org.' : '1';
    case '__user':
      return field === 'login' ? 'admin' : field === 'email' ? 'admin@localhost' : '1';
    default:
      return undefined;
  }
}
