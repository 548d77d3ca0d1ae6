/** Typed expressions: instant vectors whose labels the compiler knows, and scalars. */
import type { Metric, MetricInfo } from '../metrics/metric.ts';
import type { Node } from './ast.ts';
import { selectorOf, type AnySelector, type Selector } from './selector.ts';

declare const labelsOf: unique symbol;

/** An expression, whatever it results in. */
export class Expression {
  readonly node: Node;

  constructor(node: Node) {
    this.node = node;
  }
}

/**
 * An instant vector. `L` are the labels that its series carry; it is invariant on purpose, so that an operation
 * between vectors that are labelled differently needs to say how they match.
 */
export class Vector<L extends string> extends Expression {
  declare readonly [labelsOf]: (labels: L) => L;
}

/** A vector that a comparison filtered; `bool` makes it answer 0 or 1 instead. */
export class Comparison<L extends string> extends Vector<L> {
  declare readonly isComparison: true;
}

/** A single number: `time()`, `scalar(…)`. */
export class Scalar extends Expression {
  declare readonly isScalar: true;
}

/**
 * What can stand where an instant vector does: an expression, or a gauge. A counter cannot: its value since the start
 * of the process says nothing, so it goes through `rate` or `increase` first.
 */
export type Operand<L extends string> = Vector<L> | Selector<'gauge', L> | Metric<'gauge', L, string>;

/** An operand whose labels do not matter. */
export type AnyOperand = Expression | AnySelector | MetricInfo;

/** The structure of an operand. */
export function nodeOf(operand: AnyOperand): Node {
  return operand instanceof Expression ? operand.node : selectorOf(operand).instant();
}
