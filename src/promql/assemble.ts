/**
 * Which operator an operand belongs to.
 *
 * The official grammar for editors finds the pieces of an expression, but puts some together otherwise than the server:
 * it binds a sign to a number before `^`, and `offset` and brackets weaker than any operator. What a query means is up
 * to the server, so the pieces are put together here as its grammar does:
 * https://github.com/prometheus/prometheus/blob/main/promql/parser/generatedParser.y.
 */
import type { BinaryOperator, Node } from './ast.ts';
import { negate } from './negate.ts';
import { bindsFromRight, precedence, signPrecedence } from './precedence.ts';

/** A piece of an expression, in the order of the text. What stands in parentheses is one operand. */
export type Piece =
  | { readonly kind: 'operand'; readonly node: Node; readonly parenthesised: boolean }
  | { readonly kind: 'sign'; readonly minus: boolean }
  | {
      readonly kind: 'operator';
      readonly operator: BinaryOperator;
      readonly join: (left: Node, right: Node) => Node;
    };

/** The expression that its pieces make: operands, signs before them, operators between them. */
export function assemble(pieces: readonly Piece[]): Node {
  const [first, second] = pieces;
  if (first?.kind === 'operand' && second === undefined) return first.node;
  let at = 0;
  function operand(): Node {
    const piece = pieces[at];
    at += 1;
    if (piece?.kind === 'operand') return piece.node;
    if (piece?.kind !== 'sign') throw new TypeError('an operator has no operand, which the grammar rules out');
    const signed = expression(signPrecedence + 1);
    return piece.minus ? negate(signed) : signed;
  }
  /** Takes in operators that bind at least so strongly. */
  function expression(atLeast: number): Node {
    let left = operand();
    for (let piece = pieces[at]; piece?.kind === 'operator'; piece = pieces[at]) {
      const own = precedence[piece.operator];
      if (own < atLeast) break;
      at += 1;
      left = piece.join(left, expression(bindsFromRight(piece.operator) ? own : own + 1));
    }
    return left;
  }
  return expression(0);
}
