/**
 * What stands in for series that are not there: `… or vector(0)` and the like. A panel that shows nothing but a
 * fallback shows nothing.
 */
import { children, selectors, type BinaryNode, type CallNode, type Node, type SelectorNode } from '../../promql/ast.ts';
import { print } from '../../promql/print.ts';
import { isComparison, isSetOperator } from '../../promql/precedence.ts';

/**
 * The expression without its fallbacks; the very same one where it has none. It has series only where the whole has
 * some, so nothing is taken away from what asks for absence: `absent`, and the right side of `unless`. Nor from that of
 * `and`, whose values nobody sees.
 */
export function withoutFallbacks(node: Node): Node {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'macro':
    case 'selector':
      return node;
    case 'subquery':
    case 'negation': {
      const expr = withoutFallbacks(node.expr);
      return expr === node.expr ? node : { ...node, expr };
    }
    case 'aggregation': {
      const expr = withoutFallbacks(node.expr);
      return expr === node.expr ? node : { ...node, expr };
    }
    case 'call':
      return asksForAbsence(node) ? node : withArguments(node);
    case 'binary':
      return withoutFallback(node);
  }
}

function withArguments(node: CallNode): Node {
  const args = node.args.map(withoutFallbacks);
  return args.every((arg, index) => arg === node.args[index]) ? node : { ...node, args };
}

function withoutFallback(node: BinaryNode): Node {
  const { operator } = node;
  if (operator === 'or' && isConstant(node.right)) return withoutFallbacks(node.left);
  if (operator === 'or' && isConstant(node.left)) return withoutFallbacks(node.right);
  const left = withoutFallbacks(node.left);
  const right = isSetOperator(operator) && operator !== 'or' ? node.right : withoutFallbacks(node.right);
  if (operator === 'or' && saysAbsent(right, left)) return left;
  if (operator === 'or' && saysAbsent(left, right)) return right;
  return left === node.left && right === node.right ? node : { ...node, left, right };
}

/** Whether an expression asks whether series are missing, so that it is rightly empty as long as all is well. */
export function usesAbsence(node: Node): boolean {
  return asksForAbsence(node) || children(node).some(usesAbsence);
}

/**
 * Whether an expression is `absent` of what the other shows, as in `sum(a) or absent(a)`: it stands in for its series.
 * Beside a condition, as in `up == 0 or absent(up)`, it is one more way in which something is wrong, and so is shown.
 */
function saysAbsent(node: Node, other: Node): boolean {
  if (!asksForAbsence(node) || isFiltered(other)) return false;
  const shown = new Set(selectors(other).map(seriesOf));
  const asked = selectors(node).map(seriesOf);
  return asked.length > 0 && asked.every((series) => shown.has(series));
}

/** Whether a comparison decides which series an expression has. */
function isFiltered(node: Node): boolean {
  const filters = node.kind === 'binary' && isComparison(node.operator) && node.bool !== true;
  return filters || children(node).some(isFiltered);
}

/** A selector without its range and offset. */
function seriesOf({ name, matchers }: SelectorNode): string {
  return print(name === undefined ? { kind: 'selector', matchers } : { kind: 'selector', name, matchers });
}

function asksForAbsence(node: Node): boolean {
  return node.kind === 'call' && (node.name === 'absent' || node.name === 'absent_over_time');
}

/**
 * Whether the values of an expression are the same whatever the series that it reads: `vector(0)`, `0 * a`, `a - a`.
 * Which series there are, it may well depend on.
 */
export function isConstant(node: Node): boolean {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'macro':
      return true;
    case 'selector':
      return false;
    case 'subquery':
    case 'negation':
      return isConstant(node.expr);
    case 'aggregation':
      // A sum, other than of zeros, and a count depend on how many series there are.
      if (node.operator === 'count' || node.operator === 'count_values') return false;
      return node.operator === 'sum' ? isZero(node.expr) || readsNothing(node) : isConstant(node.expr);
    case 'call':
      return isConstantCall(node);
    case 'binary':
      return isConstantOperation(node);
  }
}

/** Whether an expression reads no series at all. */
export function readsNothing(node: Node): boolean {
  return selectors(node).length === 0;
}

function isConstantCall({ name, args }: CallNode): boolean {
  if (name === 'timestamp' || name === 'absent' || name === 'absent_over_time') return false;
  const [, least, most] = args;
  if (name === 'clamp' && least !== undefined && most !== undefined && print(least) === print(most)) return true;
  return args.every(isConstant);
}

function isConstantOperation({ operator, left, right }: BinaryNode): boolean {
  if (operator === 'and' || operator === 'unless') return isConstant(left);
  if (isConstant(left) && isConstant(right)) return true;
  if (operator === '*') return isZero(left) || isZero(right);
  if (operator === '^') return isZero(right);
  return (operator === '-' || operator === '/' || operator === '%') && print(left) === print(right);
}

/** Whether an expression is 0 wherever it has a value: a number, or made of series that were multiplied by one. */
function isZero(node: Node): boolean {
  switch (node.kind) {
    case 'number':
      return node.value === 0;
    case 'negation':
      return isZero(node.expr);
    case 'aggregation':
      return !node.operator.startsWith('count') && node.operator !== 'group' && isZero(node.expr);
    case 'call':
      return (node.name === 'vector' || node.name === 'scalar') && node.args.every(isZero);
    case 'binary':
      return (
        (node.operator === '*' && (isZero(node.left) || isZero(node.right))) ||
        (node.operator === '-' && print(node.left) === print(node.right))
      );
    default:
      return false;
  }
}
