/** Which labels of the series an expression still tells apart. */
import type { AggregationNode, BinaryNode, CallNode, Matching, Node, SelectorNode } from './ast.ts';
import { choosing } from './choosing.ts';
import { isVector } from './kinds.ts';
import { isSetOperator } from './precedence.ts';

/** Results of these are no series, or have no labels but what equality matchers say. */
const withoutLabels = new Set(['time', 'vector', 'scalar', 'pi', 'absent', 'absent_over_time']);
const writesLabel = new Set(['label_replace', 'label_join']);

/**
 * Whether the result certainly has a label of the series it is made of. Series that the catalogue does not know are
 * taken to have every label.
 */
export function carries(node: Node, label: string): boolean {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'macro':
      return false;
    case 'selector':
      return has(node, label);
    case 'subquery':
    case 'negation':
      return carries(node.expr, label);
    case 'call':
      return callCarries(node, label);
    case 'aggregation':
      return aggregationCarries(node, label);
    case 'binary':
      return binaryCarries(node, label);
  }
}

/** Whether series have to agree in a label to meet. Without a matching clause, they have to in all. */
export function isMatched(matching: Matching | undefined, label: string): boolean {
  return matching === undefined || matching.labels.includes(label) === matching.on;
}

function has({ metric, matchers }: SelectorNode, label: string): boolean {
  return metric === undefined || metric.labels.includes(label) || matchers.some((matcher) => matcher.label === label);
}

function callCarries({ name, args }: CallNode, label: string): boolean {
  if (withoutLabels.has(name)) return false;
  if (name === 'histogram_quantile' && label === 'le') return false;
  const [, written] = args;
  if (writesLabel.has(name) && written?.kind === 'string' && written.value === label) return false;
  const vector = args.find(isVector);
  return vector !== undefined && carries(vector, label);
}

function aggregationCarries({ operator, expr, grouping }: AggregationNode, label: string): boolean {
  if (choosing.has(operator)) return carries(expr, label);
  const named = grouping?.labels.includes(label) === true;
  const kept = grouping?.by === false ? !named : named;
  return kept && carries(expr, label);
}

function binaryCarries({ operator, left, right, matching }: BinaryNode, label: string): boolean {
  if (!isVector(left)) return carries(right, label);
  if (!isVector(right)) return carries(left, label);
  if (operator === 'or') return carries(left, label) && carries(right, label);
  if (isSetOperator(operator)) return carries(left, label);
  if (matching?.group !== undefined) {
    return carries(matching.group.side === 'left' ? left : right, label) || matching.group.include.includes(label);
  }
  return isMatched(matching, label) && carries(left, label) && carries(right, label);
}
