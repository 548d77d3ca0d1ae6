/** How close together the samples of history are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finestSpacing, spacingAt, timesOf } from '../../src/simulator/backfill/spacing.ts';

const day = 86_400;
const moment = fc.integer({ min: 1_600_000_000, max: 1_900_000_000 });
const length = fc.integer({ min: 1, max: 20 * day });

describe('the spacing of history', () => {
  it('gives ascending times, each a multiple of the spacing at its age, which end with the end', () => {
    fc.assert(
      fc.property(moment, length, (end, span) => {
        const times = timesOf({ start: end - span, end });
        const last = Math.floor(end / finestSpacing) * finestSpacing;
        expect(times.at(-1)).toBe(last < end - span ? undefined : last);
        for (const [index, time] of times.entries()) {
          if (time % spacingAt(last - time) !== 0 || time < end - span || time <= (times[index - 1] ?? 0))
            throw new Error(`${time}`);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('takes one step for all', () => {
    expect(timesOf({ start: 95, end: 190, step: 30 })).toEqual([120, 150, 180]);
  });

  // A step of Grafana is about a thousandth of the view, rounded to a length that people use.
  const steps = [15, 20, 30, 60, 120, 300, 600, 900, 1200];
  const stepOf = (view: number): number => {
    const least = view / 1000;
    return steps.findLast((step, index) => index === 0 || ((steps[index - 1] ?? 0) + step) / 2 <= least) ?? 15;
  };

  it('has two samples in the rate interval of every view up to nine days, at each of its ages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 9 * day }), fc.double({ min: 0, max: 1, noNaN: true }), (view, share) => {
        const window = Math.max(stepOf(view) + 15, 60);
        expect(2 * spacingAt(share * view)).toBeLessThanOrEqual(window);
      }),
      { numRuns: 20_000 },
    );
  });

  it('has two samples in five minutes a week before each of the last two days', () => {
    expect(2 * spacingAt(9 * day)).toBeLessThanOrEqual(300);
  });
});
