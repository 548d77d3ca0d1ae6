/** Numbers in an expression: those written down, and what is computed of them alone. */
import type { BinaryOperator, Node } from '../../promql/ast.ts';

/** The value of an expression that is made of numbers alone; undefined of any other. */
export function constantOf(node: Node): number | undefined {
  if (node.kind === 'number') return node.value;
  if (node.kind === 'negation') return negative(constantOf(node.expr));
  if (node.kind !== 'binary') return undefined;
  const left = constantOf(node.left);
  const right = left === undefined ? undefined : constantOf(node.right);
  return left === undefined || right === undefined ? undefined : compute(node.operator, left, right);
}

/** An expression without the numbers it is multiplied with or divided by, and what they make together. */
export function unscaled(node: Node): { readonly expr: Node; readonly factor: number } {
  let expr = node;
  let factor = 1;
  for (;;) {
    const step = peel(expr);
    if (step === undefined) return { expr, factor };
    expr = step.expr;
    factor *= step.factor;
  }
}

function peel(node: Node): { readonly expr: Node; readonly factor: number } | undefined {
  if (node.kind === 'negation') return { expr: node.expr, factor: -1 };
  if (node.kind !== 'binary' || (node.operator !== '*' && node.operator !== '/')) return undefined;
  const right = constantOf(node.right);
  if (right !== undefined) return { expr: node.left, factor: node.operator === '*' ? right : 1 / right };
  const left = node.operator === '*' ? constantOf(node.left) : undefined;
  return left === undefined ? undefined : { expr: node.right, factor: left };
}

function negative(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

function compute(operator: BinaryOperator, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '^':
      return left ** right;
    default:
      return undefined;
  }
}
