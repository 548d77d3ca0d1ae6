/** What kind of value an expression results in: a vector of series now, a range of each, or a number. */
import { children, type BinaryNode, type CallNode, type Node } from './ast.ts';
import { isComparison, isSetOperator } from './precedence.ts';
import { print } from './print.ts';

const overRanges = new Set([
  'rate',
  'increase',
  'irate',
  'delta',
  'idelta',
  'deriv',
  'changes',
  'resets',
  'predict_linear',
  'holt_winters',
  'double_exponential_smoothing',
]);
const numbers = new Set(['time', 'scalar', 'pi']);

/** Whether an expression is a vector or a range of series, not a number or a text. */
export function isVector(node: Node | undefined): boolean {
  if (node === undefined || node.kind === 'number' || node.kind === 'string' || node.kind === 'macro') return false;
  if (node.kind === 'call') return !numbers.has(node.name);
  if (node.kind === 'binary') return isVector(node.left) || isVector(node.right);
  return node.kind === 'negation' ? isVector(node.expr) : true;
}

/** Where an expression is of another kind than its surroundings take: the grammar lets it pass, the server not. */
export function kindProblems(node: Node): readonly string[] {
  const found: string[] = [];
  if (isRange(node)) found.push(misplaced(node));
  look(node, found);
  return found;
}

function look(node: Node, found: string[]): void {
  if (node.kind === 'selector') return;
  const below = children(node);
  if (node.kind === 'call' && takesRanges(node)) {
    for (const arg of below) if (isVector(arg) && !isRange(arg)) found.push(lacksRange(node, arg));
  } else {
    for (const child of below) if (isRange(child)) found.push(misplaced(child));
  }
  if (node.kind === 'binary') ofNumbers(node, found);
  for (const child of below) look(child, found);
}

function lacksRange({ name }: CallNode, arg: Node): string {
  return `${name} of ${print(arg)}: it needs a range, such as [5m], after a selector`;
}

function misplaced(range: Node): string {
  return `${print(range)} is a range: only a function over time, such as rate, takes one`;
}

function ofNumbers({ operator, left, right, bool }: BinaryNode, found: string[]): void {
  if (isVector(left) && isVector(right)) return;
  if (isSetOperator(operator)) found.push(`"${operator}" of a number: it takes series, as vector(…) makes of a number`);
  else if (isComparison(operator) && bool !== true && !isVector(left) && !isVector(right)) {
    found.push(`"${operator}" compares two numbers, which needs bool after it`);
  }
}

function takesRanges({ name }: CallNode): boolean {
  return overRanges.has(name) || name.endsWith('_over_time');
}

function isRange(node: Node): boolean {
  return node.kind === 'subquery' || (node.kind === 'selector' && node.range !== undefined);
}
