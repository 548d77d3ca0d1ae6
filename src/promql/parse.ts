/** From text to structure, through PromQL's official grammar. */
import { parser } from '@prometheus-io/lezer-promql';
import type { MetricInfo } from '../metrics/metric.ts';
import type { BinaryOperator, Grouping, Matcher, Matching, MatchOperator, Node, SelectorNode } from './ast.ts';
import { negate } from './negate.ts';
import { disguiseMacros, type Disguised } from './macros.ts';
import { PromqlSyntaxError } from './syntax-error.ts';
import { unquote } from './strings.ts';

type Tree = ReturnType<typeof parser.parse>;
type SyntaxNode = Tree['topNode'];

/** Finds what the catalogue says of a series name. */
export type Lookup = (name: string) => MetricInfo | undefined;

/**
 * Parses one expression. Grafana's macros may stand where a duration or a number does.
 * @throws PromqlSyntaxError where the official grammar refuses the text, or the text uses what we do not support.
 */
export function parse(text: string, lookup: Lookup = () => undefined): Node {
  const disguised = disguiseMacros(text);
  const tree = parser.parse(disguised.text);
  refuseErrors(tree, disguised, text);
  return new Reader(text, disguised, lookup).expression(only(tree.topNode, text));
}

/**
 * Checks a text with the official grammar, without making a structure of it.
 * @throws PromqlSyntaxError
 */
export function checkSyntax(text: string): void {
  const disguised = disguiseMacros(text);
  refuseErrors(parser.parse(disguised.text), disguised, text);
}

function refuseErrors(tree: Tree, disguised: Disguised, text: string): void {
  // A text that is nothing but blanks has no node at all below the top.
  if (tree.topNode.firstChild === null) throw new PromqlSyntaxError(text, 'it is empty');
  const cursor = tree.cursor();
  do {
    if (!cursor.type.isError) continue;
    const before = restore(disguised.text.slice(0, cursor.from), disguised);
    const found = restore(disguised.text.slice(cursor.from, Math.max(cursor.to, cursor.from + 12)), disguised);
    throw new PromqlSyntaxError(text, found === '' ? 'it ends too early' : `"${found}" is not expected`, before.length);
  } while (cursor.next());
}

/** The original text of a disguised one. */
function restore(text: string, disguised: Disguised): string {
  return text.replace(/287y\d+ms/g, (found) => disguised.macro(found) ?? found);
}

function only(node: SyntaxNode, text: string): SyntaxNode {
  const child = node.firstChild;
  if (child === null) throw new PromqlSyntaxError(text, `${node.name} is empty`);
  return child;
}

class Reader {
  readonly #text: string;
  readonly #disguised: Disguised;
  readonly #lookup: Lookup;

  constructor(text: string, disguised: Disguised, lookup: Lookup) {
    this.#text = text;
    this.#disguised = disguised;
    this.#lookup = lookup;
  }

