import { print } from '../../promql/print.ts';
import { conditionOf, mayCompare, type Condition } from '../promql/condition.ts';
import { reachOf, together, type Reach } from '../promql/reach.ts';
import type { Complaint, PanelRule } from '../rule.ts';
import type { Override, Panel, Query } from '../subject.ts';

/** A threshold that the queries of its panel never reach. */
export const thresholdReach: PanelRule = {
  scope: 'panel',
  check(panel) {
    const { queries, thresholds, overrides } = panel;
    const found: Complaint[] = [];
    for (const query of queries) conditionsOutOfReach(query, found);
    if (!isGrafanasOwn(thresholds)) outOfReach(thresholds, concerned(panel), found);
    for (const override of overrides) {
      if (override.thresholds.length === 0) continue;
      const meant = queries.filter((query) => concerns(override, query) !== false);
      outOfReach(override.thresholds, meant, found);
    }
    return found;
  },
};

/** Grafana gives each new panel the threshold 80, whatever it shows. */
function isGrafanasOwn(thresholds: readonly number[]): boolean {
  return thresholds.length === 1 && thresholds[0] === 80;
}

/** The queries that the panel's own thresholds are for: those that no override gives others, or another unit. */
function concerned({ queries, overrides }: Panel): readonly Query[] {
  if (overrides.length === 0) return queries;
  const changing = overrides.filter(({ unit, thresholds }) => unit !== undefined || thresholds.length > 0);
  return queries.filter((query) => !changing.some((override) => concerns(override, query) === true));
}

/** Whether an override is for what a query draws; undefined where only its data can tell. */
function concerns({ matcher, field }: Override, { refId, legend }: Query): boolean | undefined {
  if (matcher === 'byFrameRefID') return field === refId;
  if (matcher === 'byName' && legend !== '' && !legend.includes('{{')) return field === legend;
  return undefined;
}

function outOfReach(thresholds: readonly number[], queries: readonly Query[], found: Complaint[]): void {
  if (thresholds.length === 0) return;
  const reach = queries
    .map(({ node }) => (node === undefined ? undefined : reachOf(node)))
    .reduce((all, one, index) => (index === 0 ? one : together(all, one)), undefined);
  if (reach === undefined) return;
  for (const threshold of thresholds) {
    const above = threshold > reach.high || (reach.cut && threshold === reach.high);
    if (above || threshold < reach.low) found.push(complaint(`the threshold ${threshold}`, reach));
  }
}

function conditionsOutOfReach(query: Query, found: Complaint[]): void {
  if (!mayCompare(query)) return;
  for (const binary of query.operations.all) {
    const condition = conditionOf(binary);
    const reach = condition?.limit === undefined ? undefined : reachOf(condition.series);
    if (condition === undefined || reach === undefined || !neverHolds(condition, reach)) continue;
    found.push(complaint(`${print(binary)}: the limit ${condition.limit}`, reach));
  }
}

function neverHolds({ operator, limit }: Condition, { low, high }: Reach): boolean {
  if (limit === undefined) return false;
  switch (operator) {
    case '>':
      return limit >= high;
    case '>=':
      return limit > high;
    case '<':
      return limit <= low;
    case '<=':
      return limit < low;
    case '==':
      return limit > high || limit < low;
    case '!=':
      return false;
  }
}

function complaint(what: string, { low, high, cut }: Reach): Complaint {
  return cut
    ? {
        problem: `${what} is never passed: the largest bucket ends at ${high}, where a quantile is cut off`,
        next: `set it below ${high}, or give the histogram larger buckets.`,
      }
    : {
        problem: `${what} is never reached: the value lies between ${low} and ${high}`,
        next: `set it between ${low} and ${high}.`,
      };
}
