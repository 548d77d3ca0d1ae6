/** What people save while a push is under way, and while its answers are lost, is not lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCode } from '../../../src/errors/exit-code.ts';
import type { FolderStep } from '../../../src/grafana/plan.ts';
import type { Json } from '../../../src/lint/read/json.ts';
import type { Match } from '../../support/grafana-double/index.ts';
import { newBench, type Bench } from './bench.ts';
import { acts, perform, type Act } from './people.ts';
import { expectWhole } from './truth.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await newBench();
});
afterAll(() => bench.stop());

const saves = { method: 'POST', path: '/api/dashboards/db' };
const deletions = { method: 'GET', path: '/dashboards/retired', nth: 2 };

type Moment = readonly [string, Match, 'lost' | 'reset' | undefined];

/** When it is done, and what becomes of writes before that. */
const always: readonly Moment[] = [
  ['after the plan', { method: 'POST' }, undefined],
  ['among saves whose answers are lost', { ...saves, nth: 5 }, 'lost'],
  ['among saves that do not arrive at first', { ...saves, nth: 5 }, 'reset'],
];
const ofFolders: Moment = ['when folders are written, whose answers are lost', { path: '/move' }, 'lost'];
const ofRetired: Moment = ['before the deletions, whose answers are lost', deletions, 'lost'];

function momentsOf({ uid }: Act): readonly Moment[] {
  if (['retired', 'old'].includes(uid)) return [...always, ofRetired];
  return ['named', 'inside', 'outer', 'changed'].includes(uid) ? [...always, ofFolders] : always;
}

describe.each(acts)('Alice $name', (act) => {
  it.each(momentsOf(act))('%s', async (_, match, fault) => {
    await bench.reset();
    const { double } = bench;
    const saved: Json[] = [];
    double.before(match, async () => void saved.push(...(await perform(bench, act))));
    if (fault !== undefined) {
      const times = fault === 'lost' ? 100 : 5;
      for (const method of ['POST', 'PUT', 'DELETE']) double.fault({ method, times }, { kind: fault });
    }
    const told = await bench.push();
    await expectWhole(bench, told, saved, { people: true, except: act.takes });
  });
});

it.each(acts.filter(({ uid }) => ['named', 'inside', 'outer'].includes(uid)))(
  'what Alice $name is, stays until another push that may overwrite it',
  async (act) => {
    await bench.reset();
    const { double } = bench;
    // The plan has been made, and nothing has been written.
    double.before({ path: '/api/folders/old', nth: 2 }, async () => void (await perform(bench, act)));
    const { applied, exit } = await bench.push();
    expect(applied?.folders.find((done) => uidOf(done.step) === act.uid)?.outcome.kind).toBe('changed-since');
    expect(double.state.folders.get(act.uid)?.updatedBy).toBe('alice');
    expect(exit).toBe(exitCode.partial);
  },
);

function uidOf(step: FolderStep): string {
  return step.kind === 'delete' ? step.stored.uid : step.folder.uid;
}
