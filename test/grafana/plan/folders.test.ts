/** What becomes of the folders of the code, and of what is to lie in them. */
import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../src/grafana/make-plan.ts';
import type { FolderStep } from '../../../src/grafana/plan.ts';
import type { DesiredFolder } from '../../../src/grafana/desired.ts';
import { rejected } from '../../support/user-error.ts';
import { InMemoryGrafana, us } from './in-memory.ts';
import { content, desired, desiredDashboard, desiredFolder, noOptions, pushed } from './support.ts';

type Told = readonly [kind: FolderStep['kind'], uid: string, ...(readonly string[])];

function told(step: FolderStep): Told {
  if (step.kind === 'delete') return [step.kind, step.stored.uid];
  const { uid } = step.folder;
  if (step.kind === 'move') return [step.kind, uid, ...(step.rename ? ['renamed'] : [])];
  return step.kind === 'conflict' || step.kind === 'impossible' ? [step.kind, uid, step.reason] : [step.kind, uid];
}

/** Folders, each in the one before it. */
function chain(...uids: readonly string[]): readonly DesiredFolder[] {
  return uids.map((uid, index) => desiredFolder(uid, uid, uids[index - 1]));
}

interface Case {
  readonly name: string;
  readonly before?: (grafana: InMemoryGrafana) => void;
  readonly code: readonly DesiredFolder[];
  readonly expected: readonly Told[];
  /** With --force; the same where it is not given. */
  readonly forced?: readonly Told[];
  readonly login?: string | undefined;
}

const renamed = [desiredFolder('orders', 'New')];

