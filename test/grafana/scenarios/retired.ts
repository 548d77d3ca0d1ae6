/** Dashboards and folders that the code no longer has. */
import { describe, expect, it } from 'vitest';
import { asker, must } from '../../support/grafana-people.ts';
import { rejected } from '../../support/user-error.ts';
import type { Team } from './team.ts';
import { set, type World } from './world.ts';

interface Held {
  readonly what: string;
  readonly onlyReal?: boolean;
  readonly put: (here: World, folderUid: string) => Promise<unknown>;
}

const held: readonly Held[] = [
  {
    what: 'a dashboard of a person',
    put: (here, folderUid) =>
      here.grafana.addDashboard({ uid: here.uid('hers'), title: 'Hers', panels: [] }, { folderUid }, 'anna'),
  },
  {
    what: 'a folder of a person',
    put: (here, parentUid) => here.grafana.addFolder({ uid: here.uid('hers'), title: 'Hers', parentUid }, 'anna'),
  },
  {
    what: 'a library panel',
    onlyReal: true,
    put: (here, folderUid) =>
      must(asker(here.grafana.url, here.grafana.admin), 'POST', '/api/library-elements', {
        folderUid,
        name: here.uid('library'),
        kind: 1,
        model: { type: 'text', title: 'Shared' },
      }),
  },
];

export function retired(world: () => World, real: boolean): void {
  const pushed = async (...paths: readonly string[]): Promise<{ here: World; team: Team; home: string }> => {
    const here = world();
    const team = await here.team();
    const home = here.uid('team');
    for (const path of ['kept', ...paths]) {
      const name = path.replace(/.*\//, '');
      const directory = path.includes('/') ? here.uid(path.replace(/\/.*/, '')) : home;
      team.write({ [`${directory}/${name}`]: here.board(name) });
    }
    expect((await team.push()).exit).toBe(0);
    return { here, team, home };
  };

  describe('what the code no longer has', () => {
    it('is kept without --prune, deleted with it, and what others made or edited is kept', async () => {
      const { here, team, home } = await pushed('gone', 'edited', 'moved', 'untagged');
      await here.grafana.addFolder({ uid: here.uid('elsewhere'), title: 'Elsewhere' }, 'anna');
      await here.grafana.addDashboard(here.board('copy'), { folderUid: home }, 'anna');
      await here.grafana.edit(here.uid('edited'), set({ description: 'hers' }), 'anna');
      await here.grafana.edit(here.uid('untagged'), set({ tags: [] }), 'anna');
      await here.grafana.moveDashboard(here.uid('moved'), here.uid('elsewhere'), 'anna');
      for (const name of ['gone', 'edited', 'moved', 'untagged']) team.remove(`${home}/${name}.json`);

      const plain = await team.push();
      expect([plain.exit, plain.summary.dashboards]).toMatchObject([0, { deleted: 0, kept: 3 }]);
      const before = await here.versions('gone', 'edited', 'moved', 'copy');
      expect(await team.verdicts({ prune: true })).toEqual({
        [here.uid('kept')]: 'leave',
        [here.uid('gone')]: 'delete',
        [here.uid('edited')]: expect.stringMatching(/^keep: edited by anna at /),
        [here.uid('copy')]: expect.stringMatching(/^keep: nothing in its history/),
      });
      expect(await here.versions('gone', 'edited', 'moved', 'copy')).toEqual(before);
      const { exit, retired: steps } = await team.push({ prune: true });
      expect(exit).toBe(0);
      expect(steps.find(({ uid }) => uid === here.uid('gone'))).toMatchObject({ outcome: 'done', backup: /./ });
      const left = async () => {
        const names = ['kept', 'gone', 'edited', 'moved', 'untagged', 'copy'];
        const seen = await Promise.all(names.map((name) => here.grafana.dashboard(here.uid(name))));
        return names.filter((_, at) => seen[at] !== undefined);
      };
      expect(await left()).toEqual(['kept', 'edited', 'moved', 'untagged', 'copy']);
      expect((await team.push({ prune: true, force: true })).exit).toBe(0);
      expect(await left()).toEqual(['kept', 'moved', 'untagged', 'copy']);
    });

    it('takes its folder along where that is named, and nothing else is in it', async () => {
      const { here, team } = await pushed('old/last');
      const old = here.uid('old');
      team.remove(old);
      expect((await team.push({ prune: true })).exit).toBe(0);
      expect(await here.grafana.dashboard(here.uid('last'))).toBeDefined();
      expect(await team.push({ prune: true, retiredFolders: [old] })).toMatchObject({ exit: 0 });
      expect(await here.grafana.dashboard(here.uid('last'))).toBeUndefined();
      expect(await here.grafana.folder(old)).toBeUndefined();
    });

    it.each(held.filter(({ onlyReal }) => onlyReal !== true || real))(
      'leaves a folder that holds $what',
      async ({ put }) => {
        const { here, team } = await pushed('old/last');
        const old = here.uid('old');
        await put(here, old);
        team.remove(old);
        expect((await team.push({ prune: true, retiredFolders: [old] })).exit).toBe(0);
        expect(await here.grafana.dashboard(here.uid('last'))).toBeUndefined();
        expect(await here.grafana.folder(old)).toBeDefined();
      },
    );

    it('goes in a great number only with --yes', async () => {
      const names = Array.from({ length: 11 }, (_, at) => `d${at}`);
      const { here, team, home } = await pushed(...names);
      for (const name of names) team.remove(`${home}/${name}.json`);
      const before = await here.versions('kept', ...names);
      expect((await rejected(() => team.push({ prune: true }))).message).toContain('would delete 11 dashboards');
      expect(await here.versions('kept', ...names)).toEqual(before);
      const { exit, summary } = await team.push({ prune: true, yes: true });
      expect([exit, summary.dashboards['deleted']]).toEqual([0, 11]);
    });

    it('has another uid now: the new one comes, the old one goes', async () => {
      const { here, team, home } = await pushed('before');
      team.remove(`${home}/before.json`);
      team.write({ [`${home}/after`]: { ...here.board('before'), uid: here.uid('after') } });
      const { dashboards } = await team.plan({ prune: true });
      expect(dashboards.find(({ uid }) => uid === here.uid('after'))).toMatchObject({
        action: 'create',
        renamedFrom: here.uid('before'),
      });
      expect((await team.push({ prune: true })).exit).toBe(0);
      expect(await here.grafana.dashboard(here.uid('before'))).toBeUndefined();
      expect(await here.grafana.dashboard(here.uid('after'))).toBeDefined();
    });
  });
}
