import { selectors, type BinaryNode, type Node } from '../../promql/ast.ts';
import { carries, isMatched } from '../../promql/carries.ts';
import { isVector } from '../../promql/kinds.ts';
import { lengthOf } from '../../promql/length.ts';
import { isSetOperator } from '../../promql/precedence.ts';
import { print } from '../../promql/print.ts';
import { isStandIn } from '../promql/division.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';

/** In seconds. Pods live through minutes, and not through deploys. */
const long = 3600;

/** Now compared with long ago by instance: what was started since has no past. */
export const offsetPerInstance: QueryRule = {
  scope: 'query',
  check(query) {
    return query.text.includes('offset') ? query.operations.all.filter(joinsWithPast).map(complaint) : nothing;
  },
};

function joinsWithPast(binary: BinaryNode): boolean {
  return meetByInstance(binary) && Math.abs(past(binary.left) - past(binary.right)) >= long;
}

function complaint(binary: BinaryNode): Complaint {
  return {
    problem: `${print(binary)} compares two times by instance, and an instance that was started in between has no past`,
    next: 'add up both sides without instance first: sum by (environment) (…), with the same labels before and after.',
  };
}

function meetByInstance({ operator, left, right, matching }: BinaryNode): boolean {
  return (
    !isSetOperator(operator) &&
    isVector(left) &&
    isVector(right) &&
    isMatched(matching, 'instance') &&
    mayBeOfTargets(left) &&
    mayBeOfTargets(right) &&
    carries(left, 'instance') &&
    carries(right, 'instance')
  );
}

/** A recorded series (`level:metric:operations`) has the labels that its rule kept, which are not known here. */
function mayBeOfTargets(node: Node): boolean {
  return selectors(node).every(({ metric, name }) => metric !== undefined || name?.includes(':') === false);
}

/** How far an expression looks back, in seconds, beyond its ranges; 0 where that is not known. */
function past(node: Node): number {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'macro':
      return 0;
    case 'selector':
      return length(node.offset);
    case 'subquery':
      return past(node.expr) + length(node.offset);
    case 'negation':
    case 'aggregation':
      return past(node.expr);
    case 'call':
      return furthest(node.args.map(past));
    case 'binary':
      return node.operator === 'or' && isStandIn(node.right)
        ? past(node.left)
        : furthest([past(node.left), past(node.right)]);
  }
}

function length(offset: string | undefined): number {
  return offset === undefined ? 0 : (lengthOf(offset) ?? 0);
}

function furthest(offsets: readonly number[]): number {
  return offsets.reduce((found, offset) => (Math.abs(offset) > Math.abs(found) ? offset : found), 0);
}
