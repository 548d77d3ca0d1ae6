/** The canonical text of an expression: one line, the fewest parentheses that keep its structure. */
import type { BinaryNode, Grouping, Matcher, Matching, Node, SelectorNode, SubqueryNode } from './ast.ts';
import { atomPrecedence, bindsFromRight, precedence, signPrecedence } from './precedence.ts';
import { quote } from './strings.ts';

/** The text of an expression. */
export function print(node: Node): string {
  switch (node.kind) {
    case 'number':
      return printNumber(node.value);
    case 'string':
      return quote(node.value);
    case 'macro':
      return node.text;
    case 'selector':
      return `${printSeries(node)}${node.range === undefined ? '' : `[${node.range}]`}${modifiers(node)}`;
    case 'subquery':
      return `${operand(node.expr, atomPrecedence)}[${node.range}:${node.step ?? ''}]${modifiers(node)}`;
    case 'call':
      return `${node.name}(${node.args.map(print).join(', ')})`;
    case 'aggregation': {
      const args = node.parameter === undefined ? print(node.expr) : `${print(node.parameter)}, ${print(node.expr)}`;
      return `${node.operator}${printGrouping(node.grouping)}(${args})`;
    }
    case 'negation':
      return `-${operand(node.expr, signPrecedence)}`;
    case 'binary':
      return printBinary(node);
  }
}

function printBinary(node: BinaryNode): string {
  const own = precedence[node.operator];
  const fromRight = bindsFromRight(node.operator);
  const left = operand(node.left, fromRight ? own + 1 : own);
  // A sign after an operator belongs to what follows it, even after `^`, which binds stronger.
  const right = operand(node.right, fromRight ? signPrecedence : own + 1);
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
      // To the server, the sign of a number is an operator like any other: `-1 ^ 2` is `-(1 ^ 2)`.
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

/** A name that the grammar would not take for one stands in quotes, which Prometheus 3 reads. */
function printSeries({ name, matchers }: SelectorNode): string {
  const conditions = matchers.map(printMatcher);
  if (name === undefined) return `{${conditions.join(',')}}`;
  if (!plainName.test(name) || keywords.has(name.toLowerCase())) return `{${[quote(name), ...conditions].join(',')}}`;
  return conditions.length === 0 ? name : `${name}{${conditions.join(',')}}`;
}

const plainName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const plainLabel = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** The last two: the official grammar looks words up in an object of JavaScript, which has these of its own. */
const keywords = new Set('inf nan bool ignoring on group_left group_right offset constructor __proto__'.split(' '));

function printMatcher({ label, operator, value }: Matcher): string {
  return `${printLabel(label)}${operator}${quote(value)}`;
}

function printLabel(label: string): string {
  return plainLabel.test(label) ? label : quote(label);
}

function printLabels(labels: readonly string[]): string {
  return `(${labels.map(printLabel).join(', ')})`;
}

function printGrouping(grouping: Grouping | undefined): string {
  if (grouping === undefined) return '';
  return ` ${grouping.by ? 'by' : 'without'} ${printLabels(grouping.labels)} `;
}

function printMatching(matching: Matching | undefined): string {
  if (matching === undefined) return '';
  const on = ` ${matching.on ? 'on' : 'ignoring'} ${printLabels(matching.labels)}`;
  if (matching.group === undefined) return on;
  return `${on} group_${matching.group.side} ${printLabels(matching.group.include)}`;
}

function modifiers({ at, offset }: SelectorNode | SubqueryNode): string {
  return `${at === undefined ? '' : ` @ ${at}`}${offset === undefined ? '' : ` offset ${offset}`}`;
}
