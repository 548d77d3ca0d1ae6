/** How long is waited before something is asked again. */
import { describe, expect, it } from 'vitest';
import { patience, type Clock } from '../../../src/grafana/patience.ts';

/** A clock that sleeps at once. */
function still() {
  const slept: number[] = [];
  let time = 1_000_000;
  const clock: Clock = {
    now: () => time,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      time += milliseconds;
      return Promise.resolve();
    },
  };
  return { clock, slept };
}

const signal = new AbortController().signal;

describe('patience', () => {
  it('is over when the time is up, whoever let it pass', async () => {
    const { clock } = still();
    const waiting = patience({ limit: 10, signal, clock });
    expect(waiting.isOver?.()).toBe(false);
    await clock.sleep(9999, signal);
    expect(waiting.isOver?.()).toBe(false);
    await clock.sleep(1, signal);
    expect(waiting.isOver?.()).toBe(true);
  });

  it('doubles the longest wait each time, up to 10 s', async () => {
    const { clock, slept } = still();
    const waiting = patience({ limit: 1000, signal, random: () => 1, clock });
    for (const attempt of [0, 1, 2, 3, 4, 5, 6, 7, 8, 100, 5000])
      expect(await waiting.wait(attempt, undefined)).toBe(true);
    expect(slept).toEqual([250, 250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000]);
  });

  it('waits any time up to that', async () => {
    const { clock, slept } = still();
    const random = [0, 0.5, 0.25].values();
    const waiting = patience({ limit: 1000, signal, random: () => random.next().value ?? 0, clock });
    for (const attempt of [1, 2, 3]) await waiting.wait(attempt, undefined);
    expect(slept).toEqual([0, 250, 250]);
  });

  it.each([
    [3000, 3125],
    [0, 4000],
  ])('waits %d ms that the server names, and a little longer; but never not at all', async (named, expected) => {
    const { clock, slept } = still();
    await patience({ limit: 1000, signal, random: () => 0.5, clock }).wait(6, named);
    expect(slept).toEqual([expected]);
  });

  it('gives up at once where the server names a time beyond the limit', async () => {
    const { clock, slept } = still();
    const waiting = patience({ limit: 10, signal, random: () => 1, clock });
    expect(await waiting.wait(1, 10_001)).toBe(false);
    expect(slept).toEqual([]);
    expect(await waiting.wait(1, 10_000)).toBe(true);
    expect(await waiting.wait(2, undefined)).toBe(false);
    expect(slept).toEqual([10_000]);
  });

  it('tries once more at the end of the limit, and then no more', async () => {
    const { clock, slept } = still();
    const waiting = patience({ limit: 1, signal, random: () => 1, clock });
    expect([await waiting.wait(2, undefined), await waiting.wait(3, undefined)]).toEqual([true, true]);
    expect(await waiting.wait(4, undefined)).toBe(false);
    expect(slept).toEqual([500, 500]);
  });

  it('ends when it is interrupted, also while it waits', async () => {
    const controller = new AbortController();
    const waiting = patience({ limit: 1000, signal: controller.signal, random: () => 1 });
    const waited = waiting.wait(9, undefined);
    controller.abort();
    expect(await waited).toBe(false);
    expect(await waiting.wait(1, undefined)).toBe(false);
  });

  it('ends when nobody needs the answer any more', async () => {
    const controller = new AbortController();
    const waiting = patience({ limit: 1000, signal, random: () => 1 });
    const waited = waiting.wait(9, undefined, controller.signal);
    controller.abort();
    expect(await waited).toBe(false);
  });

  it('really waits', async () => {
    const begun = performance.now();
    expect(await patience({ limit: 1000, signal, random: () => 0.2 }).wait(1, undefined)).toBe(true);
    expect(performance.now() - begun).toBeGreaterThan(40);
  });
});
