/** Ratios in an expression, as their author meant them. */
import type { BinaryNode, Node } from '../../promql/ast.ts';
import { isVector } from '../../promql/kinds.ts';
import { differingLabels } from './alike.ts';
import { conditionOf } from './condition.ts';
import { constantOf, unscaled } from './constant.ts';

/** Series divided by series. */
export class Division {
  readonly node: BinaryNode;
  /** What is divided, without constant factors and without what stands for it where it is missing. */
  readonly part: Node;
  /** What it is divided by, without constant factors and without guards against 0. */
  readonly whole: Node;
  /** What the constant factors make together: the division is this times `part / whole`. */
  readonly factor: number;
  #differing: readonly string[] | 'more' | undefined;

  constructor(node: BinaryNode, part: Node, whole: Node, factor: number) {
    this.node = node;
    this.part = part;
    this.whole = whole;
    this.factor = factor;
  }

  /**
   * The labels by whose matchers alone part and whole differ; undefined where they differ in more. Several rules ask,
   * so it is found out once.
   */
  get differing(): readonly string[] | undefined {
    this.#differing ??= differingLabels(this.part, this.whole) ?? 'more';
    return this.#differing === 'more' ? undefined : this.#differing;
  }
}

/** What an operation divides by what; undefined where it is another, or one by a number. `(E or 0 * T) / (T > 0)` has the part E and the whole T. */
export function divisionOf(node: BinaryNode): Division | undefined {
  if (node.operator !== '/' || !isVector(node.left) || !isVector(node.right)) return undefined;
  const left = bare(node.left);
  const right = bare(atLeast(node.right));
  return new Division(node, left.expr, right.expr, left.factor / right.factor);
}

/** An expression without constant factors, guards and stand-ins. */
export function bare(node: Node): { readonly expr: Node; readonly factor: number } {
  let { expr, factor } = unscaled(node);
  for (;;) {
    const inner = unguarded(expr);
    if (inner === undefined) return { expr, factor };
    const next = unscaled(inner);
    expr = next.expr;
    factor *= next.factor;
  }
}

/** What is divided by `clamp_min(T, 1)` is divided by T; above the line, it would be another value. */
function atLeast(node: Node): Node {
  const [vector] = node.kind === 'call' && node.name === 'clamp_min' ? node.args : [];
  return vector ?? node;
}

function unguarded(node: Node): Node | undefined {
  if (node.kind !== 'binary' || node.bool === true) return undefined;
  if (node.operator === 'or') return isStandIn(node.right) ? node.left : undefined;
  if (node.operator === 'and' || node.operator === 'unless') return node.left;
  return conditionOf(node)?.series;
}

/** What stands for series that may be missing: `vector(0)`, `0 * x`. */
export function isStandIn(node: Node): boolean {
  if (node.kind === 'call' && node.name === 'vector') return true;
  if (node.kind !== 'binary' || node.operator !== '*') return false;
  return constantOf(node.left) === 0 || constantOf(node.right) === 0;
}
