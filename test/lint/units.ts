/** Panels with units, for the two rules that judge them. */
import { dashboard, foundBy, panel } from './support.ts';

export function override(value: unknown, options: unknown = 'p95') {
  return { matcher: { id: 'byName', options }, properties: [{ id: 'unit', value }] };
}

type UnitRule = 'panel-units' | 'unknown-unit';

export function foundUnits(rule: UnitRule, changes: object, type = 'timeseries', more: object = {}) {
  const { overrides = [], ...defaults }: { overrides?: readonly object[] } = changes;
  const json = panel({ type, fieldConfig: { defaults, overrides }, ...more });
  return foundBy(rule, dashboard({ panels: [json] }));
}

export function unitProblems(...args: Parameters<typeof foundUnits>): readonly string[] {
  return foundUnits(...args).map(({ problem }) => problem);
}

/** What is said of the unit `secs`. */
export const secs = 'Grafana does not know its unit, "secs", so it writes that word after the bare number';
