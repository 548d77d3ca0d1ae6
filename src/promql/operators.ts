/** Operators between vectors and numbers. Source: https://prometheus.io/docs/prometheus/latest/querying/operators/. */
import type { ArithmeticOperator, BinaryNode, BinaryOperator, ComparisonOperator, Node } from './ast.ts';
import type { AnyMatching, GroupLeft, GroupRight, Ignoring, On } from './matching.ts';
import { negate } from './negate.ts';
import { Comparison, nodeOf, Vector, type AnyOperand, type Expression, type Operand, type Scalar } from './vector.ts';

/** A number, or an expression that is one. */
export type Constant = number | Scalar;

export const add = arithmetic('+');
export const sub = arithmetic('-');
export const mul = arithmetic('*');
export const div = arithmetic('/');
export const mod = arithmetic('%');
export const pow = arithmetic('^');

export const eq = comparing('==');
export const neq = comparing('!=');
export const gt = comparing('>');
export const lt = comparing('<');
export const gte = comparing('>=');
export const lte = comparing('<=');

/** The series of the left that have a partner on the right. */
export const and = existence('and');
/** The series of the left that have no partner on the right. */
export const unless = existence('unless');

/** 1 where the comparison holds and 0 where it does not, instead of keeping the series or dropping it. */
export function bool<L extends string>(comparison: Comparison<L>): Vector<L> {
  const { node } = comparison;
  return new Vector(node.kind === 'binary' ? { ...node, bool: true } : node);
}

export function neg<L extends string>(vector: Operand<L>): Vector<L> {
  return new Vector(negate(nodeOf(vector)));
}

type Term = AnyOperand | number;

/** Nothing is asked where two sets of labels are the same, the impossible where they differ: series would never match. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? unknown : never) : never;

/** Both sides carry the same labels, or the matching says how they belong together. */
function arithmetic(operator: ArithmeticOperator) {
  function apply<L extends string>(left: Operand<L>, right: Constant): Vector<L>;
  function apply<L extends string>(left: Constant, right: Operand<L>): Vector<L>;
  function apply<L extends string, R extends string, K extends L & R>(
    left: Operand<L>,
    right: Operand<R>,
    matching: On<K>,
  ): Vector<K>;
  function apply<L extends string, R extends string, K extends L | R>(
    left: Operand<L>,
    right: Operand<R>,
    matching: Ignoring<K> & Same<Exclude<L, K>, Exclude<R, K>>,
  ): Vector<Exclude<L, K>>;
  function apply<L extends string, R extends string, K extends L & R, I extends Exclude<R, K>>(
    left: Operand<L>,
    right: Operand<R>,
    matching: GroupLeft<K, I>,
  ): Vector<L | I>;
  function apply<L extends string, R extends string, K extends L & R, I extends Exclude<L, K>>(
    left: Operand<L>,
    right: Operand<R>,
    matching: GroupRight<K, I>,
  ): Vector<R | I>;
  function apply<L extends string>(left: Operand<L>, right: Operand<NoInfer<L>>): Vector<L>;
  function apply(left: Term, right: Term, matching?: AnyMatching): Expression {
    return new Vector(binary(operator, left, right, matching));
  }
  return apply;
}

/** As arithmetic; a comparison between vectors keeps the left side's series where it holds. */
function comparing(operator: ComparisonOperator) {
  function apply<L extends string>(left: Operand<L>, right: Constant): Comparison<L>;
  function apply<L extends string, R extends string, K extends L & R>(
    left: Operand<L>,
    right: Operand<R>,
    matching: On<K>,
  ): Comparison<K>;
  function apply<L extends string, R extends string, K extends L | R>(
    left: Operand<L>,
    right: Operand<R>,
    matching: Ignoring<K> & Same<Exclude<L, K>, Exclude<R, K>>,
  ): Comparison<Exclude<L, K>>;
  function apply<L extends string, R extends string, K extends L & R, I extends Exclude<R, K>>(
    left: Operand<L>,
    right: Operand<R>,
    matching: GroupLeft<K, I>,
  ): Comparison<L | I>;
  function apply<L extends string, R extends string, K extends L & R, I extends Exclude<L, K>>(
    left: Operand<L>,
    right: Operand<R>,
    matching: GroupRight<K, I>,
  ): Comparison<R | I>;
  function apply<L extends string>(left: Operand<L>, right: Operand<NoInfer<L>>): Comparison<L>;
  function apply(left: Term, right: Term, matching?: AnyMatching): Expression {
    return new Comparison(binary(operator, left, right, matching));
  }
  return apply;
}

/** The result carries the labels of the left side. */
function existence(operator: 'and' | 'unless') {
  function apply<L extends string, R extends string, K extends L & R>(
    left: Operand<L>,
    right: Operand<R>,
    matching: On<K>,
  ): Vector<L>;
  function apply<L extends string, R extends string, K extends L | R>(
    left: Operand<L>,
    right: Operand<R>,
    matching: Ignoring<K>,
  ): Vector<L>;
  function apply<L extends string>(left: Operand<L>, right: Operand<NoInfer<L>>): Vector<L>;
  function apply(left: Term, right: Term, matching?: AnyMatching): Expression {
    return new Vector(binary(operator, left, right, matching));
  }
  return apply;
}

/** The series of the left, and those of the right that have no partner there; each keeps its own labels. */
export function or<L extends string, R extends string, K extends L & R>(
  left: Operand<L>,
  right: Operand<R>,
  matching: On<K>,
): Vector<L | R>;
export function or<L extends string, R extends string, K extends L | R>(
  left: Operand<L>,
  right: Operand<R>,
  matching: Ignoring<K>,
): Vector<L | R>;
export function or<L extends string>(left: Operand<L>, right: Operand<NoInfer<L>>): Vector<L>;
export function or(left: Term, right: Term, matching?: AnyMatching): Expression {
  return new Vector(binary('or', left, right, matching));
}

function binary(operator: BinaryOperator, left: Term, right: Term, matching: AnyMatching | undefined): BinaryNode {
  const node = { kind: 'binary', operator, left: termNode(left), right: termNode(right) } as const;
  return matching === undefined ? node : { ...node, matching: matching.node };
}

function termNode(term: Term): Node {
  return typeof term === 'number' ? { kind: 'number', value: term } : nodeOf(term);
}
