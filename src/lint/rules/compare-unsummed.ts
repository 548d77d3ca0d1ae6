import { targetLabels } from '../../metrics/metric.ts';
import { children, type BinaryNode, type Node, type SelectorNode } from '../../promql/ast.ts';
import { isVector } from '../../promql/kinds.ts';
import { print } from '../../promql/print.ts';
import { conditionOf, mayCompare } from '../promql/condition.ts';
import { unscaled } from '../promql/constant.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';

/** A number of things that is spread over many series, each of which is compared by itself. */
export const compareUnsummed: QueryRule = {
  scope: 'query',
  check: (query) => (query.node === undefined || !mayCompare(query) ? nothing : unsummed(query.node)),
};

function* unsummed(node: Node): Iterable<Complaint> {
  for (const comparison of comparisons(node)) {
    const { series, limit = 0, operator } = conditionOf(comparison) ?? {};
    const labels = series === undefined || limit <= 1 ? [] : (alone(series).map(ownLabels).find(isFilled) ?? []);
    if (series === undefined || labels.length === 0) continue;
    yield {
      problem: `${print(series)} is many series, by ${labels.join(', ')}, and each is compared with ${limit} by itself`,
      next: `add them up first: sum by (job, instance) (${print(series)}) ${operator} ${limit}; where each is meant, say so: max by (${labels[0]}) (…).`,
    };
  }
}

/** The comparisons outside of aggregations: one that is counted or added up is meant for each series. */
function comparisons(node: Node, found: BinaryNode[] = []): readonly BinaryNode[] {
  if (node.kind === 'aggregation' || node.kind === 'selector') return found;
  if (node.kind === 'binary') found.push(node);
  for (const child of children(node)) comparisons(child, found);
  return found;
}

/** What tells something else of series than how much there is of it. */
const otherFunctions = new Set(['count_over_time', 'present_over_time', 'changes', 'resets', 'timestamp', 'absent']);

/** The series of an expression that leaves each as it is: no aggregation, no others beside them. */
function alone(node: Node): readonly SelectorNode[] {
  const { expr } = unscaled(node);
  switch (expr.kind) {
    case 'selector':
      return [expr];
    case 'subquery':
      return alone(expr.expr);
    case 'call': {
      const vector = otherFunctions.has(expr.name) ? undefined : expr.args.find(isVector);
      return vector === undefined ? [] : alone(vector);
    }
    case 'binary':
      if (expr.operator === 'or') return [...alone(expr.left), ...alone(expr.right)];
      return expr.operator === 'and' || expr.operator === 'unless' ? alone(expr.left) : [];
    default:
      return [];
  }
}

function isFilled(labels: readonly string[]): boolean {
  return labels.length > 0;
}

/** The labels of a gauge of counts or bytes that its selector leaves open; none of any other metric. */
function ownLabels({ metric, matchers }: SelectorNode): readonly string[] {
  if (metric?.type !== 'gauge' || (metric.unit !== 'count' && metric.unit !== 'bytes')) return [];
  const closed = new Set<string>(targetLabels);
  for (const { label, operator } of matchers) if (operator === '=') closed.add(label);
  return metric.labels.filter((label) => !closed.has(label));
}
