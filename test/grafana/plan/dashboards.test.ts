/** What becomes of one dashboard, by what happened to it before. */
import { describe, expect, it } from 'vitest';
import { isSame } from '../../../src/compare/difference.ts';
import { makePlan } from '../../../src/grafana/make-plan.ts';
import type { DashboardStep, PlanOptions } from '../../../src/grafana/plan.ts';
import { InMemoryGrafana } from './in-memory.ts';
import { content, desired, desiredDashboard, desiredFolder, home, noOptions, pushed } from './support.ts';

const uid = 'orders';
const first = desiredDashboard(uid);
const second = desiredDashboard(uid, { description: 'second' });
const elsewhere = 'elsewhere';
const folders = [desiredFolder(home), desiredFolder(elsewhere)];

interface Case {
  readonly name: string;
  readonly before: (grafana: InMemoryGrafana) => void;
  readonly code?: typeof first;
  readonly expected: readonly [DashboardStep['kind'], ...(readonly unknown[])];
  /** What comes of it with each option; the same where it is not given. */
  readonly forced?: readonly [DashboardStep['kind'], ...(readonly unknown[])];
  readonly adopted?: readonly [DashboardStep['kind'], ...(readonly unknown[])];
}

/** What matters of a step: kind, kind of conflict, folders, who edited it. */
function essence(step: DashboardStep): readonly unknown[] {
  switch (step.kind) {
    case 'leave':
      return ['leave', ...(step.rewritten ? ['rewritten'] : [])];
    case 'update': {
      const { movedFrom, overwritten } = step;
      const moved = movedFrom === undefined ? [] : [`from ${movedFrom.folderUid ?? 'root'}`];
      return ['update', ...moved, ...(overwritten === undefined ? [] : [`over ${overwritten.kind}`])];
    }
    case 'conflict':
      return ['conflict', step.conflict, ...step.edits.map(({ by, version }) => `${by} ${version}`)];
    case 'impossible':
      return ['impossible', step.reason];
    case 'create':
    case 'managed':
    case 'unreadable':
      return [step.kind];
  }
}

const edited = content(uid, { refresh: '5s' });
/** An interval variable without `current`, which Grafana's page cannot load. */
const withInterval = desiredDashboard(uid, { templating: { list: [{ type: 'interval', name: 'step', query: '1m' }] } });

