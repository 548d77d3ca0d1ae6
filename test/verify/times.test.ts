import { describe, expect, it } from 'vitest';
import { readTime } from '../../src/live/verify/time-range.ts';
import { spoken } from '../../src/time/spoken.ts';

/** A Sunday. */
const now = Date.parse('2026-11-22T19:25:07Z') / 1000;

describe('readTime', () => {
  it.each([
    ['now', '2026-11-22T19:25:07Z', '2026-11-22T19:25:07Z'],
    ['now-6h', '2026-11-22T13:25:07Z', '2026-11-22T13:25:07Z'],
    ['now-1d-2h', '2026-11-21T17:25:07Z', '2026-11-21T17:25:07Z'],
    ['now+30m', '2026-11-22T19:55:07Z', '2026-11-22T19:55:07Z'],
    ['now-1M', '2026-10-22T19:25:07Z', '2026-10-22T19:25:07Z'],
    ['now-2y', '2024-11-22T19:25:07Z', '2024-11-22T19:25:07Z'],
    ['now/d', '2026-11-22T00:00:00Z', '2026-11-22T23:59:59.999Z'],
    ['now-1d/d', '2026-11-21T00:00:00Z', '2026-11-21T23:59:59.999Z'],
    ['now/h', '2026-11-22T19:00:00Z', '2026-11-22T19:59:59.999Z'],
    ['now/w', '2026-11-22T00:00:00Z', '2026-11-28T23:59:59.999Z'],
    ['now/M', '2026-11-01T00:00:00Z', '2026-11-30T23:59:59.999Z'],
    ['now/y', '2026-01-01T00:00:00Z', '2026-12-31T23:59:59.999Z'],
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z'],
    ['2026-11-20T10:00:00+02:00', '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z'],
    ['2026-11-20 10:00:00', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z'],
    ['2026-11-20', '2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z'],
    ['1763640000000', '2025-11-20T12:00:00Z', '2025-11-20T12:00:00Z'],
    ['1763640000', '2025-11-20T12:00:00Z', '2025-11-20T12:00:00Z'],
  ])('%s is %s as a start and %s as an end', (text, start, end) => {
    const iso = (time: number | undefined) =>
      new Date(Math.round((time ?? Number.NaN) * 1000)).toISOString().replace('.000Z', 'Z');
    expect(iso(readTime(text, now, false))).toBe(start);
    expect(iso(readTime(text, now, true))).toBe(end);
  });

  it.each(['', 'yesterday', 'now-', 'now-6', 'now-6x', 'now/x', '2026-13-45', '12'])('%j is no time', (text) => {
    expect(readTime(text, now, false)).toBeUndefined();
  });
});

describe('spoken', () => {
  it.each([
    [-1, '0s'],
    [0.04, '0s'],
    [0.25, '0.3s'],
    [9.96, '10s'],
    [45.4, '45s'],
    [119, '119s'],
    [240, '4m'],
    [7199, '120m'],
    [7200, '2h'],
    [172_800, '2d'],
    [777_600, '9d'],
  ])('%d is %s', (seconds, expected) => {
    expect(spoken(seconds)).toBe(expected);
  });
});
