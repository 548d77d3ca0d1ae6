/** Expressions about expressions: the small queries that a diagnosis asks. */
import { children, type AggregationNode, type Node, type SelectorNode } from '../../../promql/ast.ts';
import { isVector } from '../../../promql/kinds.ts';

/**
 * Where an expression stands: below subqueries, it is asked as those ask it. Makes of an expression there one that can
 * be asked by itself.
 */
export type Standing = (node: Node) => Node;

export const atTop: Standing = (node) => node;

/** The standing of what is directly below a node. */
export function below(node: Node, standing: Standing): Standing {
  if (node.kind !== 'subquery') return standing;
  return (inner) => standing({ kind: 'call', name: 'last_over_time', args: [{ ...node, expr: inner }] });
}

/** An expression of series at one time, also of a selector or a subquery with a range. */
export function instantly(node: Node): Node {
  const ranged = node.kind === 'subquery' || (node.kind === 'selector' && node.range !== undefined);
  return ranged ? { kind: 'call', name: 'last_over_time', args: [node] } : node;
}

export function aggregate(operator: string, expr: Node): AggregationNode {
  return { kind: 'aggregation', operator, expr };
}

/** The operands that must have series for an expression to have any. */
export function operands(node: Node): readonly Node[] {
  if (node.kind === 'call' && (node.name === 'absent' || node.name === 'absent_over_time')) return [];
  if (node.kind === 'binary' && node.operator === 'unless') return [node.left];
  if (node.kind === 'aggregation') return [node.expr];
  return children(node).filter(isVector);
}

/** A selector, and where it stands. */
export interface Located {
  readonly selector: SelectorNode;
  readonly standing: Standing;
}