const cases: readonly Case[] = [
  { name: 'never seen', before: () => undefined, expected: ['create'] },
  { name: 'pushed as it is', before: (grafana) => pushed(grafana, first), expected: ['leave'] },
  {
    name: 'the code changed',
    before: (grafana) => pushed(grafana, first),
    code: second,
    expected: ['update'],
  },
  {
    name: 'the code went back to what it was before',
    before: (grafana) => {
      pushed(grafana, first);
      pushed(grafana, second);
    },
    expected: ['update'],
  },
  {
    name: 'the code moved it',
    before: (grafana) => pushed(grafana, first),
    code: { ...first, folderUid: elsewhere },
    expected: ['update', `from ${home}`],
  },
  {
    name: 'the code moved it to the root',
    before: (grafana) => pushed(grafana, first),
    code: { ...first, folderUid: undefined },
    expected: ['update', `from ${home}`],
  },
  {
    name: 'the code moved it out of the root and changed it',
    before: (grafana) => pushed(grafana, { ...first, folderUid: undefined }),
    code: second,
    expected: ['update', 'from root'],
  },
  {
    name: 'edited in Grafana',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: edited, by: 'alice' });
    },
    expected: ['conflict', 'edited', 'alice 2'],
    forced: ['update', 'over edited'],
  },
  {
    name: 'edited in Grafana by two, again and again',
    before: (grafana) => {
      pushed(grafana, first);
      pushed(grafana, second);
      grafana.save(uid, { content: edited, by: 'alice' });
      grafana.save(uid, { content: content(uid, { refresh: '1m' }), by: 'bob', message: 'slower' });
      grafana.save(uid, { content: edited, by: 'alice' });
    },
    code: second,
    expected: ['conflict', 'edited', 'alice 5', 'bob 4', 'alice 3'],
    forced: ['update', 'over edited'],
  },
  {
    name: 'code and Grafana changed',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: edited, by: 'alice' });
    },
    code: second,
    expected: ['conflict', 'both', 'alice 2'],
    forced: ['update', 'over both'],
  },
  {
    name: 'both changed the same property',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: content(uid, { description: 'alice was here' }), by: 'alice' });
    },
    code: second,
    expected: ['conflict', 'both', 'alice 2'],
    forced: ['update', 'over both'],
  },
  {
    name: 'the edit came into the code',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: edited, by: 'alice' });
    },
    code: desiredDashboard(uid, { refresh: '5s' }),
    expected: ['leave'],
  },
  {
    name: 'the edit came into the code, with more',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: edited, by: 'alice' });
    },
    code: desiredDashboard(uid, { refresh: '5s', description: 'second' }),
    expected: ['update'],
  },
  {
    name: 'one edit came into the code, another was made since',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: edited, by: 'alice' });
      grafana.save(uid, { content: content(uid, { refresh: '5s', description: 'bob' }), by: 'bob' });
    },
    code: desiredDashboard(uid, { refresh: '5s' }),
    expected: ['conflict', 'edited', 'bob 3'],
    forced: ['update', 'over edited'],
  },
  {
    name: 'edited and taken back by hand',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: edited, by: 'alice' });
      grafana.restore(uid, 1, 'alice');
    },
    code: second,
    expected: ['update'],
  },
  {
    name: 'edited, brought into the code, and taken back by hand after that',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: edited, by: 'alice' });
      grafana.restore(uid, 1, 'alice');
    },
    code: desiredDashboard(uid, { refresh: '5s' }),
    expected: ['conflict', 'edited', 'alice 3'],
    forced: ['update', 'over edited'],
  },
  {
    name: 'an older push restored',
    before: (grafana) => {
      pushed(grafana, first);
      pushed(grafana, second);
      grafana.restore(uid, 1, 'alice');
    },
    code: second,
    expected: ['conflict', 'edited', 'alice 3'],
    forced: ['update', 'over edited'],
  },
  {
    name: 'an older push restored, and the code went back as well',
    before: (grafana) => {
      pushed(grafana, first);
      pushed(grafana, second);
      grafana.restore(uid, 1, 'alice');
    },
    expected: ['leave'],
  },
  {
    name: 'saved by hand without a change',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: first.content, by: 'alice' });
    },
    code: second,
    expected: ['update'],
  },
  {
    name: 'moved by hand',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.move(uid, elsewhere, 'alice');
    },
    expected: ['conflict', 'moved', 'alice 2'],
    forced: ['update', `from ${elsewhere}`, 'over moved'],
  },
  {
    name: 'moved by hand, and the code changed',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.move(uid, undefined, 'alice');
    },
    code: second,
    expected: ['conflict', 'moved', 'alice 2'],
    forced: ['update', 'from root', 'over moved'],
  },
  {
    name: 'moved by hand, and by the code to another folder',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.move(uid, undefined, 'alice');
    },
    code: { ...first, folderUid: elsewhere },
    expected: ['conflict', 'moved', 'alice 2'],
    forced: ['update', 'from root', 'over moved'],
  },
  {
    name: 'moved by hand to where the code has it now',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.move(uid, elsewhere, 'alice');
    },
    code: { ...second, folderUid: elsewhere },
    expected: ['update'],
  },
  {
    name: 'moved by hand there and back',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.move(uid, elsewhere, 'alice');
      grafana.move(uid, home, 'alice');
    },
    code: second,
    expected: ['update'],
  },
  {
    name: 'moved and edited by hand',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: edited, folderUid: elsewhere, by: 'alice' });
    },
    expected: ['conflict', 'edited', 'alice 2'],
    forced: ['update', `from ${elsewhere}`, 'over edited'],
  },
  {
    name: 'moved and edited by hand, and the edit came into the code',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: edited, folderUid: elsewhere, by: 'alice' });
    },
    code: desiredDashboard(uid, { refresh: '5s' }),
    expected: ['conflict', 'moved', 'alice 2'],
    forced: ['update', `from ${elsewhere}`, 'over moved'],
  },
  {
    name: "somebody else's",
    before: (grafana) => grafana.save(uid, { content: edited, folderUid: home, by: 'alice' }),
    expected: ['conflict', 'unknown'],
    forced: ['update', 'over unknown'],
    adopted: ['update', 'over unknown'],
  },
  {
    name: "somebody else's, with the same content",
    before: (grafana) => grafana.save(uid, { content: first.content, folderUid: home, by: 'alice' }),
    expected: ['leave'],
  },
  {
    name: "somebody else's, with the same content in another folder",
    before: (grafana) => grafana.save(uid, { content: first.content, folderUid: elsewhere, by: 'alice' }),
    expected: ['conflict', 'unknown'],
    forced: ['update', `from ${elsewhere}`, 'over unknown'],
    adopted: ['update', `from ${elsewhere}`, 'over unknown'],
  },
  {
    name: 'pushed so long ago that the server forgot it, and edited',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save(uid, { content: edited, by: 'alice' });
      grafana.forget(uid, 1);
    },
    code: second,
    expected: ['conflict', 'unknown'],
    forced: ['update', 'over unknown'],
    adopted: ['update', 'over unknown'],
  },
  {
    name: 'pushed without our message, as the code says, and edited since',
    before: (grafana) => {
      grafana.save(uid, { content: first.content, folderUid: home });
      grafana.save(uid, { content: edited, by: 'alice' });
    },
    expected: ['conflict', 'edited', 'alice 2'],
    forced: ['update', 'over edited'],
  },
  {
    name: 'rewritten by the server',
    before: (grafana) => pushed(grafana, first, edited),
    expected: ['leave', 'rewritten'],
  },
  {
    name: 'rewritten by the server, and the code changed',
    before: (grafana) => pushed(grafana, first, edited),
    code: second,
    expected: ['update'],
  },
  {
    name: 'rewritten by the server, and moved by the code',
    before: (grafana) => pushed(grafana, first, edited),
    code: { ...first, folderUid: elsewhere },
    expected: ['update', `from ${home}`],
  },
  {
    name: 'rewritten by the server, and moved by hand',
    before: (grafana) => {
      pushed(grafana, first, edited);
      grafana.move(uid, elsewhere, 'alice');
    },
    expected: ['conflict', 'moved', 'alice 2'],
    forced: ['update', `from ${elsewhere}`, 'over moved'],
  },
  {
    name: 'rewritten by the server, and edited',
    before: (grafana) => {
      pushed(grafana, first, edited);
      grafana.save(uid, { content: content(uid, { refresh: '1h' }), by: 'alice' });
    },
    expected: ['conflict', 'edited', 'alice 2'],
    forced: ['update', 'over edited'],
  },
  {
    name: "without what Grafana's page loses when it saves",
    before: (grafana) => {
      pushed(grafana, withInterval);
      grafana.save(uid, { content: first.content, by: 'alice' });
    },
    code: withInterval,
    expected: ['leave', 'rewritten'],
  },
  {
    name: "without what Grafana's page loses when it saves, where we never pushed",
    before: (grafana) => {
      grafana.save(uid, { content: withInterval.content, folderUid: home, by: 'alice' });
      grafana.save(uid, { content: first.content, by: 'alice' });
    },
    code: withInterval,
    expected: ['leave', 'rewritten'],
  },
  {
    name: "without what Grafana's page loses when it saves, and the code changed",
    before: (grafana) => {
      pushed(grafana, withInterval);
      grafana.save(uid, { content: first.content, by: 'alice' });
    },
    code: second,
    expected: ['update'],
  },
  {
    name: "the code got a variable that Grafana's page would lose",
    before: (grafana) => pushed(grafana, first),
    code: withInterval,
    expected: ['update'],
  },
  {
    name: "the code lost a variable that Grafana's page would lose",
    before: (grafana) => pushed(grafana, withInterval),
    expected: ['update'],
  },
  {
    name: 'kept by Terraform',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.manage(uid, { kind: 'tool', name: 'terraform', id: 'team' });
    },
    code: second,
    expected: ['managed'],
  },
  {
    name: 'kept as v2',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.keepAsV2(uid);
    },
    code: second,
    expected: ['unreadable'],
  },
  {
    name: 'a folder that is not there',
    before: () => undefined,
    code: { ...first, folderUid: 'nowhere' },
    expected: ['impossible', 'its folder "nowhere" is not there'],
  },
  {
    name: 'kept by Terraform, while the code has it in a folder that is not there',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.manage(uid, { kind: 'tool', name: 'terraform', id: 'team' });
    },
    code: { ...first, folderUid: 'nowhere' },
    expected: ['managed'],
  },
  {
    name: 'there beside one whose uid differs in case only',
    before: (grafana) => {
      pushed(grafana, first);
      grafana.save('Orders', { content: content('Orders') });
    },
    expected: ['leave'],
  },
  {
    name: 'a uid that a folder has',
    before: (grafana) => grafana.putFolder(uid, 'Orders'),
    expected: ['impossible', 'a folder has the uid "orders"'],
  },
  {
    name: 'a uid that differs in case only',
    before: (grafana) => grafana.save('Orders', { content: content('Orders') }),
    expected: ['impossible', 'a dashboard has the uid "Orders", which differs in case only'],
  },
];

