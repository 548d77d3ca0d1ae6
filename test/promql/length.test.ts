import { expect, test } from 'vitest';
import { lengthOf } from '../../src/promql/length.ts';

test.each([
  ['5m', 300],
  ['1h30m', 5400],
  ['1w2d', 777_600],
  ['100ms', 0.1],
  ['-1d', -86_400],
  ['+1d', 86_400],
  ['300', 300],
  ['-300', -300],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['1e3', 1000],
  ['0', 0],
])('%s is %d seconds', (text, seconds) => {
  expect(lengthOf(text)).toBe(seconds);
});

test.each([
  '',
  '-',
  '1.5h',
  '5 m',
  '5m ',
  '5x',
  'm',
  '1h,5m',
  '$__range',
  '${back}',
  '-$back',
  '--5m',
  'Inf',
  '1h1.5m',
])('%j is no length', (text) => {
  expect(lengthOf(text)).toBeUndefined();
});