const cases: readonly Case[] = [
  { name: 'missing', code: [desiredFolder('orders')], expected: [['create', 'orders']] },
  {
    name: 'as it should be, whoever changed it last',
    before: (grafana) => grafana.putFolder('orders', 'New', undefined, 'alice'),
    code: renamed,
    expected: [['leave', 'orders']],
  },
  {
    name: 'renamed by the code',
    before: (grafana) => grafana.putFolder('orders', 'Old'),
    code: renamed,
    expected: [['rename', 'orders']],
  },
  {
    name: 'renamed by the code, where a service account is shown by its name',
    before: (grafana) => grafana.putFolder('orders', 'Old', undefined, 'CI pusher two'),
    code: renamed,
    login: 'sa-12-ci-pusher-two',
    expected: [['rename', 'orders']],
  },
  {
    name: 'renamed by the code, where a service account is shown by its login',
    before: (grafana) => grafana.putFolder('orders', 'Old', undefined, 'sa-1-ci'),
    code: renamed,
    login: 'sa-1-ci',
    expected: [['rename', 'orders']],
  },
  {
    name: 'renamed by another service account',
    before: (grafana) => grafana.putFolder('orders', 'Old', undefined, 'other ci'),
    code: renamed,
    login: 'sa-1-ci',
    expected: [
      [
        'conflict',
        'orders',
        'it is called "Old" and not "New"; changed last by other ci at 2026-11-22T10:01:00.000Z; --force changes it',
      ],
    ],
    forced: [['rename', 'orders']],
  },
  {
    name: 'renamed by somebody',
    before: (grafana) => {
      grafana.putFolder('orders', 'New');
      grafana.putFolder('orders', 'Mine', undefined, 'alice');
    },
    code: renamed,
    expected: [
      [
        'conflict',
        'orders',
        'it is called "Mine" and not "New"; changed last by alice at 2026-11-22T10:02:00.000Z; --force changes it',
      ],
    ],
    forced: [['rename', 'orders']],
  },
  {
    name: 'renamed by nobody knows whom, where nobody knows who we are',
    before: (grafana) => grafana.putFolder('orders', 'Old', undefined, ''),
    code: renamed,
    login: undefined,
    expected: [
      [
        'conflict',
        'orders',
        'it is called "Old" and not "New"; changed last by somebody at 2026-11-22T10:01:00.000Z; --force changes it',
      ],
    ],
    forced: [['rename', 'orders']],
  },
  {
    name: 'moved by the code, and renamed',
    before: (grafana) => {
      grafana.putFolder('top', 'top');
      grafana.putFolder('orders', 'Old');
    },
    code: [desiredFolder('orders', 'New', 'top')],
    expected: [['move', 'orders', 'renamed']],
  },
  {
    name: 'moved by the code to the root',
    before: (grafana) => {
      grafana.putFolder('top', 'top');
      grafana.putFolder('orders', 'New', 'top');
    },
    code: renamed,
    expected: [['move', 'orders']],
  },
  {
    name: 'moved by somebody',
    before: (grafana) => {
      grafana.putFolder('top', 'top');
      grafana.putFolder('orders', 'Old', 'top', 'alice');
    },
    code: renamed,
    expected: [
      [
        'conflict',
        'orders',
        'it is called "Old" and not "New", lies in "top" and not at the root; changed last by alice at 2026-11-22T10:02:00.000Z; --force changes it',
      ],
    ],
    forced: [['move', 'orders', 'renamed']],
  },
  {
    name: 'children before parents in the code',
    code: chain('one', 'two', 'three').toReversed(),
    expected: [
      ['create', 'one'],
      ['create', 'two'],
      ['create', 'three'],
    ],
  },
  {
    name: "below somebody else's folder",
    before: (grafana) => grafana.putFolder('team', 'Team', undefined, 'alice'),
    code: [desiredFolder('orders', 'Orders', 'team')],
    expected: [['create', 'orders']],
  },
  {
    name: 'below a folder that is not there',
    code: [
      desiredFolder('orders', 'Orders', 'team'),
      desiredFolder('inner', 'Inner', 'orders'),
      desiredFolder('other'),
    ],
    expected: [
      ['impossible', 'orders', 'its parent folder "team" is not there'],
      ['impossible', 'inner', 'its parent folder "orders" cannot be made'],
      ['create', 'other'],
    ],
  },
  {
    name: 'there already, and to be moved below a folder that is not there',
    before: (grafana) => grafana.putFolder('orders', 'Orders'),
    code: [desiredFolder('orders', 'Orders', 'team')],
    expected: [['conflict', 'orders', 'its parent folder "team" is not there; it stays where it is']],
  },
  {
    name: 'as deep as Grafana allows',
    code: chain('one', 'two', 'three', 'four', 'five'),
    expected: ['one', 'two', 'three', 'four', 'five'].map((uid) => ['create', uid]),
  },
  {
    name: 'deeper than Grafana allows',
    before: (grafana) => {
      for (const { uid, title, parentUid } of chain('one', 'two', 'three', 'four')) {
        grafana.putFolder(uid, title, parentUid);
      }
    },
    code: [desiredFolder('five', 'five', 'four'), desiredFolder('six', 'six', 'five')],
    expected: [
      ['create', 'five'],
      ['impossible', 'six', 'it would lie 5 folders deep, and Grafana allows 4'],
    ],
  },
  {
    name: 'moved so that what lies in it is too deep',
    before: (grafana) => {
      for (const { uid, title, parentUid } of [...chain('one', 'two', 'three'), ...chain('a', 'b', 'c')]) {
        grafana.putFolder(uid, title, parentUid);
      }
    },
    code: [desiredFolder('a', 'a', 'three')],
    expected: [
      ['conflict', 'a', 'what lies in it would lie 5 folders deep, and Grafana allows 4; it stays where it is'],
    ],
  },
  {
    name: 'moved so that what lies in it is just not too deep',
    before: (grafana) => {
      for (const { uid, title, parentUid } of [...chain('one', 'two', 'three'), ...chain('a', 'b')]) {
        grafana.putFolder(uid, title, parentUid);
      }
    },
    code: [desiredFolder('a', 'a', 'three')],
    expected: [['move', 'a']],
  },
  {
    name: "moved into somebody else's folder that lies in it",
    before: (grafana) => {
      grafana.putFolder('orders', 'Orders');
      grafana.putFolder('inner', 'Inner', 'orders', 'alice');
    },
    code: [desiredFolder('orders', 'Orders', 'inner')],
    expected: [['conflict', 'orders', 'its parent folder "inner" lies in it; it stays where it is']],
  },
  {
    name: 'turned upside down',
    before: (grafana) => {
      grafana.putFolder('one', 'one');
      grafana.putFolder('two', 'two', 'one');
    },
    code: chain('two', 'one'),
    expected: [
      ['move', 'two'],
      ['move', 'one'],
    ],
  },
  {
    name: 'the uid of a dashboard',
    before: (grafana) => grafana.save('orders', { content: content('orders') }),
    code: [desiredFolder('orders')],
    expected: [['impossible', 'orders', 'a dashboard has the uid "orders"']],
  },
  {
    name: 'a uid that differs in case only',
    before: (grafana) => grafana.putFolder('ORDERS', 'Orders'),
    code: [desiredFolder('orders')],
    expected: [['impossible', 'orders', 'a folder has the uid "ORDERS", which differs in case only']],
  },
  {
    name: 'deleted while the plan is made',
    before: (grafana) => {
      grafana.putFolder('orders', 'Old');
      grafana.before.set('folder', () => grafana.folders.delete('orders'));
    },
    code: renamed,
    expected: [['create', 'orders']],
  },
  {
    name: 'renamed as it should be while the plan is made',
    before: (grafana) => {
      grafana.putFolder('orders', 'Old');
      grafana.before.set('folder', () => grafana.putFolder('orders', 'New', undefined, 'alice'));
    },
    code: renamed,
    expected: [['leave', 'orders']],
  },
];

