import { expect, test } from 'vitest';
import { didYouMean, nearest, orNearest } from '../../src/text/nearest.ts';

const names = ['orders_created_total', 'orders_by_status', 'inventory_level', 'up'];

test.each([
  ['orders_created_total', 'orders_created_total'],
  ['order_created_total', 'orders_created_total'],
  ['orders_created_tot', 'orders_created_total'],
  ['orders_craeted_total', 'orders_created_total'],
  ['inventorylevel', 'inventory_level'],
  ['inventory_levels', 'inventory_level'],
  ['orders_by_state', 'orders_by_status'],
  ['pu', 'up'],
  ['ups', 'up'],
] as const)('%s is most likely %s', (wrong, meant) => {
  expect(nearest(wrong, names)).toBe(meant);
});

test.each(['', 'payments', 'level', 'ORDERS_BY_STATUS', 'something_else_entirely'])(
  '%j is like none of them',
  (wrong) => {
    // Of two letters, both could be wrong, so the short name is left out.
    expect(nearest(wrong, names.slice(0, 3))).toBeUndefined();
  },
);

test('of several the nearest is found, and of equals the first', () => {
  expect(nearest('abcx', ['abcd', 'abcxy', 'abcx'])).toBe('abcx');
  expect(nearest('abc', ['abd', 'abe'])).toBe('abd');
});

test('a short word may be wrong in two letters, a long one in a third', () => {
  expect(nearest('abcd', ['abxy'])).toBe('abxy');
  expect(nearest('abcd', ['axyz'])).toBeUndefined();
  expect(nearest('abcdefghi', ['abcdefxyz'])).toBe('abcdefxyz');
  expect(nearest('abcdefghi', ['abcdewxyz'])).toBeUndefined();
});

test('none of none', () => {
  expect(nearest('a', [])).toBeUndefined();
});

test('the end of a sentence about an unknown name', () => {
  expect(`there is no ups${orNearest('up')}`).toBe('there is no ups; nearest: up');
  expect(`there is no x${orNearest(undefined)}`).toBe('there is no x');
  expect(`There is no ups${didYouMean('up')}`).toBe('There is no ups; did you mean up?');
  expect(`There is no x${didYouMean(undefined)}`).toBe('There is no x.');
});
