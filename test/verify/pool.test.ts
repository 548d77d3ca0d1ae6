import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounded } from '../../src/live/verify/bounded.ts';
import { Pool } from '../../src/live/verify/pool.ts';
import { UserError } from '../../src/errors/user-error.ts';
import { QueryRefused, type Answer, type Prometheus } from '../../src/live/prometheus/prometheus.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Pool', () => {
  it('runs no more at once than it may, as many as it can, and all of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean()), { maxLength: 40 }),
        async (size, tasks) => {
          const pool = new Pool(size);
          let running = 0;
          let most = 0;
          const outcomes = await Promise.allSettled(
            tasks.map(([turns, fails], index) =>
              pool.run(async () => {
                running += 1;
                most = Math.max(most, running);
                for (let count = 0; count < turns; count += 1) await turn();
                running -= 1;
                if (fails) throw new Error(String(index));
                return index;
              }),
            ),
          );
          expect(most).toBeLessThanOrEqual(size);
          if (tasks.length > 0 && tasks.every(([turns]) => turns > 0)) expect(most).toBe(Math.min(size, tasks.length));
          expect(running).toBe(0);
          expect(outcomes.map(({ status }) => status)).toEqual(
            tasks.map(([, fails]) => (fails ? 'rejected' : 'fulfilled')),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('begins in the order that tasks came', async () => {
    const pool = new Pool(1);
    const begun: number[] = [];
    await Promise.all(
      [1, 2, 3, 4].map((number) =>
        pool.run(async () => {
          begun.push(number);
          await turn();
        }),
      ),
    );
    expect(begun).toEqual([1, 2, 3, 4]);
  });
});

describe('Pool, where one ends and others wait', () => {
  it('lets nobody in between', async () => {
    const pool = new Pool(1);
    let running = 0;
    let most = 0;
    const task = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
    };
    const first = pool.run(task);
    const waiting = [pool.run(task), pool.run(task)];
    await Promise.all([first.then(() => pool.run(task)), first.then(() => pool.run(task)), ...waiting]);
    expect(most).toBe(1);
  });
});

const answer: Answer = { kind: 'matrix', series: [], samplesTouched: 0, seconds: 0, warnings: [] };

/** A server that answers as it is told, and counts what reaches it. */
function server(reply: (query: string) => Promise<Answer>): Prometheus & { readonly asked: string[] } {
  const asked: string[] = [];
  const ask = (query: string): Promise<Answer> => {
    asked.push(query);
    return reply(query);
  };
  return {
    asked,
    instant: ask,
    range: ask,
    labelValues: async () => [],
    labelNames: async () => [],
    series: async () => [],
  };
}

describe('bounded', () => {
  it('goes on after a query that is refused', async () => {
    const refusing = server(async (query) => {
      if (query === 'bad') throw new QueryRefused('bad_data', 'no');
      return answer;
    });
    const asking = bounded(refusing, 2, new AbortController().signal);
    await expect(asking.instant('bad', 0)).rejects.toThrow(QueryRefused);
    await expect(asking.instant('good', 0)).resolves.toBe(answer);
    expect(asking.stopped()).toBeUndefined();
  });

  it('asks nothing more once the server is lost, and says why', async () => {
    const lost = new UserError('It is gone.', { next: 'Start it.' });
    const dying = server(async () => {
      await turn();
      throw lost;
    });
    const asking = bounded(dying, 2, new AbortController().signal);
    const all = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((query) => asking.instant(query, 0)));
    expect(all.map((one) => (one.status === 'rejected' ? one.reason : undefined))).toEqual([
      lost,
      lost,
      lost,
      lost,
      lost,
    ]);
    expect(dying.asked).toEqual(['a', 'b']);
    expect(asking.stopped()).toBe(lost);
  });

  it('lets go of what is under way when it is interrupted', async () => {
    const hanging = server(() => new Promise<Answer>(() => undefined));
    const controller = new AbortController();
    const asking = bounded(hanging, 1, controller.signal);
    const all = Promise.allSettled([asking.instant('a', 0), asking.range('b', { from: 0, to: 1, step: 1 })]);
    await turn();
    controller.abort();
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(hanging.asked).toEqual(['a']);
    expect(asking.stopped()).toBeDefined();
  });
});