async function stepFor({ before, code = first }: Case, options: Partial<PlanOptions>): Promise<DashboardStep> {
  const grafana = new InMemoryGrafana();
  for (const { uid: folder, title } of folders) grafana.putFolder(folder, title);
  before(grafana);
  const { dashboards } = await makePlan(desired([code], folders), grafana, { ...noOptions, ...options });
  const [step] = dashboards;
  if (step === undefined) throw new Error('no step');
  return step;
}

describe('a dashboard of the code', () => {
  it.each(cases)('$name', async (one) => {
    expect(essence(await stepFor(one, {}))).toEqual(one.expected);
  });

  it.each(cases)('$name, with --force', async (one) => {
    expect(essence(await stepFor(one, { force: true }))).toEqual(one.forced ?? one.expected);
  });

  it.each(cases)('$name, with --adopt', async (one) => {
    expect(essence(await stepFor(one, { adopt: true }))).toEqual(one.adopted ?? one.expected);
  });

  it('is written over the version that was compared, with what it takes the place of', async () => {
    const both = cases.find(({ name }) => name === 'code and Grafana changed');
    if (both === undefined) throw new Error('no such case');
    const step = await stepFor(both, { force: true });
    expect(step).toMatchObject({
      kind: 'update',
      dashboard: second,
      stored: { version: 2, content: edited },
      difference: {
        properties: expect.arrayContaining([
          expect.objectContaining({ path: 'refresh', before: '5s' }),
          expect.objectContaining({ path: 'description', after: 'second' }),
        ]),
      },
      overwritten: {
        kind: 'both',
        edits: [{ by: 'alice', version: 2, message: '', at: expect.stringMatching(/^2026-11-22T10:/) }],
        lost: { properties: [{ path: 'refresh', before: undefined, after: '5s' }] },
      },
    });
  });

  it('shows what Grafana has changed since the push, or from the code where nothing is known', async () => {
    for (const [name, paths] of [
      ['edited in Grafana', ['refresh']],
      ['both changed the same property', ['description']],
      ["somebody else's", ['refresh']],
      ['moved by hand, and the code changed', []],
    ] as const) {
      const one = cases.find((each) => each.name === name);
      if (one === undefined) throw new Error(name);
      const step = await stepFor(one, {});
      const changed = step.kind === 'conflict' ? step.difference.properties.map(({ path }) => path) : undefined;
      if (name === "somebody else's") {
        expect(step).toMatchObject({ difference: { properties: [{ path: 'refresh', after: '5s' }] } });
      }
      expect(changed, name).toEqual(paths);
    }
  });

  it('that is moved only differs in nothing else', async () => {
    const moved = cases.find(({ name }) => name === 'the code moved it');
    if (moved === undefined) throw new Error('no such case');
    const step = await stepFor(moved, {});
    expect(step.kind === 'update' && isSame(step.difference)).toBe(true);
  });
});

