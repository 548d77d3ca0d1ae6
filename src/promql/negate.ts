import type { Node } from './ast.ts';

/** Minus an expression; of a number, that number. */
export function negate(expr: Node): Node {
  return expr.kind === 'number' ? { kind: 'number', value: -expr.value } : { kind: 'negation', expr };
}
