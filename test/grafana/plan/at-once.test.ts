import { describe, expect, it } from 'vitest';
import { atOnce } from '../../../src/grafana/at-once.ts';

const items = Array.from({ length: 25 }, (_, index) => index);

describe('atOnce', () => {
  it('keeps the order, and has no more under way than allowed', async () => {
    let underWay = 0;
    let most = 0;
    const results = await atOnce(items, 4, async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < (item * 7) % 5; turn += 1) await Promise.resolve();
      underWay -= 1;
      return item * 2;
    });
    expect(results).toEqual(items.map((item) => item * 2));
    expect(most).toBe(4);
  });

  it('begins nothing more after an error, and waits for what is under way', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const work = atOnce(items, 3, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('broken');
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      ended.push(item);
    });
    await expect(work).rejects.toThrow('broken');
    expect(begun).toEqual([0, 1, 2]);
    expect(ended).toEqual([0, 2]);
  });

  it('does nothing with nothing', async () => {
    expect(await atOnce([], 10, () => Promise.reject(new Error('never')))).toEqual([]);
  });
});
