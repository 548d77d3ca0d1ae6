/** When a server wants to be asked again. */
import { describe, expect, it } from 'vitest';
import { retryAfter } from '../../../src/grafana/http/retry-after.ts';

const now = Date.parse('Sun, 22 Nov 2026 10:00:00 GMT');
const day = 24 * 60 * 60 * 1000;

describe('Retry-After', () => {
  it.each<[string | undefined, string | undefined, number | undefined]>([
    ['0', undefined, 0],
    ['120', undefined, 120_000],
    [' 7 ', undefined, 7000],
    ['99999999999999999999', undefined, day],
    ['Sun, 22 Nov 2026 10:00:30 GMT', undefined, 30_000],
    ['Sun, 22 Nov 2026 09:00:00 GMT', undefined, 0],
    ['Sun, 22 Nov 2037 10:00:00 GMT', undefined, day],
    // The clock of the server is an hour behind ours.
    ['Sun, 22 Nov 2026 09:00:05 GMT', 'Sun, 22 Nov 2026 09:00:00 GMT', 5000],
    ['Sun, 22 Nov 2026 10:00:05 GMT', 'yesterday', 5000],
    [undefined, undefined, undefined],
    ['', undefined, undefined],
    ['-5', undefined, undefined],
    ['1.5', undefined, undefined],
    ['1e3', undefined, undefined],
    ['soon', undefined, undefined],
    ['Sun, 99 Nov 2026 10:00:30 GMT', undefined, undefined],
    ['2026-11-22T10:00:30Z', undefined, undefined],
  ])('%j with the date %j', (value, date, expected) => {
    expect(retryAfter(value, date, now)).toBe(expected);
  });
});
