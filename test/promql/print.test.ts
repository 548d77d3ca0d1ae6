import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Node } from '../../src/promql/ast.ts';
import * as promql from '../../src/promql/index.ts';
import { application } from '../../src/metrics/application.ts';
import { print } from '../../src/promql/print.ts';
import { nodeOf } from '../../src/promql/vector.ts';
import { examples } from './examples.ts';

for (const [title, rows] of Object.entries(examples)) {
  describe(title, () => {
    test.each(rows.map(([expression, text]) => [text, expression] as const))('%s', (text, expression) => {
      expect(print(nodeOf(expression))).toBe(text);
    });
  });
}

test('the examples use everything that the language offers', async () => {
  const source = await readFile(new URL('examples.ts', import.meta.url), 'utf8');
  const unused = Object.keys(promql).filter((name) => !new RegExp(`\\b${name}\\(`).test(source));
  // Text goes through the parser, which has its own tests, and a subquery is made by `subquery`.
  expect(unused.toSorted()).toEqual(['Subquery', 'raw']);
});

describe('what only text can say', () => {
  const x: Node = { kind: 'selector', name: 'x', matchers: [] };
  const cases: readonly (readonly [Node, string])[] = [
    [{ kind: 'number', value: -0 }, '-0'],
    [{ kind: 'number', value: Infinity }, '+Inf'],
    [{ kind: 'number', value: -Infinity }, '-Inf'],
    [{ kind: 'number', value: Number.NaN }, 'NaN'],
    [{ kind: 'number', value: 1e21 }, '1e+21'],
    [{ kind: 'string', value: '`"\'' }, '"`\\"\'"'],
    [{ kind: 'string', value: '\ufffd' }, '"\\ufffd"'],
    [{ kind: 'macro', text: '$n' }, '$n'],
    [{ kind: 'binary', operator: 'atan2', left: x, right: x }, 'x atan2 x'],
    [{ kind: 'binary', operator: '^', left: { kind: 'number', value: -1 }, right: x }, '(-1) ^ x'],
    [{ kind: 'binary', operator: '^', left: { kind: 'number', value: -0 }, right: x }, '(-0) ^ x'],
    [{ kind: 'negation', expr: { kind: 'binary', operator: '*', left: x, right: x } }, '-(x * x)'],
    [{ kind: 'subquery', expr: x, range: '1h' }, 'x[1h:]'],
    [{ kind: 'subquery', expr: x, range: '1h', step: '$step', offset: '-5m' }, 'x[1h:$step] offset -5m'],
    [{ kind: 'selector', matchers: [{ label: '__name__', operator: '=~', value: '.+' }] }, '{__name__=~".+"}'],
    [{ kind: 'selector', matchers: [] }, '{}'],
    [{ kind: 'selector', name: 'a.b', matchers: [] }, '{"a.b"}'],
    [{ kind: 'selector', name: 'inf', matchers: [] }, '{"inf"}'],
    [
      { kind: 'selector', name: 'a b', matchers: [{ label: 'c d', operator: '!=', value: 'e' }], range: '5m' },
      '{"a b","c d"!="e"}[5m]',
    ],
    [
      { kind: 'aggregation', operator: 'sum', expr: x, grouping: { by: true, labels: ['a', 'b c'] } },
      'sum by (a, "b c") (x)',
    ],
    [
      { kind: 'aggregation', operator: 'count_values', parameter: { kind: 'string', value: 'v' }, expr: x },
      'count_values("v", x)',
    ],
  ];
  test.each(cases.map(([node, text]) => [text, node] as const))('%s', (text, node) => {
    expect(print(node)).toBe(text);
  });
});

describe('texts that Grafana would fill in', () => {
  test.each(['$status', 'a${status}', '[[status]]', '$1'])('%s is refused where a value is meant', (value) => {
    expect(() => promql.where(application.ordersByStatus, { status: value })).toThrow(RangeError);
    expect(() => promql.not(value)).toThrow('Grafana would fill in a variable');
    expect(() => promql.matches(value)).toThrow(RangeError);
    expect(() => promql.notMatches(value)).toThrow(RangeError);
    expect(() => promql.oneOf('a', value)).toThrow(RangeError);
    expect(() => promql.noneOf('a', value)).toThrow(RangeError);
  });

  test.each(['a$', '^a$', 'a$|b', '$', 'costs $ 5', 'a[b]'])('%s is not', (value) => {
    expect(promql.matches(value)).toEqual({ kind: 'match', operator: '=~', value });
  });
});

test('a bucket that a histogram does not have is refused', () => {
  expect(() => promql.observedAtMost(application.orderProcessing, 31)).toThrow(
    'order_processing_seconds has no bucket with the bound 31; it has 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800',
  );
});

describe('lengths of time that the types let pass, and PromQL does not', () => {
  const { inventoryLevel, ordersCreated } = application;
  test.each(['-5m', '-1w', '-300s'] as const)('%j is refused', (length) => {
    const refusal = `"${length}" is no duration: write a whole number and a unit, such as 5m`;
    expect(() => promql.rate(ordersCreated, length)).toThrow(refusal);
    expect(() => promql.maxOverTime(inventoryLevel, length)).toThrow(refusal);
    expect(() => promql.offset(inventoryLevel, length)).toThrow(refusal);
    expect(() => promql.appearedWithin(inventoryLevel, length)).toThrow(refusal);
    expect(() => promql.subquery(inventoryLevel, length, '5m')).toThrow(refusal);
    expect(() => promql.subquery(inventoryLevel, '5m', length)).toThrow(refusal);
  });
});

describe('values that the types let pass, and PromQL does not', () => {
  const { inventoryLevel, orderProcessing, ordersCreated } = application;
  test.each([95, -1, 1.01, Number.NaN])('the quantile %d', (phi) => {
    const refusal = `${phi} is no quantile: write a number from 0 to 1, such as 0.95`;
    expect(() => promql.histogramQuantile(phi, orderProcessing)).toThrow(refusal);
    expect(() => promql.quantileOver(phi, inventoryLevel, promql.by('product'))).toThrow(refusal);
    expect(() => promql.quantileOverTime(phi, inventoryLevel, '1h')).toThrow(refusal);
  });

  test.each([0, -3, 1.5, Number.NaN])('the best %d', (count) => {
    expect(() => promql.topk(count, inventoryLevel)).toThrow(`topk of ${count} series`);
    expect(() => promql.bottomk(count, inventoryLevel)).toThrow(`bottomk of ${count} series`);
  });

  test.each(['(', '[', 'a{2,1}', '(?=x)', '(?<!x)', '(a)\\1'])('the regular expression %s', (expression) => {
    expect(() => promql.matches(expression)).toThrow(RangeError);
    expect(() => promql.notMatches(expression)).toThrow(RangeError);
  });

  test.each(['5..', '(?i)error', 'a|b', '.+', ''])('but the regular expression %j is one', (expression) => {
    expect(promql.matches(expression)).toMatchObject({ operator: '=~', value: expression });
  });

  test('no time at all, and a time before a time', () => {
    expect(() => promql.rate(ordersCreated, '0s')).toThrow('"0s" is no duration');
    expect(() => promql.offset(promql.offset(ordersCreated, '1d'), '1w')).toThrow('has the offset 1d already');
  });
});
