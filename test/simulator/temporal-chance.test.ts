import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/simulator/random.ts';
import { around, each, Occasional, Recent } from '../../src/simulator/temporal-sdk/chance.ts';

describe('chance', () => {
  it('draws a time around its median, one in a hundred five times as long', () => {
    const random = new Random(1).next;
    const drawn = Array.from({ length: 20_000 }, () => around(2, random)).toSorted((a, b) => a - b);
    expect(drawn[10_000]).toBeCloseTo(2, 1);
    expect(drawn[19_800]).toBeGreaterThan(8);
    expect(drawn[19_800]).toBeLessThan(12);
    expect(drawn[0]).toBeGreaterThan(0);
  });

  it('stands for as many things as there are, in a dozen draws at most', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), (many) => {
        const drawn: number[] = [];
        each(many, (times) => drawn.push(times));
        expect(drawn.reduce((a, b) => a + b, 0)).toBe(many);
        expect(drawn.length).toBeLessThanOrEqual(12);
        expect(drawn.every((times) => Number.isInteger(times) && times > 0)).toBe(true);
      }),
    );
  });

  it('lets what is rare happen as often as expected, the first time early', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.001, max: 0.5, noNaN: true }), (seed, expected) => {
        const rare = new Occasional(new Random(seed).next);
        const happened = Array.from({ length: 1000 }, () => rare.times(expected));
        const all = happened.reduce((a, b) => a + b, 0);
        expect(Math.abs(all - 1000 * expected)).toBeLessThan(2);
        expect(happened.findIndex((times) => times > 0)).toBeLessThanOrEqual(Math.ceil(0.1 / expected));
      }),
    );
  });

  it('remembers what came in of late', () => {
    const recent = new Recent();
    for (let second = 0; second < 300; second += 5) recent.add(10, 5);
    expect(recent.perSecond).toBeCloseTo(2, 1);
    for (let second = 0; second < 60; second += 15) recent.add(0, 15);
    expect(recent.perSecond).toBeCloseTo(2 / Math.E, 1);
  });
});
