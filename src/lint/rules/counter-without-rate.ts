import type { Query } from '../subject.ts';
import { bareTotals } from '../promql/bare-totals.ts';
import { nothing, type QueryRule } from '../rule.ts';

const next = 'write rate(…[$__rate_interval]) for a speed, increase(…) for a number of events.';

/**
 * A counter of the catalogue, by whatever name, whose sum since the start of its process is shown. What its name tells,
 * `target-counter-agg` finds.
 */
export const counterWithoutRate: QueryRule = {
  scope: 'query',
  check: (query) => (query.problems.some(({ kind }) => kind === 'bare-counter') ? bareCounters(query) : nothing),
};

function bareCounters({ node, problems }: Query) {
  const told = node === undefined ? [] : bareTotals(node).map(({ name }) => name);
  return problems
    .filter(({ kind, series }) => kind === 'bare-counter' && !told.includes(series))
    .map(({ text }) => ({ problem: text, next }));
}
