import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clippedTo, columnsOf, padded } from '../../src/text/columns.ts';

describe('columnsOf', () => {
  it.each([
    ['', 0],
    ['Orders', 6],
    ['Größe', 5],
    ['e\u0301', 1],
    ['注文', 4],
    ['ｆｕｌｌ', 8],
    ['📦 Orders', 9],
    ['👩‍👩‍👧', 2],
    ['a\u200bb', 2],
    ['→…·', 3],
    ['한글', 4],
  ])('%s takes %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});

describe('clippedTo', () => {
  it.each([
    ['Orders', 6, 'Orders'],
    ['Orders', 5, 'Orde…'],
    ['注文注文', 8, '注文注文'],
    ['注文注文', 7, '注文注…'],
    ['注文注文', 6, '注文…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['Orders', 1, '…'],
  ])('%s in %i columns is %s', (text, columns, clipped) => {
    expect(clippedTo(text, columns)).toBe(clipped);
  });

  it('never takes more columns than there are, and begins as the text', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 40 }), (text, columns) => {
        const clipped = clippedTo(text, columns);
        expect(columnsOf(clipped)).toBeLessThanOrEqual(columns);
        expect(clipped === text || text.startsWith(clipped.slice(0, -1))).toBe(true);
      }),
    );
  });
});

it('padded fills up to the width, or clips to it', () => {
  expect(padded('注文', 6)).toBe('注文  ');
  expect(padded('注文', 3)).toBe('注…');
});
