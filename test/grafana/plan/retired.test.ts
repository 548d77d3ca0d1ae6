/** What becomes of what the code no longer has. */
import { describe, expect, it } from 'vitest';
import type { Desired } from '../../../src/grafana/desired.ts';
import { makePlan } from '../../../src/grafana/make-plan.ts';
import type { Plan, PlanOptions } from '../../../src/grafana/plan.ts';
import { InMemoryGrafana } from './in-memory.ts';
import { content, desired, desiredDashboard, desiredFolder, home, inRoot, noOptions, pushed } from './support.ts';

const kept = desiredDashboard('kept');
const retired = desiredDashboard('retired');
const edited = content('retired', { refresh: '5s' });
const forget = (uid: string) => desiredDashboard(uid, {}, 'inner');

/** A Grafana with one dashboard that the code has, and one that it no longer has. */
function grafanaWith(before: (grafana: InMemoryGrafana) => void = () => undefined): InMemoryGrafana {
  const grafana = new InMemoryGrafana();
  grafana.putFolder(home, `Title of ${home}`);
  pushed(grafana, kept);
  pushed(grafana, retired);
  before(grafana);
  return grafana;
}

function plan(grafana: InMemoryGrafana, options: Partial<PlanOptions>, code: Desired = desired([kept])): Promise<Plan> {
  return makePlan(code, grafana, { ...noOptions, prune: true, ...options });
}

function told({ retired: steps }: Plan): readonly string[] {
  return steps.map((step) => (step.kind === 'keep' ? `keep ${step.uid}: ${step.reason}` : `delete ${step.uid}`));
}

