/** Steps as Grafana takes them; the expected values are those of its own tests and of its tables. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  autoInterval,
  intervalFor,
  listedIntervals,
  panelSteps,
  panelWidth,
  rateIntervalOf,
  readInterval,
  roundInterval,
  stepsOf,
  writeInterval,
  writeWhole,
  type StepInput,
} from '../../src/live/intervals.ts';

const hour = 3600;
const day = 24 * hour;

function last(seconds: number) {
  return { from: 1_700_000_000 - seconds, to: 1_700_000_000 };
}

describe('roundInterval', () => {
  it.each([
    [0.001, 0.001],
    [0.0099, 0.001],
    [0.01, 0.01],
    [0.0149, 0.01],
    [0.02, 0.02],
    [0.05, 0.05],
    [0.1, 0.1],
    [0.34, 0.2],
    [0.5, 0.5],
    [1.4, 1],
    [1.5, 2],
    [5, 5],
    [11.25, 10],
    [12.5, 15],
    [17.5, 20],
    [22.5, 20],
    [44, 30],
    [60, 60],
    [89, 60],
    [90, 120],
    [400, 300],
    [700, 600],
    [1000, 900],
    [1400, 1200],
    [2000, 1800],
    [5000, hour],
    [8000, 2 * hour],
    [16_000, 3 * hour],
    [32_000, 6 * hour],
    [86_399, 12 * hour],
    [day, day],
    [8 * day, 7 * day],
    [22 * day, 30 * day],
    [43 * day, 365 * day],
  ])('takes %d s for %d s', (length, interval) => {
    expect(roundInterval(length)).toBe(interval);
  });

  it('never shrinks as the length grows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e8, noNaN: true }),
        fc.double({ min: 0, max: 1e8, noNaN: true }),
        (a, b) => {
          expect(roundInterval(Math.min(a, b))).toBeLessThanOrEqual(roundInterval(Math.max(a, b)));
        },
      ),
    );
  });
});

describe('intervals in writing', () => {
  it.each([
    ['15s', 15],
    ['1m', 60],
    ['1.5h', 5400],
    ['100ms', 0.1],
    ['1M', 30 * day],
    ['2w', 14 * day],
    ['1y', 365 * day],
    ['30', 30],
    ['>10s', 10],
    [' 10s ', 10],
  ])('reads %s', (written, seconds) => {
    expect(readInterval(written)).toBeCloseTo(seconds);
  });

  it.each(['', 'auto', '1x', '$interval', '-5m', '1m30s'])('does not read "%s"', (written) => {
    expect(readInterval(written)).toBeUndefined();
  });

  it.each([
    [15, '15s', '15s'],
    [60, '1m', '1m'],
    [90, '1m', '1m30s'],
    [135, '2m', '2m15s'],
    [hour, '1h', '1h'],
    [hour + 15, '1h', '1h15s'],
    [day, '1d', '24h'],
    [10 * day, '10d', '240h'],
    [400 * day, '1y', '9600h'],
    [0.2, '200ms', '200ms'],
    [1.5, '1s', '1s500ms'],
    [0, '1ms', '0s'],
  ])('writes %d s', (seconds, short, whole) => {
    expect(writeInterval(seconds)).toBe(short);
    expect(writeWhole(seconds)).toBe(whole);
  });

  it.each([
    ['5m,15m, 30m', ['5m', '15m', '30m']],
    [`"1m",'10m',1h`, ['1m', '10m', '1h']],
    ['', []],
  ])('lists %s', (query, intervals) => {
    expect(listedIntervals(query)).toEqual(intervals);
  });
});

describe('stepsOf', () => {
  const usual: StepInput = {
    window: last(6 * hour),
    points: 960,
    scrapeInterval: 15,
    panelMin: undefined,
    targetMin: '',
    factor: 1,
  };

  it.each<[string, Partial<StepInput>, number, number]>([
    ['6 h on half a screen: 22.5 s a point', {}, 20, 60],
    ['6 h on a whole one: 11.25 s a point, at least a scrape', { points: 1920 }, 15, 60],
    ['1 h', { window: last(hour) }, 15, 60],
    ['24 h', { window: last(day) }, 120, 135],
    ['7 d', { window: last(7 * day) }, 600, 615],
    ['30 d on a small panel', { window: last(30 * day), points: 240 }, 3 * hour, 3 * hour + 15],
    ['a scrape interval of a minute', { scrapeInterval: 60 }, 60, 240],
    ['a scrape interval of a minute over a day', { scrapeInterval: 60, window: last(day) }, 120, 240],
    ["the panel's min interval", { panelMin: 300 }, 300, 315],
    // The rate interval follows the min step, and the step that the panel would have had without it.
    ['a min interval that rounding falls below', { points: 1350, panelMin: 15.5 }, 15, 60],
    ["the target's min step", { targetMin: '1m' }, 60, 240],
    ['a min step below the scrape interval', { targetMin: '5s', window: last(hour), points: 1920 }, 5, 20],
    ['a min step of $__interval', { targetMin: '$__interval' }, 20, 80],
    ['a min step of $__rate_interval', { targetMin: '$__rate_interval' }, 60, 60],
    ['a min step of ${__rate_interval} over a day', { targetMin: '${__rate_interval}', window: last(day) }, 135, 135],
    ['a resolution of a half', { factor: 2 }, 40, 60],
    ['no factor', { factor: 0 }, 20, 60],
    ['more points than Prometheus answers with', { points: 50_000, window: last(7 * day), panelMin: 1 }, 60, 60],
    ['a min step that is none', { targetMin: 'soon' }, 20, 60],
  ])('%s', (_, changed, interval, rateInterval) => {
    expect(stepsOf({ ...usual, ...changed })).toEqual({ interval, rateInterval });
  });

  it('asks for no more points than Prometheus answers with but for what Grafana rounds away, nor less often than a scrape', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 400 * day }), fc.integer({ min: 1, max: 100_000 }), (length, points) => {
        const { interval, rateInterval } = stepsOf({ ...usual, window: last(length), points });
        expect(length / interval).toBeLessThanOrEqual(11_000 * 1.75);
        expect(interval).toBeGreaterThanOrEqual(15);
        expect(rateInterval).toBeGreaterThanOrEqual(60);
      }),
    );
  });
});

describe('panels', () => {
  it.each([
    [24, 1920],
    [12, 960],
    [1, 80],
    [undefined, 500],
    [0, 500],
    [30, 1920],
  ])('of %s columns are %d pixels wide', (columns, pixels) => {
    expect(panelWidth(columns)).toBe(pixels);
  });

  it.each<[string, object, object, number]>([
    ['by its width', { gridPos: { w: 12 } }, {}, 20],
    ['by its points, whatever its width', { gridPos: { w: 12 }, maxDataPoints: 100 }, {}, 300],
    ['by points written as text', { maxDataPoints: '100' }, {}, 300],
    ['by points of none', { gridPos: { w: 12 }, maxDataPoints: null }, {}, 20],
    ['by its min interval', { gridPos: { w: 12 }, interval: '2m' }, {}, 120],
    ['by a variable', { gridPos: { w: 12 }, interval: '$v' }, {}, 300],
    ["by the target's", { gridPos: { w: 12 }, interval: '2m' }, { interval: '30s' }, 30],
    ["by a variable of the target's", { gridPos: { w: 12 } }, { interval: '$v' }, 300],
    ['by a macro, which is not filled in before', { gridPos: { w: 12 } }, { interval: '$__rate_interval' }, 60],
    ['by the factor', { gridPos: { w: 12 } }, { intervalFactor: 3 }, 60],
  ])('step %s', (_, panel, target, interval) => {
    const fillIn = (text: string) => text.replace('$v', '5m').replace('$__rate_interval', '9m');
    expect(panelSteps({ ...panel }, { ...target }, last(6 * hour), 15, fillIn).interval).toBe(interval);
  });
});

describe('auto', () => {
  it.each([
    [6 * hour, 100, 300, 300],
    [day, 100, 300, 900],
    [7 * day, 100, 300, 7200],
    [6 * hour, 30, 10, 600],
    [hour, 0, 10, 120],
  ])('is, of %d s in %d parts, at least %d s: %d s', (length, count, min, interval) => {
    expect(autoInterval(last(length), count, min)).toBe(interval);
  });

  it('is what a panel of as many points has', () => {
    expect(intervalFor(last(day), 100, 10)).toBe(autoInterval(last(day), 100, 10));
  });
});

describe('rateIntervalOf', () => {
  it.each([
    [15, 15, 60],
    [45, 15, 60],
    [60, 15, 75],
    [120, 60, 240],
    [300, 60, 360],
  ])('of %d s and scrapes each %d s is %d s', (interval, scrape, rate) => {
    expect(rateIntervalOf(interval, scrape)).toBe(rate);
  });
});
