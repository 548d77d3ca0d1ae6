/** From text to structure, through PromQL's official grammar. */
import type { MetricInfo } from '../metrics/metric.ts';
import { assemble, type Piece } from './assemble.ts';
import type { BinaryOperator, Grouping, Matcher, Matching, MatchOperator, Node, SelectorNode } from './ast.ts';
import { isBinaryOperator, isComparison, isSetOperator } from './precedence.ts';
import { children, isPlain, SyntaxTree, type SyntaxNode } from './syntax-tree.ts';

/** Finds what the catalogue says of a series name. */
export type Lookup = (name: string) => MetricInfo | undefined;

/**
 * Parses one expression. Grafana's macros may stand where a duration or a number does.
 * @throws PromqlSyntaxError where the official grammar refuses the text, or the text uses what we do not support.
 */
export function parse(text: string, lookup: Lookup = () => undefined): Node {
  return new Reader(text, lookup).read();
}

/**
 * Checks a text with the official grammar, without making a structure of it.
 * @throws PromqlSyntaxError
 */
export function checkSyntax(text: string): void {
  if (!isPlain(text)) new SyntaxTree(text).refuseErrors();
}

/** Aggregations of two arguments. The server refuses a parameter of any other, and these without one. */
const parameterised = new Set(['topk', 'bottomk', 'quantile', 'count_values', 'limitk', 'limit_ratio']);

/** What is put together from its pieces; all else is one operand, which needs no putting together. */
const inPieces = new Set([
  'BinaryExpr',
  'UnaryExpr',
  'NumberDurationLiteral',
  'OffsetExpr',
  'StepInvariantExpr',
  'MatrixSelector',
  'SubqueryExpr',
]);

class Reader extends SyntaxTree {
  readonly #lookup: Lookup;

  constructor(text: string, lookup: Lookup) {
    super(text);
    this.#lookup = lookup;
  }

  read(): Node {
    return this.#expression(this.only(this.top()));
  }

  #expression(node: SyntaxNode): Node {
    return inPieces.has(node.name) ? assemble(this.#pieces(node)) : this.#atom(node);
  }