interface Case {
  readonly name: string;
  readonly before?: (grafana: InMemoryGrafana) => void;
  readonly expected: readonly string[];
  /** With --force; the same where it is not given. */
  readonly forced?: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'as it was pushed', expected: ['delete retired'] },
  {
    name: 'not to be seen by these credentials',
    before: (grafana) => grafana.hidden.add('retired'),
    expected: ['keep retired: these credentials may not see it (403)'],
  },
  {
    name: 'whose history may not be read',
    before: (grafana) => grafana.withoutHistory.add('retired'),
    expected: ['keep retired: these credentials may not read its history'],
  },
  {
    name: 'edited since',
    before: (grafana) => grafana.save('retired', { content: edited, by: 'alice' }),
    expected: [
      'keep retired: edited by alice at 2026-11-22T10:04:00.000Z since our last push; --force deletes it after a backup',
    ],
    forced: ['delete retired'],
  },
  {
    name: 'edited and taken back since',
    before: (grafana) => {
      grafana.save('retired', { content: edited, by: 'alice' });
      grafana.restore('retired', 1, 'alice');
    },
    expected: ['delete retired'],
  },
  {
    name: 'moved to another folder of ours since',
    before: (grafana) => {
      grafana.putFolder('inner', 'Inner', home);
      grafana.move('retired', 'inner', 'alice');
    },
    expected: [
      'keep retired: moved to another folder by alice at 2026-11-22T10:05:00.000Z since our last push; --force deletes it after a backup',
    ],
    forced: ['delete retired'],
  },
  {
    name: 'moved out of our folders',
    before: (grafana) => {
      grafana.putFolder('team', 'Team', undefined, 'alice');
      grafana.move('retired', 'team', 'alice');
    },
    expected: [],
  },
  { name: 'moved to the root', before: (grafana) => grafana.move('retired', undefined, 'alice'), expected: [] },
  {
    name: 'moved out of our folders while the plan is made',
    before: (grafana) => grafana.before.set('dashboard', () => grafana.move('retired', undefined, 'alice')),
    expected: ['keep retired: it is no longer in a folder of ours'],
  },
  {
    name: "moved to somebody's folder while the plan is made",
    before: (grafana) => {
      grafana.putFolder('team', 'Team', undefined, 'alice');
      grafana.before.set('dashboard', () => grafana.move('retired', 'team', 'alice'));
    },
    expected: ['keep retired: it is no longer in a folder of ours'],
  },
  {
    name: 'moved out of our folders at the last moment',
    before: (grafana) => grafana.before.set('versions', () => grafana.move('retired', undefined, 'alice')),
    expected: ['keep retired: it is no longer in a folder of ours'],
  },
  {
    name: 'edited at the last moment',
    before: (grafana) => {
      grafana.before.set('versions', () => grafana.save('retired', { content: edited, by: 'alice' }));
    },
    expected: [
      'keep retired: edited by alice at 2026-11-22T10:04:00.000Z since our last push; --force deletes it after a backup',
    ],
    forced: ['delete retired'],
  },
  {
    name: 'deleted while the plan is made',
    before: (grafana) => grafana.before.set('dashboard', () => grafana.dashboards.delete('retired')),
    expected: [],
  },
  {
    name: 'without our tag',
    before: (grafana) => grafana.save('retired', { content: content('retired', { tags: [] }), by: 'alice' }),
    expected: [],
  },
  {
    name: 'with our tag lost while the plan is made',
    before: (grafana) => {
      grafana.before.set('dashboard', () => {
        grafana.save('retired', { content: content('retired', { tags: ['mine'] }), by: 'alice' });
      });
    },
    expected: ['keep retired: it has lost the tag order-dashboards'],
  },
  {
    name: "a copy that somebody saved, with our tag but not our push's message",
    before: (grafana) => {
      grafana.dashboards.delete('retired');
      grafana.save('retired', { content: retired.content, folderUid: home, by: 'alice' });
    },
    expected: ['keep retired: nothing in its history says that a push of ours made it'],
  },
  {
    name: 'whose history no longer has the push',
    before: (grafana) => {
      grafana.save('retired', { content: retired.content, by: 'alice' });
      grafana.forget('retired', 1);
    },
    expected: ['keep retired: nothing in its history says that a push of ours made it'],
  },
  {
    name: 'provisioned from a file',
    before: (grafana) => grafana.manage('retired', { kind: 'file', source: 'retired.json' }),
    expected: ['keep retired: a file of the server manages it'],
  },
  {
    name: 'kept by a tool',
    before: (grafana) => grafana.manage('retired', { kind: 'tool', name: 'terraform', id: 'team' }),
    expected: ['keep retired: terraform (team) manages it'],
  },
  {
    name: 'kept by a tool without a name of its own',
    before: (grafana) => grafana.manage('retired', { kind: 'tool', name: 'repo', id: undefined }),
    expected: ['keep retired: repo manages it'],
  },
  {
    name: 'kept by a plugin',
    before: (grafana) => grafana.manage('retired', { kind: 'plugin', id: 'orders-app' }),
    expected: ['keep retired: the plugin orders-app manages it'],
  },
  {
    name: 'kept by a plugin without a name',
    before: (grafana) => grafana.manage('retired', { kind: 'plugin', id: undefined }),
    expected: ['keep retired: a plugin manages it'],
  },
  {
    name: 'kept as v2',
    before: (grafana) => grafana.keepAsV2('retired'),
    expected: ['keep retired: Grafana keeps it in a form that this program does not read'],
  },
  {
    name: 'in a folder below ours',
    before: (grafana) => {
      grafana.putFolder('inner', 'Inner', home);
      grafana.dashboards.delete('retired');
      pushed(grafana, { ...retired, folderUid: 'inner' });
    },
    expected: ['delete retired'],
  },
  {
    name: 'in a folder that the code no longer has',
    before: (grafana) => {
      grafana.putFolder('former', 'Former');
      grafana.dashboards.delete('retired');
      pushed(grafana, { ...retired, folderUid: 'former' });
    },
    expected: [],
  },
];

