/**
 * The structure of a PromQL expression. Values are immutable; text is made of them late, by `print`.
 *
 * The shapes are those of the language: https://prometheus.io/docs/prometheus/latest/querying/basics/.
 */
import type { MetricInfo } from '../metrics/metric.ts';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

export interface Matcher {
  readonly label: string;
  readonly operator: MatchOperator;
  /** The value itself, unescaped. */
  readonly value: string;
}

/** A duration as PromQL writes it (`5m`), or a macro or variable of Grafana's that stands for one. */
export type DurationText = string;

/**
 * The time that `@` asks for whatever the time of the evaluation is: Unix seconds, `start()` or `end()` of the range of
 * the query, or a macro or variable of Grafana's.
 */
export type TimeText = string;

export interface NumberNode {
  readonly kind: 'number';
  readonly value: number;
}

export interface StringNode {
  readonly kind: 'string';
  readonly value: string;
}

/** A dashboard variable or macro that stands where a number is expected: `topk($n, …)`. */
export interface MacroNode {
  readonly kind: 'macro';
  /** As Grafana writes it: `$n`, `${n}`. */
  readonly text: string;
}

export interface SelectorNode {
  readonly kind: 'selector';
  /** Absent where only matchers select: `{__name__=~".+"}`. */
  readonly name?: string;
  /** What the catalogue says of that name; absent in text that was parsed without a catalogue. */
  readonly metric?: MetricInfo;
  readonly matchers: readonly Matcher[];
  /** Present on a range selector. */
  readonly range?: DurationText;
  readonly offset?: DurationText;
  readonly at?: TimeText;
}

export interface SubqueryNode {
  readonly kind: 'subquery';
  readonly expr: Node;
  readonly range: DurationText;
  /** Absent: the server's evaluation interval. */
  readonly step?: DurationText;
  readonly offset?: DurationText;
  readonly at?: TimeText;
}

export interface CallNode {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Node[];
}

export interface Grouping {
  readonly by: boolean;
  readonly labels: readonly string[];
}

export interface AggregationNode {
  readonly kind: 'aggregation';
  readonly operator: string;
  readonly parameter?: Node;
  readonly expr: Node;
  readonly grouping?: Grouping;
}

export interface Matching {
  readonly on: boolean;
  readonly labels: readonly string[];
  readonly group?: { readonly side: 'left' | 'right'; readonly include: readonly string[] };
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^' | 'atan2';
export type ComparisonOperator = '==' | '!=' | '>' | '<' | '>=' | '<=';
export type SetOperator = 'and' | 'or' | 'unless';
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | SetOperator;

export interface BinaryNode {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Node;
  readonly right: Node;
  /** A comparison that answers 0 or 1 instead of filtering. */
  readonly bool?: true;
  readonly matching?: Matching;
}

/** Unary minus; of a number it is that number, so `expr` never is one. */
export interface NegationNode {
  readonly kind: 'negation';
  readonly expr: Node;
}

export type Node =
  | NumberNode
  | StringNode
  | MacroNode
  | SelectorNode
  | SubqueryNode
  | CallNode
  | AggregationNode
  | BinaryNode
  | NegationNode;

/** The expressions directly below a node, in the order of the text. */
export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'macro':
    case 'selector':
      return [];
    case 'subquery':
    case 'negation':
      return [node.expr];
    case 'call':
      return node.args;
    case 'aggregation':
      return node.parameter === undefined ? [node.expr] : [node.parameter, node.expr];
    case 'binary':
      return [node.left, node.right];
  }
}

/** Every selector of an expression, in the order of the text. */
export function selectors(node: Node, found: SelectorNode[] = []): readonly SelectorNode[] {
  if (node.kind === 'selector') found.push(node);
  else for (const child of children(node)) selectors(child, found);
  return found;
}

/** The same expression with each selector replaced. */
export function mapSelectors(node: Node, change: (selector: SelectorNode) => SelectorNode): Node {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'macro':
      return node;
    case 'selector':
      return change(node);
    case 'subquery':
    case 'negation':
      return { ...node, expr: mapSelectors(node.expr, change) };
    case 'call':
      return { ...node, args: node.args.map((arg) => mapSelectors(arg, change)) };
    case 'aggregation':
      return {
        ...node,
        expr: mapSelectors(node.expr, change),
        ...(node.parameter === undefined ? {} : { parameter: mapSelectors(node.parameter, change) }),
      };
    case 'binary':
      return { ...node, left: mapSelectors(node.left, change), right: mapSelectors(node.right, change) };
  }
}
