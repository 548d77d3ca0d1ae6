import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/simulator/random.ts';

const seed = fc.integer({ min: 0, max: 2 ** 32 });

function draws(random: Random, count = 20): readonly number[] {
  return Array.from({ length: count }, () => random.next());
}

function meanOf(count: number, draw: () => number): number {
  return Array.from({ length: count }, draw).reduce((sum, value) => sum + value, 0) / count;
}

describe('chance', () => {
  it('is the same for the same seed, and another for another', () => {
    fc.assert(
      fc.property(seed, (value) => {
        expect(draws(new Random(value))).toEqual(draws(new Random(value)));
        expect(draws(new Random(value))).not.toEqual(draws(new Random(value + 1)));
      }),
    );
  });

  it('a fork is the same whatever was drawn before, and does not change what is drawn after', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 0, max: 50 }), (value, before) => {
        const [drawn, fresh] = [new Random(value), new Random(value)];
        draws(drawn, before);
        draws(fresh, before);
        expect(draws(drawn.fork('a'))).toEqual(draws(new Random(value).fork('a')));
        expect(draws(drawn)).toEqual(draws(fresh));
      }),
    );
  });

  it('forks of different names differ', () => {
    const random = new Random(1);
    expect(draws(random.fork('a'))).not.toEqual(draws(random.fork('b')));
    expect(draws(random.fork('a').fork('b'))).not.toEqual(draws(random.fork('b').fork('a')));
  });

  it('is spread evenly from 0 to 1', () => {
    const random = new Random(7);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 100_000; index += 1) {
      const value = random.next();
      expect(value >= 0 && value < 1).toBe(true);
      const tenth = Math.floor(value * 10);
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('times between independent things have the mean of their rate', () => {
    const random = new Random(2);
    expect(meanOf(50_000, () => random.exponential(4))).toBeCloseTo(0.25, 2);
    expect(random.exponential(0)).toBe(Infinity);
  });

  it('half of lognormal times are below the median', () => {
    const random = new Random(3);
    expect(meanOf(20_000, () => (random.lognormal(5, 0.7) < 5 ? 1 : 0))).toBeCloseTo(0.5, 1);
    // The mean of the distribution: median times exp(sigma² / 2).
    expect(meanOf(50_000, () => random.lognormal(5, 0.7)) / (5 * Math.exp(0.245))).toBeCloseTo(1, 1);
  });

  it('a choice follows the weights, and never takes what has none', () => {
    const random = new Random(4);
    const items = [
      { name: 'often', weight: 3 },
      { name: 'seldom', weight: 1 },
      { name: 'never', weight: 0 },
    ];
    const chosen = Array.from({ length: 20_000 }, () => random.choice(items).name);
    expect(chosen.filter((name) => name === 'often').length / chosen.length).toBeCloseTo(0.75, 1);
    expect(chosen).not.toContain('never');
    expect(() => random.choice([])).toThrow(RangeError);
  });

  it('whole numbers reach both ends', () => {
    const random = new Random(5);
    expect([...new Set(Array.from({ length: 200 }, () => random.integer(1, 4)))].toSorted()).toEqual([1, 2, 3, 4]);
  });

  it('ids are UUIDs of version 4, and none comes twice', () => {
    const random = new Random(6);
    const ids = Array.from({ length: 10_000 }, () => random.uuid());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(random.hex(32)).toMatch(/^[0-9a-f]{32}$/);
  });
});