describe('a dashboard that the code no longer has', () => {
  it.each(cases)('$name', async ({ before, expected }) => {
    expect(told(await plan(grafanaWith(before), {}))).toEqual(expected);
  });

  it.each(cases)('$name, with --force', async ({ before, expected, forced = expected }) => {
    expect(told(await plan(grafanaWith(before), { force: true }))).toEqual(forced);
  });

  it('is named without --prune, and nothing is read of it', async () => {
    const grafana = grafanaWith();
    const made = await plan(grafana, { prune: false, force: true });
    expect(told(made)).toEqual(['keep retired: the code no longer has it; push --prune deletes it']);
    expect(grafana.requests()).toEqual({ listFolders: 1, listDashboards: 1, dashboard: 1 });
  });

  it('is deleted as it was compared', async () => {
    const [step] = (await plan(grafanaWith(), {})).retired;
    expect(step).toEqual({
      kind: 'delete',
      uid: 'retired',
      title: 'Title of retired',
      folderUid: home,
      stored: { uid: 'retired', version: 1, folderUid: home, content: retired.content, manager: undefined },
      content: retired.content,
    });
  });

  it('is kept, even with --force, while a file of the source cannot be used: it may be that one', async () => {
    const code = { ...desired([kept]), unusable: [{ file: 'dashboards/retired.json', reason: 'no JSON' }] };
    expect(told(await plan(grafanaWith(), { force: true }, code))).toEqual([
      'keep retired: dashboards/retired.json cannot be used, and may be this dashboard',
    ]);
  });

  it('goes with a folder that somebody says was ours', async () => {
    const grafana = grafanaWith((one) => {
      one.putFolder('former', 'Former');
      one.dashboards.delete('retired');
      pushed(one, { ...retired, folderUid: 'former' });
    });
    const made = await plan(grafana, { retiredFolders: ['former'] });
    expect(told(made)).toEqual(['delete retired']);
    expect(made.emptied).toMatchObject([{ kind: 'delete', stored: { uid: 'former' } }]);
  });

  it.each<[string, string, (grafana: InMemoryGrafana) => void]>([
    ['typo', 'no folder of this Grafana has that uid; it is mistyped, or deleted already', () => undefined],
    [home, 'it stays, for the code has it', () => undefined],
    [
      'former',
      'it stays, for it holds 1 alert rule, 1 dashboard, 1 folder',
      (grafana) => {
        grafana.putFolder('former', 'Former');
        grafana.putFolder('inner', 'Inner', 'former');
        grafana.others.set('former', { alertrule: 1 });
        grafana.save('theirs', { content: content('theirs'), folderUid: 'inner', by: 'alice' });
      },
    ],
    [
      'former',
      'it stays, for the server cannot say whether it is empty',
      (grafana) => {
        grafana.putFolder('former', 'Former');
        grafana.counts = false;
      },
    ],
  ])('in the folder %s: %s', async (folder, reason, before) => {
    const grafana = new InMemoryGrafana();
    grafana.putFolder(home, 'Home');
    before(grafana);
    expect([...((await plan(grafana, { retiredFolders: [folder] })).staying ?? [])]).toEqual([[folder, reason]]);
  });

  it('is never one in the root, where the code has dashboards too', async () => {
    const grafana = new InMemoryGrafana();
    pushed(grafana, inRoot(retired));
    expect(told(await plan(grafana, {}, desired([inRoot(kept)])))).toEqual([]);
  });

  it('is the former self of a new one with its title in its folder', async () => {
    const code = { ...desiredDashboard('new'), title: 'Title of retired' };
    const made = await plan(grafanaWith(), { prune: false }, desired([kept, code, { ...code, uid: 'newer' }]));
    expect(made.dashboards.map((step) => ('renamedFrom' in step ? step.renamedFrom : step.kind))).toEqual([
      'leave',
      'retired',
      undefined,
    ]);
  });

  it('is not the former self of one with another title, or in another folder', async () => {
    const folders = [desiredFolder(home), desiredFolder('inner')];
    const other = [desiredDashboard('new'), { ...desiredDashboard('newer', {}, 'inner'), title: 'Title of retired' }];
    const made = await plan(grafanaWith(), { prune: false }, desired(other, folders));
    expect(made.dashboards).toMatchObject([{ renamedFrom: undefined }, { renamedFrom: undefined }]);
  });

  it('is the former self of a new one with its content, where that is known', async () => {
    const code = desiredDashboard('new', { title: 'Title of retired' }, 'inner');
    const folders = [desiredFolder(home), desiredFolder('inner')];
    const made = await plan(grafanaWith(), {}, desired([kept, code], folders));
    expect(made.dashboards).toMatchObject([{ kind: 'leave' }, { kind: 'create', renamedFrom: 'retired' }]);
    const other = desiredDashboard('new', { title: 'Another' }, 'inner');
    const without = await plan(grafanaWith(), {}, desired([kept, other], folders));
    expect(without.dashboards).toMatchObject([{ kind: 'leave' }, { kind: 'create', renamedFrom: undefined }]);
  });
});

