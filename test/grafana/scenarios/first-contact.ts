/** Dashboards that no push has made, and those that others keep. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rejected } from '../../support/user-error.ts';
import { set, type World } from './world.ts';

export function firstContact(world: () => World, hasProvisioned: boolean): void {
  describe('a dashboard that no push has made', () => {
    it('is left where it agrees, a conflict where it differs, and taken over with --adopt', async () => {
      const here = world();
      const team = await here.team();
      const [same, other] = [here.uid('same'), here.uid('differs')];
      await here.grafana.addFolder({ uid: here.uid('team'), title: here.uid('team') }, 'anna');
      for (const name of ['same', 'differs']) {
        await here.grafana.addDashboard(here.board(name), { folderUid: here.uid('team') }, 'anna');
      }
      team.write({
        [`${here.uid('team')}/same`]: here.board('same'),
        [`${here.uid('team')}/differs`]: here.board('differs', { refresh: '1m' }),
      });
      expect(await team.verdicts()).toEqual({ [same]: 'leave', [other]: 'unknown' });
      expect((await team.push()).exit).toBe(4);
      expect(await here.versions('same', 'differs')).toEqual([
        [
          [1, undefined],
          [1, undefined],
        ],
        here.double && 0,
      ]);

      const { exit, dashboards } = await team.push({ adopt: true });
      expect(exit).toBe(0);
      expect(dashboards.find(({ uid }) => uid === other)).toMatchObject({
        outcome: 'done',
        backup: expect.any(String),
      });
      expect(await team.verdicts()).toEqual({ [same]: 'leave', [other]: 'leave' });
      await here.grafana.edit(other, set({ description: 'hers' }), 'anna');
      expect((await team.verdicts({ adopt: true }))[other]).toBe('edited anna');
    });

    it('is a conflict in another folder too', async () => {
      const here = world();
      const team = await here.team();
      await here.grafana.addDashboard(here.board('orders'), {}, 'anna');
      team.write({ [`${here.uid('team')}/orders`]: here.board('orders') });
      expect(await team.verdicts()).toEqual({ [here.uid('orders')]: 'unknown' });
      expect((await team.push({ adopt: true })).exit).toBe(0);
      expect((await here.grafana.dashboard(here.uid('orders')))?.folderUid).toBe(here.uid('team'));
    });

    it.runIf(hasProvisioned)('is left alone, even with --force, where a file of the server keeps it', async () => {
      const here = world();
      const team = await here.team();
      const before = await here.grafana.dashboard(here.provisioned);
      expect(before).toBeDefined();
      team.write({ mine: { ...here.board('x'), uid: here.provisioned, refresh: '2m' }, other: here.board('other') });
      expect((await team.verdicts({ force: true, adopt: true }))[here.provisioned]).toBe('managed');
      const { exit, dashboards } = await team.push({ force: true, adopt: true });
      expect(exit).toBe(4);
      expect(dashboards.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'left']);
      expect(dashboards.find(({ uid }) => uid === here.provisioned)?.manager?.kind).toBe('file');
      expect(await here.grafana.dashboard(here.provisioned)).toEqual(before);
    });
  });

  it('what was overwritten comes back from its backup, folder and all', async () => {
    const here = world();
    const team = await here.team();
    const uid = here.uid('orders');
    team.write({ [`${here.uid('team')}/orders`]: here.board('orders') });
    await team.push();
    await here.grafana.uiSave(uid, set({ description: 'hers' }), 'anna');
    const hers = await here.grafana.dashboard(uid);
    await team.push({ force: true });
    expect((await here.grafana.dashboard(uid))?.content['description']).not.toBe('hers');

    const source = join(team.backups, readdirSync(team.backups)[0] ?? '');
    await here.grafana.edit(uid, set({ refresh: '9m' }), 'bert');
    expect((await team.push({ source })).exit).toBe(4);
    expect((await team.push({ source, force: true })).exit).toBe(0);
    const back = await here.grafana.dashboard(uid);
    expect(back).toMatchObject({ content: hers?.content ?? {}, folderUid: here.uid('team') });
    expect(back?.content['refresh']).not.toBe('9m');
    expect((await team.push()).exit).toBe(0);
    expect((await here.grafana.dashboard(uid))?.content['description']).not.toBe('hers');
  });

  it('is taken back from its backup after it was deleted', async () => {
    const here = world();
    const team = await here.team();
    const team_ = here.uid('team');
    team.write({ [`${team_}/kept`]: here.board('kept'), [`${team_}/gone`]: here.board('gone') });
    await team.push();
    team.remove(`${team_}/gone.json`);
    expect((await team.push({ prune: true })).exit).toBe(0);
    expect(await here.grafana.dashboard(here.uid('gone'))).toBeUndefined();
    const source = join(team.backups, readdirSync(team.backups)[0] ?? '');
    expect((await team.push({ source })).exit).toBe(0);
    expect((await here.grafana.dashboard(here.uid('gone')))?.folderUid).toBe(team_);
    expect((await rejected(() => team.push({ source: `${source}-not` }))).exit).toBe(2);
  });
}
