import { children, type BinaryNode, type Node } from '../../promql/ast.ts';
import { isComparison } from '../../promql/precedence.ts';
import { print } from '../../promql/print.ts';
import { canBeIdle, setsCondition } from '../promql/traffic.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';

/** A ratio that is 0 by 0, which is NaN, while nothing happens. */
export const ratioWithoutTraffic: QueryRule = {
  scope: 'query',
  check: ({ node, text }) => (node === undefined || !text.includes('/') ? nothing : exposed(node).map(complaint)),
};

function complaint({ right }: BinaryNode): Complaint {
  return {
    problem: `${print(right)} is 0 while there is no traffic: divided by it, 0 is NaN and all else infinite`,
    next: `divide by (${print(right)} > 0), so that there is no sample then.`,
  };
}

/** They pick their result among the series, so that a NaN does not spoil the others. */
const picking = new Set(['min', 'max', 'topk', 'bottomk', 'min_over_time', 'max_over_time']);

/**
 * The divisions whose result may be NaN and be seen. A comparison around a division drops NaN, unless the series were
 * added up before.
 */
function exposed(node: Node, dropsNaN = false, found: BinaryNode[] = []): readonly BinaryNode[] {
  if (node.kind === 'selector') return found;
  if (node.kind !== 'binary') {
    for (const child of children(node)) exposed(child, dropsNaN && !spreadsNaN(node), found);
    return found;
  }
  const { operator, left, right, bool } = node;
  if (operator === '/' && !dropsNaN && canBeIdle(right)) found.push(node);
  const narrowed = (operator === 'and' || operator === 'unless') && setsCondition(right);
  const compared = isComparison(operator) && operator !== '!=' && bool !== true;
  const fromRight = compared || (dropsNaN && operator !== 'and' && operator !== 'unless');
  exposed(left, dropsNaN || narrowed || compared, found);
  return exposed(right, fromRight, found);
}

/** Whether one NaN among many samples makes the result NaN. */
function spreadsNaN(node: Node): boolean {
  if (node.kind === 'aggregation') return !picking.has(node.operator);
  return node.kind === 'call' && node.name.endsWith('_over_time') && !picking.has(node.name);
}
