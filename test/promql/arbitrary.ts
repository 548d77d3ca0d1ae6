/** Generated expressions: every kind of node and every operator, in the shapes that the language allows. */
import fc, { type Arbitrary } from 'fast-check';
import type {
  ArithmeticOperator,
  BinaryNode,
  BinaryOperator,
  ComparisonOperator,
  Matcher,
  MatchOperator,
  MacroNode,
  Node,
  NumberNode,
  SelectorNode,
  SetOperator,
  SubqueryNode,
} from '../../src/promql/ast.ts';
import { negate } from '../../src/promql/negate.ts';

const arithmetic: readonly ArithmeticOperator[] = ['+', '-', '*', '/', '%', '^', 'atan2'];
const comparisons: readonly ComparisonOperator[] = ['==', '!=', '>', '<', '>=', '<='];
const sets: readonly SetOperator[] = ['and', 'or', 'unless'];
const matchOperators: readonly MatchOperator[] = ['=', '!=', '=~', '!~'];

const instantFunctions = ['abs', 'absent', 'ceil', 'exp', 'sort', 'histogram_count', 'timestamp'];
const rangeFunctions = ['rate', 'increase', 'irate', 'deriv', 'changes', 'avg_over_time', 'absent_over_time'];
const aggregations = ['sum', 'min', 'max', 'avg', 'count', 'group', 'stddev', 'stdvar'];
const parameterised = ['topk', 'bottomk', 'quantile', 'limitk', 'limit_ratio'];

/** Any text: quotes, backslashes, line ends, control characters, things that Grafana would fill in. */
export const anyText: Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      "'",
      '`',
      '\\',
      '\n',
      '\r',
      '\t',
      '\0',
      '\x7f',
      '$',
      '{',
      '}',
      '#',
      ')',
      'x',
      '0',
      '\ufffd',
    ),
  }),
  fc.constantFrom('$__rate_interval', '${a}', '1y1s', '\\d+', '', '# no comment'),
);

const numberNode: Arbitrary<NumberNode> = fc
  .oneof(
    fc.double(),
    fc.integer(),
    fc.constantFrom(0, -0, 1, -1, 0.5, Number.NaN, Infinity, -Infinity, 5e-324, 1e300, 1e21),
  )
  .map((value): NumberNode => ({ kind: 'number', value }));

const plainName = fc.constantFrom(
  'x',
  'orders_created_total',
  'environment:orders:rate5m',
  'sum',
  'fill',
  'start',
  '_',
  'X1',
);
const anyName = fc.oneof(
  { weight: 9, arbitrary: plainName },
  fc.constantFrom('a.b', 'on', 'NaN', 'ünï cöde', '"', '1x', ''),
  anyText,
);
const anyLabel = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('job', 'le', 'status', 'by', 'on', 'offset', 'sum', '_x1') },
  fc.constantFrom('a.b', 'k8s label', '"', '1', 'größe'),
);
const labels = fc.uniqueArray(anyLabel, { maxLength: 3 });
const matcher: Arbitrary<Matcher> = fc.record({
  label: anyLabel,
  operator: fc.constantFrom(...matchOperators),
  value: anyText,
});
const literalDuration = fc.constantFrom('5m', '1h30m', '30s', '100ms', '1w', '3y', '300', '1w2d');

/**
 * Expressions that result in an instant vector or a number. Without macros they are plain PromQL.
 */
