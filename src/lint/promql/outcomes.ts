/** The outcomes that an expression adds up. */
import type { BinaryNode, Node, SelectorNode } from '../../promql/ast.ts';
import { isVector } from '../../promql/kinds.ts';
import { outcomeOf, type Outcome } from '../../metrics/outcomes.ts';
import { isStandIn } from './division.ts';

/** An outcome, and the series that counts it. */
export interface Counted extends Outcome {
  readonly series: SelectorNode;
}

/** The outcomes that an expression is the sum of; undefined where it is anything else. */
export function outcomesIn(node: Node): readonly Counted[] | undefined {
  switch (node.kind) {
    case 'selector': {
      const outcome = outcomeOf(node.metric?.name ?? node.name ?? '');
      return outcome === undefined ? undefined : [{ ...outcome, series: node }];
    }
    case 'subquery':
    case 'negation':
      return outcomesIn(node.expr);
    case 'call':
      return ofVector(node.args.find(isVector));
    case 'aggregation':
      return node.operator === 'count' || node.operator === 'group' ? undefined : outcomesIn(node.expr);
    case 'binary':
      return ofBinary(node);
    default:
      return undefined;
  }
}

function ofVector(node: Node | undefined): readonly Counted[] | undefined {
  return node === undefined ? undefined : outcomesIn(node);
}

function ofBinary({ operator, left, right }: BinaryNode): readonly Counted[] | undefined {
  if (operator === 'or' && isStandIn(right)) return outcomesIn(left);
  if (!isVector(right)) return outcomesIn(left);
  if (!isVector(left)) return outcomesIn(right);
  if (operator === 'and' || operator === 'unless') return outcomesIn(left);
  if (operator !== '+' && operator !== 'or') return undefined;
  const ofLeft = outcomesIn(left);
  const ofRight = ofLeft === undefined ? undefined : outcomesIn(right);
  return ofLeft === undefined || ofRight === undefined ? undefined : [...ofLeft, ...ofRight];
}