describe('a folder that is empty after the deletions', () => {
  /** Ours holds `inner` and that `innermost`, each with a dashboard that the code no longer has. */
  function nested(before: (grafana: InMemoryGrafana) => void = () => undefined): InMemoryGrafana {
    return grafanaWith((grafana) => {
      grafana.putFolder('inner', 'Inner', home);
      grafana.putFolder('innermost', 'Innermost', 'inner');
      pushed(grafana, forget('one'));
      pushed(grafana, { ...forget('two'), folderUid: 'innermost' });
      before(grafana);
    });
  }

  async function emptied(
    grafana: InMemoryGrafana,
    options: Partial<PlanOptions> = {},
    code?: Desired,
  ): Promise<readonly string[]> {
    return (await plan(grafana, options, code)).emptied.map(({ stored }) => stored.uid);
  }

  it('goes, children before parents; not those of the code', async () => {
    expect(await emptied(nested())).toEqual(['innermost', 'inner']);
  });

  it('stays without --prune', async () => {
    expect(await emptied(nested(), { prune: false })).toEqual([]);
  });

  it.each<readonly [string, (grafana: InMemoryGrafana) => void, readonly string[]]>([
    [
      'a dashboard of somebody',
      (grafana) => grafana.save('hers', { content: content('hers', { tags: [] }), folderUid: 'inner' }),
      ['innermost'],
    ],
    [
      'a dashboard that is kept',
      (grafana) => grafana.save('two', { content: content('two', { refresh: '5s' }), by: 'alice' }),
      [],
    ],
    ['an empty folder of somebody', (grafana) => grafana.putFolder('hers', 'Hers', 'inner', 'alice'), ['innermost']],
    ['an alert rule', (grafana) => grafana.others.set('inner', { alertrule: 1 }), ['innermost']],
    ['a library panel below', (grafana) => grafana.others.set('innermost', { librarypanel: 1 }), []],
    [
      'what nobody may see',
      (grafana) => {
        const count = grafana.countIn.bind(grafana);
        grafana.countIn = async (uid) => ({ ...(await count(uid)), dashboard: 3 });
      },
      [],
    ],
    [
      'a folder that nobody may see',
      (grafana) => {
        const count = grafana.countIn.bind(grafana);
        grafana.countIn = async (uid) => ({ ...(await count(uid)), folder: 2 });
      },
      [],
    ],
    [
      'nobody knows what',
      (grafana) => {
        grafana.counts = false;
      },
      [],
    ],
  ])('stays where it holds %s', async (_, before, expected) => {
    expect(await emptied(nested(before))).toEqual(expected);
  });

  it('stays where the code has it', async () => {
    const code = desired([kept], [desiredFolder(home), desiredFolder('innermost', 'Innermost', 'inner')]);
    expect(await emptied(nested(), {}, code)).toEqual([]);
  });

  it('stays where nothing is deleted from it, unless somebody says that it was ours', async () => {
    const empty = (): InMemoryGrafana => {
      const grafana = grafanaWith();
      grafana.putFolder('empty', 'Empty', home);
      grafana.putFolder('former', 'Former');
      return grafana;
    };
    expect(await emptied(empty())).toEqual([]);
    expect(await emptied(empty(), { retiredFolders: ['former', 'gone'] })).toEqual(['former']);
    expect(await emptied(empty(), { retiredFolders: ['former'], prune: false })).toEqual([]);
  });

  it('stays where it is not ours, though it holds one of ours', async () => {
    const grafana = grafanaWith((one) => {
      one.putFolder('team', 'Team', undefined, 'alice');
      one.putFolder('former', 'Former', 'team');
      pushed(one, { ...forget('one'), folderUid: 'former' });
    });
    expect(await emptied(grafana, { retiredFolders: ['former'] })).toEqual(['former']);
  });
});