export function expressions(options: { readonly macros: boolean }): Arbitrary<Node> {
  const { macros } = options;
  const macroText = fc.constantFrom('$n', '${n}', '${n:raw}', '$__range_s', '$interval');
  const duration = macros
    ? fc.oneof(literalDuration, fc.constantFrom('$__rate_interval', '$__interval', '${interval}', '$__range'))
    : literalDuration;
  const offset = fc.oneof(
    duration,
    duration.map((back) => `-${back}`),
  );
  const times = ['0', '1609746000', '1.5', '-60', 'start()', 'end()'];
  const at = fc.constantFrom(...times, ...(macros ? ['$t', '-${t}'] : []));
  const macroNode: Arbitrary<MacroNode> = macroText.map((text): MacroNode => ({ kind: 'macro', text }));
  const scalar: Arbitrary<Node> = macros ? fc.oneof(numberNode, macroNode) : numberNode;

  const selector: Arbitrary<SelectorNode> = fc
    .record(
      { name: anyName, matchers: fc.array(matcher, { maxLength: 3 }), offset, at },
      { requiredKeys: ['matchers'] },
    )
    .map((parts): SelectorNode => ({ kind: 'selector', ...parts }));

  const { instant } = fc.letrec<{ instant: Node; scalarCall: Node; range: SelectorNode | SubqueryNode }>((tie) => ({
    scalarCall: tie('instant').map((arg): Node => ({ kind: 'call', name: 'scalar', args: [arg] })),
    range: fc.oneof(
      fc.tuple(selector, duration).map(([node, range]): SelectorNode => ({ ...node, range })),
      fc
        .record(
          { expr: tie('instant'), range: duration, step: duration, offset, at },
          { requiredKeys: ['expr', 'range'] },
        )
        .map((parts): SubqueryNode => ({ kind: 'subquery', ...parts })),
    ),
    instant: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: selector },
      { weight: 2, arbitrary: scalar },
      { weight: 6, arbitrary: binary(tie('instant')) },
      { weight: 3, arbitrary: tie('instant').map(negate) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('call'),
          name: fc.constantFrom(...instantFunctions),
          args: fc.tuple(tie('instant')),
        }),
      },
      { weight: 1, arbitrary: fc.constant<Node>({ kind: 'call', name: 'time', args: [] }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('call'),
          name: fc.constantFrom(...rangeFunctions),
          args: fc.tuple(tie('range')),
        }),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(scalar, tie('range'))
          .map((args): Node => ({ kind: 'call', name: 'quantile_over_time', args })),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(tie('instant'), anyText, anyText).map(([vector, label, value]): Node => ({
          kind: 'call',
          name: 'label_replace',
          args: [vector, string(label), string(value)],
        })),
      },
      {
        weight: 2,
        arbitrary: fc.record(
          {
            kind: fc.constant('aggregation'),
            operator: fc.constantFrom(...aggregations),
            expr: tie('instant'),
            grouping: fc.record({ by: fc.boolean(), labels }),
          },
          { requiredKeys: ['kind', 'operator', 'expr'] },
        ),
      },
      {
        weight: 1,
        arbitrary: fc.record(
          {
            kind: fc.constant('aggregation'),
            operator: fc.constantFrom(...parameterised),
            parameter: fc.oneof(scalar, tie('scalarCall')),
            expr: tie('instant'),
            grouping: fc.record({ by: fc.boolean(), labels }),
          },
          { requiredKeys: ['kind', 'operator', 'parameter', 'expr'] },
        ),
      },
    ),
  }));
  return instant;
}

function string(value: string): Node {
  return { kind: 'string', value };
}

function binary(operand: Arbitrary<Node>): Arbitrary<BinaryNode> {
  const group = fc.record({ side: fc.constantFrom('left', 'right'), include: labels });
  const one = fc.record({ on: fc.boolean(), labels });
  const many = fc.record({ on: fc.boolean(), labels, group }, { requiredKeys: ['on', 'labels'] });
  return fc.oneof(
    sides(operand, arithmetic, { matching: many }),
    sides(operand, comparisons, { matching: many, bool: fc.constant(true) }),
    sides(operand, sets, { matching: one }),
  );
}

function sides<M extends object>(
  operand: Arbitrary<Node>,
  operators: readonly BinaryOperator[],
  modifiers: { readonly [K in keyof M]: Arbitrary<M[K]> },
) {
  return fc
    .tuple(
      fc.record({ operator: fc.constantFrom(...operators), left: operand, right: operand }),
      fc.option(fc.record(modifiers, { requiredKeys: [] }), { nil: {} }),
    )
    .map(([node, extra]) => ({ kind: 'binary' as const, ...node, ...extra }));
}
