/** Aggregations over the series of a vector. Source: https://prometheus.io/docs/prometheus/latest/querying/operators/. */
import type { AggregationNode, Grouping, Node } from './ast.ts';
import type { By, Without } from './grouping.ts';
import { nodeOf, Vector, type Operand } from './vector.ts';
import { quantileNode } from './quantile.ts';

/** The labels that a grouping `G` leaves of `L`. */
type Kept<L extends string, G> = G extends By<infer K> ? K : G extends Without<infer K> ? Exclude<L, K> : never;

/** An aggregation that makes one series of each group; without a grouping, one of all. */
type Aggregation = <L extends string, G extends By<L> | Without<L> | undefined = undefined>(
  vector: Operand<L>,
  grouping?: G,
) => Vector<Kept<L, G>>;

/** An aggregation that picks series of each group and leaves their labels as they are. */
type Selection = <L extends string>(count: number, vector: Operand<L>, grouping?: By<L> | Without<L>) => Vector<L>;

export const sum = aggregation('sum');
export const min = aggregation('min');
export const max = aggregation('max');
export const avg = aggregation('avg');
export const count = aggregation('count');
export const group = aggregation('group');
export const stddev = aggregation('stddev');
export const topk = selection('topk');
export const bottomk = selection('bottomk');

/** The φ-quantile over the series of each group: not that of a histogram, which is `histogramQuantile`. */
export function quantileOver<L extends string, K extends L>(
  phi: number,
  vector: Operand<L>,
  grouping: By<K>,
): Vector<K> {
  return new Vector(node('quantile', nodeOf(vector), grouping, quantileNode(phi)));
}

function aggregation(operator: string): Aggregation {
  return (vector, grouping) => new Vector(node(operator, nodeOf(vector), grouping));
}

function selection(operator: string): Selection {
  return (count, vector, grouping) => {
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`${operator} of ${count} series: write a whole number from 1 on`);
    return new Vector(node(operator, nodeOf(vector), grouping, { kind: 'number', value: count }));
  };
}

function node(
  operator: string,
  expr: Node,
  grouping: By<string> | Without<string> | undefined,
  parameter?: Node,
): AggregationNode {
  const labels: Grouping | undefined = grouping && { by: grouping.kind === 'by', labels: grouping.labels };
  return {
    kind: 'aggregation',
    operator,
    expr,
    ...(parameter === undefined ? {} : { parameter }),
    ...(labels === undefined ? {} : { grouping: labels }),
  };
}
