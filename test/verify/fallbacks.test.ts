import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConstant, readsNothing, usesAbsence, withoutFallbacks } from '../../src/live/verify/fallbacks.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { expressions } from '../promql/arbitrary.ts';

const stripped = (query: string): string => print(withoutFallbacks(parse(query)));

describe('withoutFallbacks', () => {
  it.each([
    ['a or vector(0)', 'a'],
    ['a or on () vector(0)', 'a'],
    ['vector(0) or a', 'a'],
    ['a or vector(-1)', 'a'],
    ['a or -vector(1)', 'a'],
    ['a or vector(time())', 'a'],
    ['a or 0 * t', 'a'],
    ['a or t * 0', 'a'],
    ['a or -(t * 0)', 'a'],
    ['a or (t - t)', 'a'],
    ['a or t / t', 'a'],
    ['a or t ^ 0', 'a'],
    ['a or sum(t) * 0 + 1', 'a'],
    ['a or sum by (x) (0 * t)', 'a'],
    ['a or max(t - t)', 'a'],
    ['a or clamp(t, 0, 0)', 'a'],
    ['a or 0 * absent(a)', 'a'],
    ['a or label_replace(vector(0), "x", "y", "", "")', 'a'],
    ['a or label_replace(0 * t, "x", "y", "", "")', 'a'],
    ['a or vector(scalar(t) * 0)', 'a'],
    ['a or (vector(0) and t)', 'a'],
    ['a or (0 * t unless t)', 'a'],
    ['a or 0 * t or vector(0)', 'a'],
    ['a or b or vector(0)', 'a or b'],
    ['sum(a or vector(0))', 'sum(a)'],
    ['(a or 0 * t) / (t > 0)', 'a / (t > 0)'],
    ['1 - (a or 0 * t) / (t > 0)', '1 - a / (t > 0)'],
    ['topk(5, (a or 0 * t) / t)', 'topk(5, a / t)'],
    ['max_over_time((a or vector(0))[1h:1m])', 'max_over_time(a[1h:1m])'],
    ['-(a or vector(0))', '-a'],
    ['round(a or vector(0))', 'round(a)'],
    ['(a or vector(0)) + (b or vector(0))', 'a + b'],
    ['(a or vector(0)) unless b', 'a unless b'],
    ['sum(a) or absent(a)', 'sum(a)'],
    ['absent(a) or sum(a)', 'sum(a)'],
    ['sum(rate(a{x="y"}[5m])) or absent(a{x="y"})', 'sum(rate(a{x="y"}[5m]))'],
    ['sum(a) or absent_over_time(a[1h])', 'sum(a)'],
    ['(a > bool 1) or absent(a)', 'a > bool 1'],
    ['(a or vector(0)) or absent(a)', 'a'],
  ])('%s becomes %s', (query, expected) => {
    expect(stripped(query)).toBe(expected);
  });

  it.each([
    'a',
    'a or b',
    'a or b{x="y"}',
    'a or sum(b)',
    'a or t * 2',
    'a or t - u',
    'a or count(t)',
    'a or count(0 * t)',
    'a or sum(t / t)',
    'a or timestamp(t)',
    'a or absent(b)',
    'a == 0 or absent(a)',
    'absent(a) or a == 0',
    'max(a > 1) or absent(a)',
    'a or absent(a{x="y"})',
    'a or absent(vector(1))',
    'absent(a)',
    '0 * t',
    'vector(1)',
    'a and (b or vector(0))',
    'a unless (b or vector(0))',
    'absent(a or vector(0))',
    'a > 0',
    'clamp(t, 0, 1)',
    'a or clamp(t, 0, 1)',
  ])('%s stays, the very same', (query) => {
    const node = parse(query);
    expect(withoutFallbacks(node)).toBe(node);
  });

  it('done twice is the same as once, and leaves PromQL', () => {
    fc.assert(
      fc.property(expressions({ macros: false }), (node) => {
        const once = withoutFallbacks(node);
        expect(withoutFallbacks(once)).toBe(once);
        expect(print(parse(print(once)))).toBe(print(once));
      }),
    );
  });
});

describe('isConstant', () => {
  it.each([
    ['1', true],
    ['pi()', true],
    ['vector(3)', true],
    ['a', false],
    ['a * 0', true],
    ['0 * -a', true],
    ['a * (b - b)', true],
    ['group(a)', false],
    ['a % a', true],
    ['a - b', false],
    ['avg(a - a)', true],
    ['count_values("x", 0 * a)', false],
  ])('%s: %s', (query, expected) => {
    expect(isConstant(parse(query))).toBe(expected);
  });
});

describe('what a query asks', () => {
  it.each([
    ['vector(1) > 2', true],
    ['time()', true],
    ['up', false],
    ['absent(up)', false],
  ])('%s reads nothing: %s', (query, expected) => {
    expect(readsNothing(parse(query))).toBe(expected);
  });

  it.each([
    ['absent(up)', true],
    ['sum(absent_over_time(up[5m]))', true],
    ['up == 0 or absent(up)', true],
    ['up', false],
  ])('%s asks for absence: %s', (query, expected) => {
    expect(usesAbsence(parse(query))).toBe(expected);
  });
});
