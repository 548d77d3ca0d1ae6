import { expect, test } from 'vitest';
import { constantOf } from '../../../src/lint/promql/constant.ts';
import { parse } from '../../../src/promql/parse.ts';

test.each<readonly [string, number | undefined]>([
  ['5', 5],
  ['-5', -5],
  ['10 * 60 * 60', 36_000],
  ['1 + 2', 3],
  ['10 - 4', 6],
  ['3600 / 60', 60],
  ['2 ^ 10', 1024],
  ['-(2 + 3)', -5],
  ['-($n + 3)', undefined],
  ['10 % 3', undefined],
  ['$n * 2', undefined],
  ['2 * $n', undefined],
  ['up', undefined],
  ['time()', undefined],
])('%s is %s', (text, value) => {
  expect(constantOf(parse(text))).toBe(value);
});
