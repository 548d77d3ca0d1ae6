/** What holds of the rules for queries whatever the query. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differingLabels, same } from '../../src/lint/promql/alike.ts';
import { unscaled } from '../../src/lint/promql/constant.ts';
import { canBeIdle } from '../../src/lint/promql/traffic.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { mapSelectors, type BinaryNode, type BinaryOperator, type Node } from '../../src/promql/ast.ts';
import { isVector } from '../../src/promql/kinds.ts';
import { print } from '../../src/promql/print.ts';
import { expressions } from '../promql/arbitrary.ts';
import { dashboard, findingsIn, panelOf } from './support.ts';

const anyExpression = expressions({ macros: true });
const anyVector = anyExpression.filter(isVector);
const sumOf = (expr: Node): Node => ({ kind: 'aggregation', operator: 'sum', expr });
const number = (value: number): Node => ({ kind: 'number', value });
const binary = (operator: BinaryOperator, left: Node, right: Node): BinaryNode => ({
  kind: 'binary',
  operator,
  left,
  right,
});

function found(text: string): ReadonlySet<string> {
  return new Set<string>(findingsIn([dashboard({ panels: [panelOf(text)] })]).map(({ rule }) => rule));
}

test('no query makes a rule throw', () => {
  fc.assert(
    fc.property(anyExpression, (node) => {
      expect(() => found(print(node))).not.toThrow();
    }),
  );
  expect(Object.keys(rules).length).toBeGreaterThan(0);
});

test('an expression is the same as itself, and in any order of its matchers', () => {
  fc.assert(
    fc.property(anyExpression, (node) => {
      expect(same(node, node)).toBe(true);
      const turned = mapSelectors(node, (selector) => ({ ...selector, matchers: selector.matchers.toReversed() }));
      expect(same(node, turned)).toBe(true);
    }),
  );
});

test('two expressions are the same in both directions, or in none', () => {
  fc.assert(
    fc.property(anyExpression, anyExpression, (a, b) => {
      expect(same(a, b)).toBe(same(b, a));
      if (same(a, b)) expect(differingLabels(b, a)).toEqual([]);
    }),
  );
});

test('series summed on both sides and divided by themselves are found, whatever the factors', () => {
  fc.assert(
    fc.property(anyVector, fc.integer({ min: 1, max: 1000 }), (node, factor) => {
      const sum = sumOf(node);
      const scaled = binary('*', number(factor), sum);
      const guarded = binary('/', binary('or', scaled, binary('*', number(0), sum)), binary('>', sum, number(0)));
      const rulesFound = found(print(guarded));
      expect(rulesFound).toContain('ratio-over-itself');
      expect(rulesFound).not.toContain('ratio-unsummed');
    }),
  );
});

test('a guard keeps 0 out of any divisor', () => {
  fc.assert(
    fc.property(anyVector, (node) => {
      expect(canBeIdle(binary('>', node, number(0)))).toBe(false);
      expect(canBeIdle(binary('<', number(0), node))).toBe(false);
      expect(canBeIdle({ kind: 'call', name: 'clamp_min', args: [node, number(1)] })).toBe(false);
    }),
  );
});

test('factors are taken off and multiplied', () => {
  const selector: Node = { kind: 'selector', name: 'up', matchers: [] };
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('*', '/'), fc.integer({ min: 1, max: 9 }))), (steps) => {
      const node = steps.reduce<Node>((expr, [operator, value]) => binary(operator, expr, number(value)), selector);
      const expected = steps.reduce((all, [operator, value]) => (operator === '*' ? all * value : all / value), 1);
      const { expr, factor } = unscaled(node);
      expect(expr).toBe(selector);
      expect(factor / expected).toBeCloseTo(1);
    }),
  );
});
