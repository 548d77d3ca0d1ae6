/**
 * Binding strength of operators. `^` binds from the right and stronger than a sign; the rest bind from the left.
 * Source: https://prometheus.io/docs/prometheus/latest/querying/operators/#binary-operator-precedence.
 */
import type { BinaryOperator } from './ast.ts';

export const precedence: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 7,
};

/** Of a sign before an expression. */
export const signPrecedence = 6;

/** Of what no operator takes apart: a selector, a call, a literal without sign. */
export const atomPrecedence = 8;

/** Whether `a op b op c` is `a op (b op c)`. */
export function bindsFromRight(operator: BinaryOperator): boolean {
  return operator === '^';
}

export function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(precedence, text);
}

export function isComparison(operator: BinaryOperator): boolean {
  return precedence[operator] === precedence['=='];
}

export function isSetOperator(operator: BinaryOperator): boolean {
  return precedence[operator] <= precedence.and;
}