  #pieces(node: SyntaxNode): readonly Piece[] {
    switch (node.name) {
      case 'BinaryExpr': {
        const [left, operator, ...rest] = children(node);
        const right = rest.at(-1);
        if (left === undefined || operator === undefined || right === undefined) return this.unsupported(node);
        return [...this.#pieces(left), this.#operator(node, operator), ...this.#pieces(right)];
      }
      case 'UnaryExpr': {
        const [sign, operand] = children(node);
        if (sign === undefined || operand === undefined) return this.unsupported(node);
        return [{ kind: 'sign', minus: this.slice(sign) === '-' }, ...this.#pieces(operand)];
      }
      case 'NumberDurationLiteral':
        return this.#number(node);
      case 'OffsetExpr':
      case 'StepInvariantExpr':
      case 'MatrixSelector':
      case 'SubqueryExpr':
        return this.#suffixed(node);
      default:
        return [{ kind: 'operand', node: this.#atom(node), parenthesised: node.name === 'ParenExpr' }];
    }
  }

  #atom(node: SyntaxNode): Node {
    switch (node.name) {
      case 'ParenExpr':
        return this.#expression(this.only(node));
      case 'StringLiteral':
        return { kind: 'string', value: this.string(node) };
      case 'VectorSelector':
        return this.#selector(node);
      case 'FunctionCall':
        return {
          kind: 'call',
          name: this.slice(this.child(node, 'FunctionIdentifier')),
          args: this.#arguments(node),
        };
      case 'AggregateExpr':
        return this.#aggregation(node);
      default:
        return this.unsupported(node);
    }
  }

  #number(node: SyntaxNode): readonly Piece[] {
    const word = this.word(node);
    const text = word.replace(/^[+-]/, '');
    const macro = this.macro(text);
    const unsigned: Node =
      macro === undefined ? { kind: 'number', value: this.#value(node, text) } : { kind: 'macro', text: macro };
    const operand: Piece = { kind: 'operand', node: unsigned, parenthesised: false };
    return text === word ? [operand] : [{ kind: 'sign', minus: word.startsWith('-') }, operand];
  }

  #value(node: SyntaxNode, text: string): number {
    if (/^inf$/i.test(text)) return Infinity;
    if (/^nan$/i.test(text)) return Number.NaN;
    const digits = text.replaceAll('_', '');
    // As in Go, whose reader of integers the server asks first.
    if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
    const value = Number(digits);
    if (Number.isNaN(value)) return this.fail(node, 'durations as numbers are not supported', true);
    return Number.isFinite(value) ? value : this.fail(node, 'the number is too large');
  }

  /** Offset, `@`, range and subquery belong to the last operand below them, though the grammar gives them all of it. */
  #suffixed(node: SyntaxNode): readonly Piece[] {
    const [inner] = children(node);
    const pieces = inner === undefined ? [] : this.#pieces(inner);
    const last = pieces.at(-1);
    if (last?.kind !== 'operand') return this.unsupported(node);
    const whole: Piece = { kind: 'operand', node: this.#suffix(node, last), parenthesised: false };
    return pieces.length === 1 ? [whole] : [...pieces.slice(0, -1), whole];
  }

  #suffix(node: SyntaxNode, operand: Piece & { readonly kind: 'operand' }): Node {
    const expr = operand.node;
    if (node.name === 'SubqueryExpr') {
      const [range, step] = node.getChildren('DurationExpr');
      const subquery = { kind: 'subquery', expr, range: this.#duration(range ?? node) } as const;
      return step === undefined ? subquery : { ...subquery, step: this.#duration(step) };
    }
    // What has a suffix already takes no range and no second one; nor does anything in parentheses, to the server.
    if ((expr.kind === 'selector' || expr.kind === 'subquery') && !operand.parenthesised) {
      const { at, offset } = expr;
      if (node.name === 'OffsetExpr' && offset === undefined) {
        return { ...expr, offset: this.#offset(this.child(node, 'OffsetDurationExpr')) };
      }
      if (node.name === 'StepInvariantExpr' && at === undefined) return { ...expr, at: this.#time(node) };
      const takesRange =
        expr.kind === 'selector' && expr.range === undefined && at === undefined && offset === undefined;
      if (node.name === 'MatrixSelector' && takesRange) {
        return ranged(expr, this.#duration(this.child(node, 'DurationExpr')));
      }
    }
    return this.fail(
      node,
      'a range stands right after a selector, an offset and @ after a selector or its range, once each',
    );
  }

  #selector(node: SyntaxNode): SelectorNode {
    const identifier = node.getChild('Identifier');
    const names = identifier === null ? [] : [this.slice(identifier)];
    const matchers: Matcher[] = [];
    for (const child of children(node.getChild('LabelMatchers'))) {
      if (child.name === 'QuotedLabelName') names.push(this.string(child));
      else matchers.push(this.#matcher(child));
    }
    const [name, second] = names;
    if (second !== undefined) return this.fail(node, 'a selector has one name only');
    if (name !== undefined) return this.#named(name, matchers);
    const spelledOut = matchers.find(namesMetric);
    if (spelledOut === undefined) return { kind: 'selector', matchers };
    return this.#named(
      spelledOut.value,
      matchers.filter((matcher) => matcher !== spelledOut),
    );
  }

  #named(name: string, matchers: readonly Matcher[]): SelectorNode {
    const metric = this.#lookup(name);
    return metric === undefined ? { kind: 'selector', name, matchers } : { kind: 'selector', name, metric, matchers };
  }

  #matcher(node: SyntaxNode): Matcher {
    return {
      label: this.#label(this.only(node)),
      operator: matchOperator(this.slice(this.child(node, 'MatchOp'))),
      value: this.string(this.child(node, 'StringLiteral')),
    };
  }

  #arguments(node: SyntaxNode): readonly Node[] {
    return children(node.getChild('FunctionCallBody')).map((arg) => this.#expression(arg));
  }

  #aggregation(node: SyntaxNode): Node {
    const operator = this.slice(this.child(node, 'AggregateOp')).toLowerCase();
    const args = this.#arguments(node);
    const [parameter, expr] = parameterised.has(operator) ? args : [undefined, ...args];
    const wanted = parameterised.has(operator) ? 2 : 1;
    if (expr === undefined || args.length !== wanted) {
      const count = wanted === 1 ? 'one argument' : 'two arguments';
      return this.fail(node, `${operator} takes ${count}, not ${args.length}`);
    }
    const modifier = node.getChild('AggregateModifier');
    const grouped = modifier === null ? {} : { grouping: this.#grouping(modifier) };
    return parameter === undefined
      ? { kind: 'aggregation', operator, expr, ...grouped }
      : { kind: 'aggregation', operator, parameter, expr, ...grouped };
  }

  #grouping(modifier: SyntaxNode): Grouping {
    return { by: modifier.getChild('By') !== null, labels: this.#labels(modifier.getChild('GroupingLabels')) };
  }

  #operator(node: SyntaxNode, sign: SyntaxNode): Piece {
    const operator = this.slice(sign).toLowerCase();
    if (!isBinaryOperator(operator)) return this.fail(sign, 'the operator is not supported', true);
    const fill = node.getChild('FillModifier');
    if (fill !== null) return this.unsupported(fill);
    const bool = node.getChild('BoolModifier');
    if (bool !== null && !isComparison(operator)) return this.fail(bool, 'only comparisons answer 0 or 1');
    const clause = node.getChild('MatchingModifierClause');
    const modifiers = {
      ...(bool === null ? {} : { bool: true as const }),
      ...(clause === null ? {} : { matching: this.#matching(clause, operator) }),
    };
    return {
      kind: 'operator',
      operator,
      join: (left, right) => ({ kind: 'binary', operator, left, right, ...modifiers }),
    };
  }

  #matching(clause: SyntaxNode, operator: BinaryOperator): Matching {
    const [labels, include] = clause.getChildren('GroupingLabels');
    const matching = { on: clause.getChild('On') !== null, labels: this.#labels(labels) };
    const left = clause.getChild('GroupLeft') !== null;
    if (!left && clause.getChild('GroupRight') === null) return matching;
    if (isSetOperator(operator)) return this.fail(clause, `"${operator}" joins many to many, so it takes no group`);
    return { ...matching, group: { side: left ? 'left' : 'right', include: this.#labels(include) } };
  }

  #labels(node: SyntaxNode | null | undefined): readonly string[] {
    return children(node).map((label) => this.#label(label));
  }

  #label(node: SyntaxNode): string {
    return node.name === 'QuotedLabelName' ? this.string(node) : this.slice(node);
  }

  #offset(node: SyntaxNode): string {
    const sign = node.getChild('UnaryOp');
    if (sign === null) return this.#duration(node);
    const duration = this.#duration(this.child(node, 'OffsetDurationExpr'));
    return this.slice(sign) === '-' ? `-${duration}` : duration;
  }

  #time(node: SyntaxNode): string {
    const bound = node.getChild('AtModifierPreprocessors');
    if (bound !== null) return `${this.slice(this.only(bound)).toLowerCase()}()`;
    const word = this.word(this.child(node, 'NumberDurationLiteral'));
    const unsigned = word.replace(/^[+-]/, '');
    const sign = word.startsWith('-') ? '-' : '';
    const macro = this.macro(unsigned);
    if (macro !== undefined) return `${sign}${macro}`;
    const value = this.#value(node, unsigned);
    return Number.isFinite(value) ? `${sign}${value}` : this.fail(node, 'a time is a finite number of seconds');
  }

  /** A length of time that is written down; one that the server must compute first is not supported. */
  #duration(node: SyntaxNode): string {
    const [literal] = children(node);
    const word = this.word(node);
    const macro = this.macro(word);
    if (macro !== undefined) return macro;
    // The grammar takes `inf` too.
    const isLiteral = literal?.name === 'NumberDurationLiteralInDurationContext' && /^[\d.]/.test(word);
    if (!isLiteral) return this.fail(node, 'a duration is a number with a unit, or a variable', true);
    return word;
  }
}

/** Written out, since nearly every selector gets a range and a spread of it takes as long as reading its matchers. */
function ranged({ name, metric, matchers }: SelectorNode, range: string): SelectorNode {
  if (name === undefined) return { kind: 'selector', matchers, range };
  return metric === undefined
    ? { kind: 'selector', name, matchers, range }
    : { kind: 'selector', name, metric, matchers, range };
}

function matchOperator(text: string): MatchOperator {
  return text === '=' || text === '!=' || text === '=~' ? text : '!~';
}

/** `{__name__="up"}` is `up`. */
function namesMetric({ label, operator }: Matcher): boolean {
  return label === '__name__' && operator === '=';
}
