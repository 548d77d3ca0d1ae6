import type { BinaryNode, Node, SelectorNode } from '../../promql/ast.ts';
import { countersAllowed } from '../../promql/check.ts';
import { print } from '../../promql/print.ts';
import type { QueryRule } from '../rule.ts';

/** A counter whose sum since the start of its process is shown, as far as its name tells: it ends in `_total`. */
export const targetCounterAgg: QueryRule = {
  scope: 'query',
  *check({ node, onceChosen, text }) {
    const root = node ?? onceChosen;
    if (root === undefined || !text.includes('_total')) return;
    for (const counter of bareCounters(root, 'instant')) {
      const { offset: _, ...series } = counter;
      const range = `(${print({ ...series, range: '$__rate_interval' })})`;
      yield {
        problem: `${counter.name ?? ''} counts up until its process restarts, so its value tells the age of the process, not what happened`,
        next: `write rate${range} or increase${range}.`,
      };
    }
  },
};

/** Counters below a node of which more is asked than whether they are there. `use` is what stands around it. */
function bareCounters(node: Node, use: string): readonly SelectorNode[] {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'macro':
      return [];
    case 'selector':
      return node.name?.endsWith('_total') === true && !countersAllowed.has(use) ? [node] : [];
    case 'subquery':
      return bareCounters(node.expr, use);
    case 'negation':
      return bareCounters(node.expr, 'instant');
    case 'call':
      return node.args.flatMap((arg) => bareCounters(arg, node.name));
    case 'aggregation':
      return bareCounters(node.expr, ['count', 'group'].includes(node.operator) ? 'absent' : 'instant');
    case 'binary':
      return ofBinary(node, use);
  }
}

/** A set operator passes values on; of what stands after `and` and `unless`, only the existence counts. */
function ofBinary({ operator, left, right }: BinaryNode, use: string): readonly SelectorNode[] {
  if (operator === 'or') return [...bareCounters(left, use), ...bareCounters(right, use)];
  const guarded = operator === 'and' || operator === 'unless';
  return [...bareCounters(left, guarded ? use : 'instant'), ...bareCounters(right, guarded ? 'absent' : 'instant')];
}
