import type { BinaryNode, Node, SelectorNode } from '../../promql/ast.ts';
import { countersAllowed } from '../../promql/check.ts';
import { print } from '../../promql/print.ts';
import type { QueryRule } from '../rule.ts';

/** A counter whose sum since the start of its process is shown, by its name: known counters have `_total` at the end. */
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
      return isCounter(node) && !countersAllowed.has(use) ? [node] : [];
    case 'subquery':
      return bareCounters(node.expr, use);
    case 'negation':
      return bareCounters(node.expr, 'instant');
    case 'call':
      return node.args.flatMap((arg) => bareCounters(arg, node.name));
    case 'aggregation':
      return bareCounters(node.expr, ['count', 'group'].includes(node.operator) ? 'absent' : 'instant');
    case 'binary':
      return ofBinary(node);
  }
}

/** Of what stands after `and` and `unless`, only the existence counts. */
function ofBinary({ operator, left, right }: BinaryNode): readonly SelectorNode[] {
  const guard = operator === 'and' || operator === 'unless';
  return [...bareCounters(left, 'instant'), ...bareCounters(right, guard ? 'absent' : 'instant')];
}

/** What the catalogue knows to be something else is left to it. */
function isCounter({ name = '', metric }: SelectorNode): boolean {
  return name.endsWith('_total') && (metric === undefined || metric.type === 'counter');
}
