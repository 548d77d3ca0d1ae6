import { describe, expect, test } from 'vitest';
import { isDuration, lengthInSeconds, seconds } from '../../src/time/duration.ts';

describe('seconds', () => {
  test.each([
    ['1ms', 0.001],
    ['500ms', 0.5],
    ['1s', 1],
    ['15s', 15],
    ['5m', 300],
    ['1h', 3600],
    ['30d', 2_592_000],
    ['1w', 604_800],
    ['1y', 31_536_000],
    ['0s', 0],
  ] as const)('%s', (duration, expected) => {
    expect(seconds(duration)).toBe(expected);
  });

  test.each(['-5m', '-1h'] as const)('%j, which the type lets pass, is no number', (duration) => {
    expect(seconds(duration)).toBeNaN();
  });
});

describe('a duration', () => {
  test.each(['1ms', '15s', '5m', '1h', '30d', '1w', '1y', '0s'])('%s', (text) => {
    expect(isDuration(text)).toBe(true);
  });

  test.each([
    '',
    '5',
    'm',
    '5M',
    '5 m',
    ' 5m',
    '5m ',
    '5m\n',
    '1h30m',
    '1.5h',
    '-5m',
    '+5m',
    '1e3s',
    '5min',
    '$interval',
    '٣m',
  ])('%j is none', (text) => {
    expect(isDuration(text)).toBe(false);
  });
});

describe('lengthInSeconds', () => {
  test.each([
    ['15s', 15],
    ['1h30m', 5400],
    ['500ms', 0.5],
    ['1w', 604_800],
    ['-5m', -300],
    ['90', 90],
    ['1.5', 1.5],
  ])('%s is %d', (text, expected) => {
    expect(lengthInSeconds(text)).toBe(expected);
  });

  test.each(['', 'm', '--5m', '5 m', '1h 30m', '$x', '5M'])('%j is none', (text) => {
    expect(lengthInSeconds(text)).toBeUndefined();
  });
});