  expression(node: SyntaxNode): Node {
    switch (node.name) {
      case 'ParenExpr':
        return this.expression(only(node, this.#text));
      case 'NumberDurationLiteral':
        return this.#number(this.#slice(node));
      case 'StringLiteral':
        return { kind: 'string', value: unquote(this.#slice(node)) };
      case 'VectorSelector':
        return this.#selector(node);
      case 'MatrixSelector':
        return { ...this.#selectorIn(only(node, this.#text)), range: this.#duration(this.#child(node, 'DurationExpr')) };
      case 'SubqueryExpr': {
        const [range, step] = node.getChildren('DurationExpr');
        return {
          kind: 'subquery',
          expr: this.expression(only(node, this.#text)),
          range: this.#duration(range),
          ...(step === undefined ? {} : { step: this.#duration(step) }),
        };
      }
      case 'OffsetExpr':
        return this.#offset(node);
      case 'UnaryExpr':
        return this.#unary(node);
      case 'FunctionCall':
        return {
          kind: 'call',
          name: this.#slice(this.#child(node, 'FunctionIdentifier')),
          args: this.#arguments(node),
        };
      case 'AggregateExpr':
        return this.#aggregation(node);
      case 'BinaryExpr':
        return this.#binary(node);
      default:
        return this.#unsupported(node);
    }
  }

  #number(text: string): Node {
    const macro = this.#disguised.macro(text);
    if (macro !== undefined) return { kind: 'macro', text: macro };
    if (/^[+-]?inf$/i.test(text)) return { kind: 'number', value: text.startsWith('-') ? -Infinity : Infinity };
    if (/^nan$/i.test(text)) return { kind: 'number', value: Number.NaN };
    const value = Number(text.replaceAll('_', ''));
    if (Number.isNaN(value)) throw new PromqlSyntaxError(this.#text, `"${text}": durations as numbers are not supported`);
    return { kind: 'number', value };
  }

  #selector(node: SyntaxNode): SelectorNode {
    const identifier = node.getChild('Identifier');
    const matchers: Matcher[] = [];
    let name = identifier === null ? undefined : this.#slice(identifier);
    const list = node.getChild('LabelMatchers');
    for (let child = list?.firstChild ?? null; child !== null; child = child.nextSibling) {
      if (child.name === 'QuotedLabelName') {
        name = unquote(this.#slice(child));
      } else {
        matchers.push(this.#matcher(child));
      }
    }
    const metric = name === undefined ? undefined : this.#lookup(name);
    return {
      kind: 'selector',
      ...(name === undefined ? {} : { name }),
      ...(metric === undefined ? {} : { metric }),
      matchers,
    };
  }

  #matcher(node: SyntaxNode): Matcher {
    const quoted = node.getChild('QuotedLabelName');
    const label = quoted === null ? this.#slice(this.#child(node, 'LabelName')) : unquote(this.#slice(quoted));
    return {
      label,
      operator: matchOperator(this.#slice(this.#child(node, 'MatchOp'))),
      value: unquote(this.#slice(this.#child(node, 'StringLiteral'))),
    };
  }

  #selectorIn(node: SyntaxNode): SelectorNode {
    const inner = this.expression(node);
    return inner.kind === 'selector' ? inner : this.#unsupported(node);
  }

  #offset(node: SyntaxNode): Node {
    const inner = this.expression(only(node, this.#text));
    const offset = this.#slice(this.#child(node, 'OffsetDurationExpr')).replaceAll(' ', '');
    const sign = offset.startsWith('-') ? '-' : '';
    const duration = sign + this.#macroOr(offset.slice(sign.length));
    return inner.kind === 'selector' || inner.kind === 'subquery'
      ? { ...inner, offset: duration }
      : this.#unsupported(node);
  }

  #unary(node: SyntaxNode): Node {
    const last = node.lastChild;
    const expr = this.expression(last ?? node);
    return this.#slice(this.#child(node, 'UnaryOp')) === '+' ? expr : negate(expr);
  }

  #arguments(node: SyntaxNode): readonly Node[] {
    const args: Node[] = [];
    for (let arg = node.getChild('FunctionCallBody')?.firstChild ?? null; arg !== null; arg = arg.nextSibling) {
      args.push(this.expression(arg));
    }
    return args;
  }

  #aggregation(node: SyntaxNode): Node {
    const args = this.#arguments(node);
    const expr = args.at(-1);
    const [parameter] = args.slice(0, -1);
    if (expr === undefined) return this.#unsupported(node);
    const modifier = node.getChild('AggregateModifier');
    const grouping: Grouping | undefined =
      modifier === null ? undefined : { by: modifier.getChild('By') !== null, labels: this.#labels(modifier.getChild('GroupingLabels')) };
    return {
      kind: 'aggregation',
      operator: this.#slice(this.#child(node, 'AggregateOp')),
      expr,
      ...(parameter === undefined ? {} : { parameter }),
      ...(grouping === undefined ? {} : { grouping }),
    };
  }

  #binary(node: SyntaxNode): Node {
    const { firstChild: left, lastChild: right } = node;
    const operator = left?.nextSibling;
    if (left === null || right === null || operator === null || operator === undefined) return this.#unsupported(node);
    const clause = node.getChild('MatchingModifierClause');
    return {
      kind: 'binary',
      operator: binaryOperator(this.#slice(operator)),
      left: this.expression(left),
      right: this.expression(right),
      ...(node.getChild('BoolModifier') === null ? {} : { bool: true as const }),
      ...(clause === null ? {} : { matching: this.#matching(clause) }),
    };
  }

  #matching(clause: SyntaxNode): Matching {
    const [labels, include] = clause.getChildren('GroupingLabels');
    const left = clause.getChild('GroupLeft') !== null;
    const grouped = left || clause.getChild('GroupRight') !== null;
    return {
      on: clause.getChild('On') !== null,
      labels: this.#labels(labels),
      ...(grouped ? { group: { side: left ? ('left' as const) : ('right' as const), include: this.#labels(include) } } : {}),
    };
  }

  #labels(node: SyntaxNode | null | undefined): readonly string[] {
    return (node?.getChildren('LabelName') ?? []).map((label) => this.#slice(label));
  }

  #duration(node: SyntaxNode | undefined): string {
    const text = node === undefined ? '' : this.#slice(node);
    return this.#macroOr(text);
  }

  #macroOr(text: string): string {
    return this.#disguised.macro(text) ?? text;
  }

  #child(node: SyntaxNode, name: string): SyntaxNode {
    return node.getChild(name) ?? this.#unsupported(node);
  }

  #slice(node: SyntaxNode): string {
    return this.#disguised.text.slice(node.from, node.to);
  }

  #unsupported(node: SyntaxNode): never {
    throw new PromqlSyntaxError(this.#text, `${node.name} ("${restore(this.#slice(node), this.#disguised)}") is not supported here`);
  }
}

function matchOperator(text: string): MatchOperator {
  return text === '=' || text === '!=' || text === '=~' ? text : '!~';
}

const binaryOperators: readonly BinaryOperator[] = [
  '+', '-', '*', '/', '%', '^', 'atan2', '==', '!=', '>', '<', '>=', '<=', 'and', 'or', 'unless',
];

function binaryOperator(text: string): BinaryOperator {
  const found = binaryOperators.find((operator) => operator === text.toLowerCase());
  if (found === undefined) throw new PromqlSyntaxError(text, 'is no operator');
  return found;
}