function plan({ before, code, ...rest }: Case, force: boolean) {
  const grafana = new InMemoryGrafana({ login: 'login' in rest ? rest.login : us });
  before?.(grafana);
  return makePlan(desired([], code), grafana, { ...noOptions, force });
}

describe('a folder of the code', () => {
  it.each(cases)('$name', async (one) => {
    expect((await plan(one, false)).folders.map(told)).toEqual(one.expected);
  });

  it.each(cases)('$name, with --force', async (one) => {
    expect((await plan(one, true)).folders.map(told)).toEqual(one.forced ?? one.expected);
  });

  it('is refused where folders lie in each other', async () => {
    const circle = [
      desiredFolder('free'),
      desiredFolder('one', 'One', 'two'),
      desiredFolder('two', 'Two', 'three'),
      desiredFolder('three', 'Three', 'two'),
    ];
    const error = await rejected(() => makePlan(desired([], circle), new InMemoryGrafana(), noOptions));
    expect(error.message).toBe('folders lie in each other');
    expect(error.details).toEqual([
      'two lies in three (dashboards.config.yaml:1)',
      'three lies in two (dashboards.config.yaml:1)',
    ]);
  });

  it('takes its dashboards with it where it cannot be made, and no others', async () => {
    const grafana = new InMemoryGrafana();
    const code = [
      desiredFolder('bad', 'Bad', 'team'),
      desiredFolder('worse', 'Worse', 'bad'),
      desiredFolder('new'),
      desiredFolder('contested', 'Ours'),
    ];
    grafana.putFolder('contested', 'Theirs', undefined, 'alice');
    const dashboards = [
      desiredDashboard('a', {}, 'bad'),
      desiredDashboard('b', {}, 'worse'),
      desiredDashboard('c', {}, 'new'),
      desiredDashboard('d', {}, 'contested'),
    ];
    const made = await makePlan(desired(dashboards, code), grafana, noOptions);
    expect(made.dashboards.map((step) => [step.dashboard.uid, step.kind, 'reason' in step ? step.reason : ''])).toEqual(
      [
        ['a', 'impossible', 'its folder "bad" cannot be made: its parent folder "team" is not there'],
        ['b', 'impossible', 'its folder "worse" cannot be made: its parent folder "bad" cannot be made'],
        ['c', 'create', ''],
        ['d', 'create', ''],
      ],
    );
  });

  it('that is not of the code may hold dashboards of it', async () => {
    const grafana = new InMemoryGrafana();
    grafana.putFolder('team', 'Team', undefined, 'alice');
    const code = desiredDashboard('a', {}, 'team');
    expect((await makePlan(desired([code], []), grafana, noOptions)).dashboards).toMatchObject([{ kind: 'create' }]);
    pushed(grafana, code);
    expect((await makePlan(desired([code], []), grafana, noOptions)).dashboards).toMatchObject([{ kind: 'leave' }]);
  });

  it('is read only where it differs', async () => {
    const grafana = new InMemoryGrafana();
    for (const uid of ['one', 'two', 'three']) grafana.putFolder(uid, uid);
    const code = [desiredFolder('one', 'one'), desiredFolder('two', 'other'), desiredFolder('three', 'three')];
    await makePlan(desired([], code), grafana, noOptions);
    expect(grafana.requests()).toEqual({ listFolders: 1, listDashboards: 1, folder: 1 });
  });
});
