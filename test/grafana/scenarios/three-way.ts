/** Who changed a dashboard since the last push decides what the next one does with it. */
import { describe, expect, it } from 'vitest';
import type { Team } from './team.ts';
import { set, type World } from './world.ts';

interface Scene {
  readonly world: World;
  readonly team: Team;
  readonly uid: string;
  /** Writes the dashboard's code anew. */
  readonly code: (more: object, to?: string) => void;
  /** A folder of Grafana that the code has too. */
  readonly second: string;
}

interface Case {
  readonly name: string;
  readonly happens: (scene: Scene) => Promise<unknown> | void;
  /** As `verdicts` tells it. */
  readonly verdict: string;
  readonly exit: 0 | 4;
  /** What Grafana has of it after the push. */
  readonly then: object;
  /** What Grafana has of it after a push with --force, where that is another thing. */
  readonly forced?: object;
  readonly onlyDouble?: boolean;
}

const anna = 'anna';
const byAnna = { description: 'by anna' };
const byCode = { refresh: '1m' };

const cases: readonly Case[] = [
  { name: 'nobody', happens: () => undefined, verdict: 'leave', exit: 0, then: {} },
  { name: 'only the code', happens: ({ code }) => code(byCode), verdict: 'update', exit: 0, then: byCode },
  {
    name: 'a person, in the UI',
    happens: ({ world, uid }) => world.grafana.uiSave(uid, set(byAnna), anna),
    verdict: 'edited anna',
    exit: 4,
    then: byAnna,
    forced: { description: undefined },
  },
  {
    name: 'a person, who only saved',
    happens: ({ world, uid }) => world.grafana.uiSave(uid, set({}), anna),
    verdict: 'leave',
    exit: 0,
    then: {},
  },
  {
    name: 'a person who only saved, and then the code',
    happens: async ({ world, uid, code }) => {
      await world.grafana.uiSave(uid, set({}), anna);
      code(byCode);
    },
    verdict: 'update',
    exit: 0,
    then: byCode,
  },
  {
    name: 'two persons',
    happens: async ({ world, uid }) => {
      await world.grafana.edit(uid, set(byAnna), anna);
      await world.grafana.edit(uid, set({ ...byAnna, refresh: '5m' }), 'bert');
    },
    verdict: 'edited bert anna',
    exit: 4,
    then: { ...byAnna, refresh: '5m' },
    forced: { description: undefined, refresh: undefined },
  },
  {
    name: 'a person, who took it back',
    happens: async ({ world, uid }) => {
      await world.grafana.edit(uid, set(byAnna), anna);
      await world.grafana.edit(uid, ({ description: _, ...rest }) => rest, anna);
    },
    verdict: 'leave',
    exit: 0,
    then: { description: undefined },
  },
  {
    name: 'both',
    happens: async ({ world, uid, code }) => {
      await world.grafana.edit(uid, set(byAnna), anna);
      code(byCode);
    },
    verdict: 'both anna',
    exit: 4,
    then: { ...byAnna, refresh: undefined },
    forced: { ...byCode, description: undefined },
  },
  {
    name: 'a person, and the code has the edit by now',
    happens: async ({ world, uid, code }) => {
      await world.grafana.uiSave(uid, set(byAnna), anna);
      code(byAnna);
    },
    verdict: 'leave',
    exit: 0,
    then: byAnna,
  },
  {
    name: 'a person, and the code has the edit and more',
    happens: async ({ world, uid, code }) => {
      await world.grafana.uiSave(uid, set(byAnna), anna);
      code({ ...byAnna, ...byCode });
    },
    verdict: 'update',
    exit: 0,
    then: { ...byAnna, ...byCode },
  },
  {
    name: 'a person, who went back to an older version',
    happens: async ({ world, team, uid, code }) => {
      code(byCode);
      await team.push();
      await world.grafana.restore(uid, 1, anna);
    },
    verdict: 'edited anna',
    exit: 4,
    then: { refresh: undefined },
    forced: byCode,
  },
  {
    name: 'a person, and the history forgot the push',
    // A real server forgets every ten minutes.
    onlyDouble: true,
    happens: async ({ world, uid, code }) => {
      for (let edit = 0; edit < 24; edit += 1) await world.grafana.edit(uid, set({ refresh: `${10 + edit}m` }), anna);
      code(byCode);
    },
    verdict: 'unknown',
    exit: 4,
    then: { refresh: '33m' },
    forced: byCode,
  },
  {
    name: 'a person, who moved it',
    happens: ({ world, uid, second }) => world.grafana.moveDashboard(uid, second, anna),
    verdict: 'moved anna',
    exit: 4,
    then: {},
  },
  {
    name: 'the code, which moved it',
    happens: ({ code, second }) => code({}, second),
    verdict: 'move',
    exit: 0,
    then: {},
  },
  {
    name: 'the code, which moved and changed it',
    happens: ({ code, second }) => code(byCode, second),
    verdict: 'update',
    exit: 0,
    then: byCode,
  },
  {
    name: 'a person, who deleted it',
    happens: ({ world, uid }) => world.grafana.deleteDashboard(uid, anna),
    verdict: 'create',
    exit: 0,
    then: {},
  },
];

