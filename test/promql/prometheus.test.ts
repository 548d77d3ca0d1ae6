/** What only the server can tell: that it accepts our text, and takes it to mean what we do. */
import fc, { type Arbitrary } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import type {
  ArithmeticOperator,
  BinaryOperator,
  ComparisonOperator,
  Node,
  SetOperator,
} from '../../src/promql/ast.ts';
import { kindProblems } from '../../src/promql/kinds.ts';
import { negate } from '../../src/promql/negate.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { PromqlSyntaxError } from '../../src/promql/syntax-error.ts';
import { findProgram } from '../support/find-program.ts';
import { startPrometheus, withoutPrometheus, type Prometheus } from '../support/prometheus.ts';
import { anyText } from './arbitrary.ts';
import { examples } from './examples.ts';

let started: Prometheus | undefined;

beforeAll(async () => {
  const program = findProgram('prometheus');
  if (program !== undefined) started = await startPrometheus(program);
});

afterAll(async () => {
  await started?.stop();
});

function prometheus(context: TestContext): Prometheus {
  return started ?? withoutPrometheus(context);
}

test('Prometheus accepts the text of every typed expression', async (context) => {
  const { query } = prometheus(context);
  for (const [, text] of Object.values(examples).flat()) {
    expect(await query(text.replaceAll(/\$\w+/g, '5m')), text).not.toHaveProperty('error');
  }
});

test('Prometheus refuses what we refuse though the grammar for editors does not', async (context) => {
  const { query } = prometheus(context);
  const refused = [
    'sum(1, x)',
    'topk(x)',
    'x + bool y',
    'x and on (a) group_left (b) y',
    'x[5m][3m]',
    'x offset 5m offset 6m',
    'x offset 5m[5m]',
    '(x)[5m]',
    '(x) offset 5m',
    'rate(x[5m]) offset 1w',
    'x{a=~"\\d+"}',
    'x{a="b\n"}',
    '"abc',
    '1e400',
    '-x[5m:]',
    'x * y[5m:]',
    'rate(x)',
    'x[5m] + 1',
    'x and 1',
    '1 > 2',
    'x[5m][1h:]',
  ];
  for (const text of refused) {
    expect(problemsOf(text), `${text} by us`).not.toEqual([]);
    expect(await query(text), text).toHaveProperty('error');
  }
});

describe('Prometheus understands', () => {
  const runs = { numRuns: 250 };

  test('the fewest parentheses as it does all of them', async (context) => {
    const { query } = prometheus(context);
    await fc.assert(
      fc.asyncProperty(computable(), async (node) => {
        const answer = await query(print(node));
        expect(answer).not.toHaveProperty('error');
        expect(answer).toEqual(await query(parenthesised(node)));
      }),
      runs,
    );
  });

  test('a text without parentheses as our parser does', async (context) => {
    const { query } = prometheus(context);
    await fc.assert(
      fc.asyncProperty(bareText(), async (text) => {
        const answer = await query(text);
        expect(answer).not.toHaveProperty('error');
        expect(answer).toEqual(await query(parenthesised(parse(text))));
      }),
      runs,
    );
  });

  test('string literals as we write them', async (context) => {
    const { query } = prometheus(context);
    await fc.assert(
      fc.asyncProperty(anyText, async (value) => {
        const answer = await query(print({ kind: 'string', value }));
        expect(answer).toEqual({ data: { resultType: 'string', result: [1_000_000, value] } });
      }),
      runs,
    );
  });

  test('numbers as we read them', async (context) => {
    const { query } = prometheus(context);
    for (const text of ['010', '09', '0x1F', '1e3', '.5', '-1 ^ 2', '2 ^ -1', '- - 5', '-0', '+Inf', '1e-300', 'nan']) {
      const answer = await query(text);
      expect(answer, text).not.toHaveProperty('error');
      expect(await query(print(parse(text))), text).toEqual(answer);
    }
  });
});

const arithmetic: readonly ArithmeticOperator[] = ['+', '-', '*', '/', '%', '^', 'atan2'];
const comparisons: readonly ComparisonOperator[] = ['==', '!=', '>', '<', '>=', '<='];
const sets: readonly SetOperator[] = ['and', 'or', 'unless'];
const values = fc.constantFrom(0, 1, 2, 3, 5, -1, -2, 0.5, Infinity);

/** Expressions that have a result without any data: of numbers, and of vectors of one series without labels. */
function computable(): Arbitrary<Node> {
  const number = values.map((value): Node => ({ kind: 'number', value }));
  const constant = number.map((arg): Node => ({ kind: 'call', name: 'vector', args: [arg] }));
  const { vector } = fc.letrec<{ scalar: Node; vector: Node }>((tie) => ({
    scalar: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      number,
      tie('scalar').map(negate),
      joined(arithmetic, tie('scalar'), tie('scalar')),
      joined(comparisons, tie('scalar'), tie('scalar')).map((node): Node => ({ ...node, bool: true })),
    ),
    vector: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      constant,
      tie('vector').map(negate),
      joined(arithmetic, tie('vector'), tie('vector')),
      joined(arithmetic, tie('scalar'), tie('vector')),
      joined([...arithmetic, ...comparisons], tie('vector'), tie('scalar')),
      joined(comparisons, tie('vector'), tie('vector')),
      joined(comparisons, tie('vector'), tie('vector')).map((node): Node => ({ ...node, bool: true })),
      joined(sets, tie('vector'), tie('vector')),
    ),
  }));
  return vector;
}

function joined(operators: readonly BinaryOperator[], left: Arbitrary<Node>, right: Arbitrary<Node>) {
  return fc
    .record({ operator: fc.constantFrom(...operators), left, right })
    .map((sides) => ({ kind: 'binary' as const, ...sides }));
}

/** Why we refuse a text, or think ill of it; nothing where we do not. */
function problemsOf(text: string): readonly string[] {
  try {
    return kindProblems(parse(text));
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return [error.message];
    throw error;
  }
}

/** Operands, signs and operators in a row: numbers, or vectors, which can be compared and joined too. */
function bareText(): Arbitrary<string> {
  const signs = fc.constantFrom('', '', '', '-', '+', '- ', '--');
  const operand = (write: (value: number) => string) =>
    fc.tuple(signs, values).map(([sign, value]) => sign + write(value));
  const row = (operators: readonly string[], write: (value: number) => string) =>
    fc
      .tuple(
        operand(write),
        fc.array(fc.tuple(fc.constantFrom(...operators), operand(write)), { minLength: 1, maxLength: 6 }),
      )
      .map(([first, rest]) => [first, ...rest.flat()].join(' '));
  const literal = (value: number) => (value === Infinity ? 'Inf' : String(Math.abs(value)));
  const withBool = comparisons.map((operator) => `${operator} bool`);
  return fc.oneof(
    row([...arithmetic, ...withBool], literal),
    row([...arithmetic, ...comparisons, ...withBool, ...sets], (value) => `vector(${literal(value)})`),
  );
}

/** The text with parentheses around everything, so that no precedence has a say. */
function parenthesised(node: Node): string {
  switch (node.kind) {
    case 'binary': {
      const operator = node.bool === true ? `${node.operator} bool` : node.operator;
      return `(${parenthesised(node.left)} ${operator} ${parenthesised(node.right)})`;
    }
    case 'negation':
      return `(-${parenthesised(node.expr)})`;
    case 'number':
      return `(${print(node)})`;
    default:
      return print(node);
  }
}
