/** Any plan, anything that can go wrong, in any order. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exitOf } from '../../../src/grafana/exit-of.ts';
import type { Plan } from '../../../src/grafana/plan.ts';
import { before, options, planned, push, temporary, wanted } from './scenario.ts';
import { expectTruth } from './truth.ts';
import { faults } from './writable.ts';

const writes = [
  ...['outer', 'inner'].map((uid) => `createFolder ${uid}`),
  'renameFolder named',
  ...['new-in-outer', 'new-in-inner', 'changed', 'moved', 'forced'].map((uid) => `saveDashboard ${uid}`),
  'deleteDashboard retired',
  'deleteFolder old',
];

/** Which dashboards there are, what a person did before, and what goes wrong. */
const cases = fc.record({
  kept: fc.subarray(wanted().dashboards.map(({ uid }) => uid)),
  edited: fc.subarray(['changed', 'moved', 'same', 'retired', 'named']),
  options: fc.record({
    force: fc.boolean(),
    adopt: fc.boolean(),
    prune: fc.boolean(),
    retiredFolders: fc.constant(options.retiredFolders),
  }),
  faults: fc.dictionary(fc.constantFrom(...writes), fc.array(fc.constantFrom(...faults), { maxLength: 4 })),
  waits: fc.integer({ min: 0, max: 12 }),
  concurrency: fc.integer({ min: 1, max: 10 }),
  /** Where the process ends. */
  killed: fc.option(fc.constantFrom(...writes), { nil: undefined }),
});

it('what is told is true, nothing is lost or written twice, and pushing again ends it', async () => {
  const backup = temporary();
  await fc.assert(
    fc.asyncProperty(
      cases,
      async ({ kept, edited, options: planOptions, faults: wrong, waits, concurrency, killed }) => {
        const grafana = before();
        for (const uid of edited) grafana.edit(uid);
        const all = wanted();
        const want = { ...all, dashboards: all.dashboards.filter(({ uid }) => kept.includes(uid)) };
        const plan: Plan = await planned(grafana, want, planOptions);
        for (const [write, some] of Object.entries(wrong)) grafana.faults.set(write, [...some]);
        const write = grafana.write.bind(grafana);
        if (killed !== undefined) {
          grafana.write = (name, uid, task) => {
            if (`${name} ${uid}` === killed) throw new Error('killed');
            return write(name, uid, task);
          };
        }
        try {
          const applied = await push(grafana, plan, { waits, concurrency, backup });
          expectTruth(applied, grafana);
          const isWhole = [...applied.folders, ...applied.dashboards, ...applied.retired, ...applied.emptied].every(
            ({ outcome: { kind } }) => kind === 'done' || kind === 'nothing',
          );
          expect(exitOf(applied) === 0).toBe(isWhole);
        } catch (error) {
          if (!(error instanceof Error) || error.message !== 'killed') throw error;
        }
        grafana.write = write;
        grafana.faults.clear();
        grafana.effects.length = 0;
        const force = { ...planOptions, force: true };
        const signal = new AbortController().signal;
        expectTruth(await push(grafana, await planned(grafana, want, force), { signal, backup }), grafana);
        const last = await planned(grafana, want, force);
        expect(new Set([...last.folders, ...last.dashboards].map(({ kind }) => kind))).toEqual(new Set(['leave']));
        if (planOptions.prune) expect(last.retired.filter(({ kind }) => kind === 'delete')).toEqual([]);
        grafana.arrive();
        expect(await planned(grafana, want, force)).toEqual(last);
      },
    ),
    { numRuns: 150 },
  );
});