export function threeWay(world: () => World, real: boolean): void {
  describe('since the last push it was changed by', () => {
    it.each(cases.filter(({ onlyDouble }) => onlyDouble !== true || !real))(
      '$name',
      async ({ happens, verdict, exit, then, forced }) => {
        const here = world();
        const team = await here.team();
        const [uid, home, second] = [here.uid('orders'), here.uid('team'), here.uid('second')];
        let at = `${home}/orders`;
        const code = (more: object, to = home): void => {
          if (`${to}/orders` !== at) team.remove(`${at}.json`);
          at = `${to}/orders`;
          team.write({ [at]: here.board('orders', more) });
        };
        team.write({ [`${home}/other`]: here.board('other'), [`${second}/third`]: here.board('third') });
        code({});
        expect((await team.push()).exit).toBe(0);

        await happens({ world: here, team, uid, code, second });
        const other = `written with ${verdict}`;
        team.write({ [`${home}/other`]: here.board('other', { description: other }) });
        const before = await here.versions('orders', 'other', 'third', 'team', 'second');
        expect((await team.verdicts())[uid]).toBe(verdict);
        expect(await here.versions('orders', 'other', 'third', 'team', 'second')).toEqual(before);

        expect((await team.push()).exit).toBe(exit);
        expect((await here.grafana.dashboard(uid))?.content).toMatchObject(defined(then));
        expectAbsent((await here.grafana.dashboard(uid))?.content, then);
        expect((await here.grafana.dashboard(here.uid('other')))?.content).toMatchObject({ description: other });

        const settled = await here.versions('orders', 'other', 'third', 'team', 'second');
        expect((await team.push()).exit).toBe(exit);
        expect(await here.versions('orders', 'other', 'third', 'team', 'second')).toEqual(settled);
        if (exit === 0) return;

        const { exit: last, dashboards } = await team.push({ force: true });
        expect(last).toBe(0);
        expect(dashboards.find((step) => step.uid === uid)?.backup).toBeDefined();
        const seen = await here.grafana.dashboard(uid);
        expect(seen?.folderUid).toBe(home);
        expect(seen?.content).toMatchObject(defined(forced ?? {}));
        expectAbsent(seen?.content, forced ?? {});
        expect((await team.verdicts())[uid]).toBe('leave');
      },
    );
  });
}

function defined(properties: object): object {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** A property that is said to be undefined may be there as what means the same. */
function expectAbsent(content: object | undefined, properties: object): void {
  const seen = new Map(Object.entries(content ?? {}));
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) expect(seen.get(name) ?? '').toBe('');
  }
}
