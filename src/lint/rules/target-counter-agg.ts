import type { SelectorNode } from '../../promql/ast.ts';
import { print } from '../../promql/print.ts';
import { bareTotals } from '../promql/bare-totals.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';

/** A counter whose sum since the start of its process is shown, as far as its name tells: it ends in `_total`. */
export const targetCounterAgg: QueryRule = {
  scope: 'query',
  check({ node, onceChosen, text }) {
    const root = node ?? onceChosen;
    return root === undefined || !text.includes('_total') ? nothing : bareTotals(root).map(complaint);
  },
};

function complaint({ offset: _, at: __, ...series }: SelectorNode): Complaint {
  const range = `(${print({ ...series, range: '$__rate_interval' })})`;
  return {
    problem: `${series.name ?? ''} counts up until its process restarts, so its value tells the age of the process, not what happened`,
    next: `write rate${range} or increase${range}.`,
  };
}
