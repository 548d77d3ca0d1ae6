import type { BinaryNode, Node, SelectorNode } from '../../promql/ast.ts';
import { countersAllowed } from '../../promql/check.ts';

/** The series named `…_total` in an expression whose sum since the start of their process is asked. */
export function bareTotals(node: Node): readonly SelectorNode[] {
  const found: SelectorNode[] = [];
  bareCounters(node, 'instant', found);
  return found;
}

/** Counters below a node of which more is asked than whether they are there. `use` is what stands around it. */
function bareCounters(node: Node, use: string, found: SelectorNode[]): void {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'macro':
      return;
    case 'selector':
      if (node.name?.endsWith('_total') === true && !countersAllowed.has(use)) found.push(node);
      return;
    case 'subquery':
      return bareCounters(node.expr, use, found);
    case 'negation':
      return bareCounters(node.expr, 'instant', found);
    case 'call':
      for (const arg of node.args) bareCounters(arg, node.name, found);
      return;
    case 'aggregation':
      return bareCounters(
        node.expr,
        node.operator === 'count' || node.operator === 'group' ? 'absent' : 'instant',
        found,
      );
    case 'binary':
      return ofBinary(node, use, found);
  }
}

/** A set operator passes values on; of what stands after `and` and `unless`, only the existence counts. */
function ofBinary({ operator, left, right }: BinaryNode, use: string, found: SelectorNode[]): void {
  const guarded = operator === 'and' || operator === 'unless';
  const passesOn = guarded || operator === 'or';
  bareCounters(left, passesOn ? use : 'instant', found);
  bareCounters(right, guarded ? 'absent' : passesOn ? use : 'instant', found);
}
