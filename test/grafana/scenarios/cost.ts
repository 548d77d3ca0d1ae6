/** What an unchanged push costs, and that a plan changes nothing. */
import { expect, it } from 'vitest';
import { set, type World } from './world.ts';

export function cost(world: () => World): void {
  it('an Editor that made nothing yet pushes, pushes again, and prunes', async () => {
    const here = world();
    const team = await here.team(await here.grafana.token('Editor'));
    const home = here.uid('team');
    team.write({ [`${home}/a`]: here.board('a'), [`${home}/b`]: here.board('b') });
    expect((await team.push()).exit).toBe(0);
    expect((await team.push()).summary.dashboards['unchanged']).toBe(2);
    await here.grafana.uiSave(here.uid('a'), set({ description: 'hers' }), 'anna');
    expect((await team.push()).exit).toBe(4);
    expect((await team.push({ force: true })).exit).toBe(0);
    team.remove(`${home}/b.json`);
    expect((await team.push({ prune: true })).summary.dashboards['deleted']).toBe(1);
    team.configure({ directory: home, uid: home, title: 'Renamed' });
    expect((await team.push()).exit).toBe(0);
    expect((await here.grafana.folder(home))?.title).toBe('Renamed');
  });

  it('30 dashboards are pushed again without a write, in requests that grow with pages only', async () => {
    const here = world();
    const team = await here.team();
    const names = Array.from({ length: 30 }, (_, at) => `d${at}`);
    for (const name of names) team.write({ [`${here.uid('team')}/${name}`]: here.board(name) });
    expect((await team.push()).exit).toBe(0);
    here.double?.clearRequests();
    expect((await team.push()).summary.dashboards['unchanged']).toBe(30);
    expect((await team.plan()).ok).toBe(true);
    const versions = await Promise.all(names.map((name) => here.grafana.dashboard(here.uid(name))));
    expect(new Set(versions.map((seen) => seen?.version))).toEqual(new Set([1]));
    if (here.double === undefined) return;
    expect(here.double.writes()).toEqual([]);
    // A push, a plan and a diff.
    expect(here.double.requests.length).toBeLessThan(15);
  });
}
