import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderStatuses } from '../../../src/metrics/order-status.ts';
import { MemoryStore } from '../../../src/simulator/store/memory.ts';
import { order, storeContract } from './contract.ts';

describe('contract', () => {
  it.for(storeContract)('$name', async ({ holds }) => {
    await holds(new MemoryStore());
  });
});

const status = fc.constantFrom(...orderStatuses);

describe('memory', () => {
  it('counts stay right, whatever is moved, and however little is kept', async () => {
    const step = fc.record({ id: fc.integer({ min: 0, max: 20 }), from: status, to: status });
    await fc.assert(
      fc.asyncProperty(fc.array(step), fc.integer({ min: 0, max: 3 }), async (steps, finishedKept) => {
        const store = new MemoryStore({ finishedKept });
        const model = new Map<string, string>();
        for (const [at, { id: number, from, to }] of steps.entries()) {
          const id = String(number);
          const known = model.get(id);
          if (known === undefined) {
            store.insert(order(id, at));
            model.set(id, 'pending');
          } else if (known !== 'completed' && known !== 'failed' && known !== 'cancelled') {
            expect(store.moveOn(id, from, to, at)).toBe(known === from);
            if (known === from) model.set(id, to);
          }
        }
        const { counts } = await store.overview();
        for (const name of orderStatuses) {
          expect(counts[name]).toBe([...model.values()].filter((value) => value === name).length);
        }
        const openOnes = counts.pending + counts.processing;
        expect(await store.open()).toHaveLength(openOnes);
        expect(store.size).toBeLessThanOrEqual(openOnes + finishedKept);
      }),
    );
  });

  it('finished orders are kept up to a cap, the newest of them', async () => {
    const store = new MemoryStore({ finishedKept: 3 });
    for (let index = 0; index < 1000; index += 1) store.insert(order(`a-${index}`, index, 'completed'));
    store.insert(order('open', -5));
    expect((await store.list({ limit: 10 })).map(({ id }) => id)).toEqual(['a-999', 'a-998', 'a-997', 'open']);
    expect(await store.find('a-1')).toBeUndefined();
    expect((await store.overview()).counts).toMatchObject({ completed: 1000, pending: 1 });
    expect(store.size).toBe(4);
  });

  it('what is handed out does not change afterwards', async () => {
    const store = new MemoryStore();
    store.insert(order('a'));
    const found = await store.find('a');
    store.moveOn('a', 'pending', 'processing', 5);
    expect(found).toEqual(order('a'));
  });
});