describe('what may not be read', () => {
  const other = desiredDashboard('other', { description: 'changed' });

  async function stepsOf(grafana: InMemoryGrafana): Promise<readonly (readonly unknown[])[]> {
    const { dashboards } = await makePlan(desired([first, other], folders), grafana, noOptions);
    return dashboards.map(essence);
  }

  function withOther(): InMemoryGrafana {
    const grafana = new InMemoryGrafana();
    pushed(grafana, first);
    pushed(grafana, desiredDashboard('other'));
    return grafana;
  }

  it('is left, and the rest is planned', async () => {
    const grafana = withOther();
    grafana.hidden.add(uid);
    const reason = expect.stringMatching(/may not see/);
    expect(await stepsOf(grafana)).toEqual([['impossible', reason], ['update']]);
  });

  it('is left where the rest was read by pages', async () => {
    const grafana = new InMemoryGrafana();
    const many = Array.from({ length: 12 }, (_, index) => desiredDashboard(`many-${index}`));
    for (const one of many) pushed(grafana, one);
    grafana.hidden.add('many-7');
    const { dashboards } = await makePlan(desired(many, folders), grafana, noOptions);
    expect(dashboards.map(({ kind }) => kind)).toEqual(
      many.map(({ uid: one }) => (one === 'many-7' ? 'impossible' : 'leave')),
    );
  });

  it('is left where it is its history, which names the permission', async () => {
    const grafana = withOther();
    grafana.save(uid, { content: content(uid, { refresh: '5s' }), by: 'alice' });
    grafana.withoutHistory.add(uid);
    const reason = expect.stringMatching(/history: they lack dashboards:write/);
    expect(await stepsOf(grafana)).toEqual([['impossible', reason], ['update']]);
  });

  it('ends it where there is nothing else', async () => {
    const grafana = withOther();
    grafana.hidden.add(uid).add('other');
    await expect(stepsOf(grafana)).rejects.toMatchObject({ exit: 3, permission: 'dashboards:read' });
    const viewed = withOther();
    viewed.withoutHistory.add('other');
    await expect(stepsOf(viewed)).rejects.toMatchObject({ exit: 3, permission: 'dashboards:write' });
  });
});
