/** Folders that the code makes, renames and moves, and those that people do that to. */
import { describe, expect, it } from 'vitest';
import { folderUid } from '../../../src/grafana/desired/folder-uid.ts';
import type { World } from './world.ts';

export function folders(world: () => World): void {
  const team = async (title: string, parent?: string) => {
    const here = world();
    const uid = here.uid('team');
    const made = await here.team();
    made.write({ [`${uid}/orders`]: here.board('orders') });
    const configure = (newTitle: string, newParent?: string): void =>
      made.configure({
        directory: uid,
        title: newTitle,
        uid,
        ...(newParent === undefined ? {} : { parent: newParent }),
      });
    configure(title, parent);
    return { here, uid, team: made, configure, seen: () => here.grafana.folder(uid) };
  };

  describe('a folder', () => {
    it('is made with those in it, parents first, and a second push writes nothing', async () => {
      const here = world();
      const made = await here.team();
      const top = here.uid('team');
      made.write({
        [`${top}/deep/er/stock`]: here.board('stock'),
        [`${top}/deep/x`]: here.board('x'),
        root: here.board('root'),
      });
      const { exit, folders: steps } = await made.push();
      const uids = [[top], [top, 'deep'], [top, 'deep', 'er']].map((path) => folderUid(path, () => false));
      expect([exit, steps.map(({ uid, outcome }) => [uid, outcome])]).toEqual([0, uids.map((uid) => [uid, 'done'])]);
      expect((await here.grafana.dashboard(here.uid('stock')))?.folderUid).toBe(uids[2]);
      expect((await here.grafana.dashboard(here.uid('root')))?.folderUid).toBeUndefined();
      expect((await here.grafana.folder(uids[2] ?? ''))?.parentUid).toBe(uids[1]);
      const before = await here.versions('stock', 'x', 'root', 'team');
      expect((await made.push()).exit).toBe(0);
      expect(await here.versions('stock', 'x', 'root', 'team')).toEqual(before);
    });

    it('is renamed by the code', async () => {
      const { team: ours, configure, seen } = await team('Team');
      await ours.push();
      configure('Our team');
      expect((await ours.plan()).folders).toMatchObject([{ action: 'rename' }]);
      expect((await ours.push()).exit).toBe(0);
      expect((await seen())?.title).toBe('Our team');
      configure('Ours');
      expect((await ours.push()).exit).toBe(0);
      expect((await seen())?.title).toBe('Ours');
    });

    it('that a person renamed is a conflict; its dashboards are pushed, and --force renames it', async () => {
      const { here, uid, team: ours, seen } = await team('Team');
      await ours.push();
      await here.grafana.renameFolder(uid, 'Hers', 'anna');
      ours.write({ [`${uid}/orders`]: here.board('orders', { refresh: '1m' }) });
      const { exit, folders: steps } = await ours.push();
      expect([exit, steps]).toMatchObject([4, [{ action: 'conflict', reason: expect.stringContaining('by anna') }]]);
      expect((await seen())?.title).toBe('Hers');
      expect((await here.grafana.dashboard(here.uid('orders')))?.content['refresh']).toBe('1m');
      expect((await ours.push({ force: true })).exit).toBe(0);
      expect((await seen())?.title).toBe('Team');
      expect((await ours.push()).exit).toBe(0);
    });

    it('goes below a parent that is there, and is moved by the code with all that is in it', async () => {
      const here = world();
      const [one, two] = [here.uid('one'), here.uid('two')];
      for (const uid of [one, two]) await here.grafana.addFolder({ uid, title: uid });
      const { team: ours, configure, seen } = await team('Team', one);
      expect((await ours.push()).exit).toBe(0);
      expect((await seen())?.parentUid).toBe(one);
      configure('Team', two);
      const before = await here.grafana.dashboard(here.uid('orders'));
      expect((await ours.plan()).folders).toMatchObject([{ action: 'move' }]);
      expect((await ours.push()).exit).toBe(0);
      expect((await seen())?.parentUid).toBe(two);
      configure('Renamed', one);
      expect((await ours.push()).exit).toBe(0);
      expect(await seen()).toMatchObject({ title: 'Renamed', parentUid: one });
      expect(await here.grafana.dashboard(here.uid('orders'))).toEqual(before);
      expect((await ours.push()).exit).toBe(0);
    });

    it('that a person moved is a conflict', async () => {
      const here = world();
      const one = here.uid('one');
      await here.grafana.addFolder({ uid: one, title: one });
      const { uid, team: ours, seen } = await team('Team');
      await ours.push();
      await here.grafana.moveFolder(uid, one, 'anna');
      expect(await ours.push()).toMatchObject({ exit: 4, folders: [{ action: 'conflict' }] });
      expect((await seen())?.parentUid).toBe(one);
      expect((await ours.push({ force: true })).exit).toBe(0);
      expect((await seen())?.parentUid).toBeUndefined();
    });

    it('whose parent is not there takes only its own dashboards with it', async () => {
      const { here, uid, team: ours } = await team('Team', world().uid('nowhere'));
      ours.write({ other: here.board('other') });
      const { exit, dashboards } = await ours.push();
      expect(exit).toBe(4);
      expect(Object.fromEntries(dashboards.map((step) => [step.uid, step.action]))).toEqual({
        [here.uid('orders')]: 'impossible',
        [here.uid('other')]: 'create',
      });
      expect(await here.grafana.folder(uid)).toBeUndefined();
      expect(await here.grafana.dashboard(here.uid('other'))).toBeDefined();
    });
  });
}
