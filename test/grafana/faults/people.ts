/** What people do while a push is under way. */
import { list, type Json } from '../../../src/lint/read/json.ts';
import { contentOf } from '../../support/grafana-double/save.ts';
import { stored } from '../../support/grafana-double/state.ts';
import { content } from '../plan/support.ts';
import type { Bench } from './bench.ts';

export interface Act {
  readonly name: string;
  /** The dashboard or folder that it is about. */
  readonly uid: string;
  /** What is no longer ours after it, by uid. */
  readonly takes: readonly string[];
  readonly run: (bench: Bench) => Promise<void>;
}

function edits(uid: string): Act {
  return {
    name: `edits ${uid}`,
    uid,
    takes: [],
    run: ({ double }) =>
      double.edit(uid, (now) => ({ ...now, description: 'By Alice', links: [...list(now['links'])] }), 'alice'),
  };
}

function act(name: string, uid: string, run: (double: Bench['double']) => Promise<void>, ...takes: string[]): Act {
  return { name, uid, takes, run: ({ double }) => run(double) };
}

export const acts: readonly Act[] = [
  ...['changed', 'moved', 'forced', 'same', 'retired'].map(edits),
  act('moves changed', 'changed', (double) => double.moveDashboard('changed', 'hers', 'alice')),
  act('moves retired', 'retired', (double) => double.moveDashboard('retired', 'hers', 'alice'), 'retired'),
  act('creates new-in-outer', 'new-in-outer', (double) =>
    double.addDashboard(content('new-in-outer', { description: 'By Alice' }), { folderUid: 'hers' }, 'alice'),
  ),
  act('deletes changed', 'changed', (double) => double.deleteDashboard('changed', 'alice')),
  act('renames named', 'named', (double) => double.renameFolder('named', 'Of Alice', 'alice')),
  act('renames inside', 'inside', (double) => double.renameFolder('inside', 'Of Alice', 'alice')),
  act('moves inside', 'inside', (double) => double.moveFolder('inside', 'hers', 'alice')),
  act('makes outer', 'outer', (double) => double.addFolder({ uid: 'outer', title: 'Of Alice' }, 'alice')),
  act(
    'puts something into old',
    'old',
    (double) => double.addDashboard(content('of-alice', { tags: [] }), { folderUid: 'old' }, 'alice'),
    'of-alice',
    'old',
  ),
];

/**
 * Does it, as far as that can be done by now.
 * @returns what was saved by it
 */
export async function perform(bench: Bench, { uid, run }: Act): Promise<readonly Json[]> {
  const { double } = bench;
  try {
    await run(bench);
  } catch {
    return [];
  }
  const there = double.state.dashboards.get(uid === 'old' ? 'of-alice' : uid);
  return there === undefined ? [] : [contentOf(there.uid, stored(there))];
}
