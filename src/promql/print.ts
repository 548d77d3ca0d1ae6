/** The canonical text of an expression: one line, the fewest parentheses that keep its structure. */
import type { BinaryNode, BinaryOperator, Grouping, Matcher, Matching, Node } from './ast.ts';
import { quote } from './strings.ts';

/**
 * Binding strength. `^` binds from the right and stronger than a minus sign; the rest bind from the left.
 * Source: https://prometheus.io/docs/prometheus/latest/querying/operators/#binary-operator-precedence.
 */
const precedence: Readonly<Record<BinaryOperator, number>> = {
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
const signPrecedence = 6;
const atomPrecedence = 8;

/** The text of an expression. */
export function print(node: Node): string {
  switch (node.kind) {
    case 'number':
      return printNumber(node.value);
    case 'string':
      return quote(node.value);
    case 'macro':
      return node.text;
    case 'selector': {
      const matchers = node.matchers.length > 0 || node.name === undefined ? printMatchers(node.matchers) : '';
      return `${node.name ?? ''}${matchers}${node.range === undefined ? '' : `[${node.range}]`}${offset(node.offset)}`;
    }
    case 'subquery':
      return `${operand(node.expr, atomPrecedence)}[${node.range}:${node.step ?? ''}]${offset(node.offset)}`;
    case 'call':
      return `${node.name}(${node.args.map(print).join(', ')})`;
    case 'aggregation': {
      const args = node.parameter === undefined ? print(node.expr) : `${print(node.parameter)}, ${print(node.expr)}`;
      return `${node.operator}${printGrouping(node.grouping)}(${args})`;
    }
    case 'negation':
      return `-${operand(node.expr, signPrecedence + 1)}`;
    case 'binary':
      return printBinary(node);
  }
}

function printBinary(node: BinaryNode): string {
  const own = precedence[node.operator];
  const fromRight = node.operator === '^';
  const left = operand(node.left, fromRight ? own + 1 : own);
  const right = operand(node.right, fromRight ? own : own + 1);
  const bool = node.bool === true ? ' bool' : '';
  return `${left} ${node.operator}${bool}${printMatching(node.matching)} ${right}`;
}

function operand(node: Node, atLeast: number): string {
  const text = print(node);
  return strength(node) < atLeast ? `(${text})` : text;
}

function strength(node: Node): number {
  switch (node.kind) {
    case 'binary':
      return precedence[node.operator];
    case 'negation':
      return signPrecedence;
    case 'number':
      // A literal with a sign: the official grammar and the server disagree on `-1 ^ 2`, so it never stands bare there.
      return node.value < 0 || Object.is(node.value, -0) ? signPrecedence : atomPrecedence;
    default:
      return atomPrecedence;
  }
}

function printNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

function printMatchers(matchers: readonly Matcher[]): string {
  return `{${matchers.map((m) => `${m.label}${m.operator}${quote(m.value)}`).join(',')}}`;
}

function printGrouping(grouping: Grouping | undefined): string {
  if (grouping === undefined) return '';
  return ` ${grouping.by ? 'by' : 'without'} (${grouping.labels.join(', ')}) `;
}

function printMatching(matching: Matching | undefined): string {
  if (matching === undefined) return '';
  const on = ` ${matching.on ? 'on' : 'ignoring'} (${matching.labels.join(', ')})`;
  if (matching.group === undefined) return on;
  return `${on} group_${matching.group.side} (${matching.group.include.join(', ')})`;
}

function offset(duration: string | undefined): string {
  return duration === undefined ? '' : ` offset ${duration}`;
}
