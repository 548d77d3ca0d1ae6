/** The program as people type it, in a child process: its exit codes, and what it says to whom. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { list, object, type Json } from '../../../src/lint/read/json.ts';
import { pullShape, pushShape } from '../../cli/grafana-shapes.ts';
import { asking, small, source } from '../../support/grafana-program.ts';
import { checkout, contents, start, temporaryFolder, type Outcome } from '../../support/program.ts';
import { set, type World } from './world.ts';

const committed = join(checkout, 'provisioning/grafana/dashboards/order-processing');

/** The project's dashboards as they are committed, with uids and a folder that are free on this server. */
function copyOfOurs(here: World): string {
  const folder = temporaryFolder();
  for (const file of readdirSync(committed)) {
    const dashboard: Json = object(JSON.parse(readFileSync(join(committed, file), 'utf8')));
    const uid = here.uid(String(dashboard['uid']));
    source({ [`${here.uid('ours')}/${uid}`]: { ...dashboard, uid } }, folder);
  }
  return folder;
}

/** Runs the program with these variables and none of this process that name a Grafana. */
async function withVariables(
  variables: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Outcome> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GRAFANA_'));
  return start(args, checkout, { ...Object.fromEntries(own), ...variables }).outcome;
}

export function program(world: () => World): void {
  it('push, push again, an edit, a conflict, --force, pull and --prune', async () => {
    const here = world();
    const files = copyOfOurs(here);
    const ask = asking(here.grafana.url, await here.grafana.token('Editor'));
    const first = await ask('push', '--source', files);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toMatch(/\nDashboards: 3 created, 1 folder changed\n$/);

    const names = ['order-processing-orders', 'order-processing-database', 'order-processing-temporal-sdk', 'ours'];
    const before = await here.versions(...names);
    expect(await ask('push', '--source', files)).toMatchObject({ code: 0, stdout: 'Dashboards: 3 unchanged\n' });
    expect(await here.versions(...names)).toEqual(before);

    const [orders, database] = [here.uid('order-processing-orders'), here.uid('order-processing-database')];
    await here.grafana.uiSave(orders, set({ title: 'Orders of Anna' }), 'anna');
    const file = join(files, here.uid('ours'), `${database}.json`);
    writeFileSync(file, JSON.stringify({ ...object(JSON.parse(readFileSync(file, 'utf8'))), title: 'Database 2' }));
    const conflict = await ask('push', '--source', files, '--json');
    expect(conflict.code).toBe(4);
    expect(conflict.stderr).toMatch(
      /\nError: Not everything is as the code says: 1 dashboard written; 1 was left alone/,
    );
    const { dashboards } = pushShape.parse(JSON.parse(conflict.stdout));
    expect(dashboards.find(({ uid }) => uid === orders)).toMatchObject({
      conflict: 'edited',
      outcome: 'left',
      edits: [{ by: 'anna', version: 2 }],
      difference: { panels: [], properties: [{ path: 'title', before: 'Orders', after: 'Orders of Anna' }] },
    });
    expect((await here.grafana.dashboard(database))?.content['title']).toBe('Database 2');

    const out = temporaryFolder();
    const pulled = await ask('pull', orders, '--source', files, '--out', out, '--json');
    expect(pulled.code).toBe(0);
    expect(pullShape.parse(JSON.parse(pulled.stdout)).dashboards).toMatchObject([{ state: 'edited in Grafana' }]);
    const [text = ''] = Object.values(contents(out));
    const lines = new Set(contents(committed)['order-processing-orders.json']?.split('\n'));
    const uidLine = (line: string): boolean => line.includes(`"uid": "${orders}"`);
    expect(text.split('\n').filter((line) => !lines.has(line) && !uidLine(line))).toEqual([
      expect.stringContaining('"title": "Orders of Anna"'),
    ]);

    const backup = temporaryFolder();
    const forced = await ask('push', '--source', files, '--force', '--backup', backup);
    expect(forced.code).toBe(0);
    expect(forced.stderr).toMatch(/\noverwrites "Orders" \(.*\): the edit of anna, /);
    expect(Object.values(contents(backup)).map((saved) => object(JSON.parse(saved))['dashboard'])).toMatchObject([
      { title: 'Orders of Anna' },
    ]);
    expect((await here.grafana.dashboard(orders))?.content['title']).toBe('Orders');

    const less = source({});
    for (const name of [orders, database]) {
      source(
        {
          [`${here.uid('ours')}/${name}`]: object(
            JSON.parse(readFileSync(join(files, here.uid('ours'), `${name}.json`), 'utf8')),
          ),
        },
        less,
      );
    }
    const pruned = await ask('push', '--source', less, '--prune', '--backup', backup);
    expect(pruned).toMatchObject({ code: 0 });
    expect(pruned.stdout).toMatch(/\nDashboards: 1 deleted, 2 unchanged\n$/);
    expect(await here.grafana.dashboard(here.uid('order-processing-temporal-sdk'))).toBeUndefined();
    expect(await ask('plan', '--source', less, '--prune')).toMatchObject({ code: 0 });
  });

  describe('is refused with', () => {
    it('the token of a Viewer: the permission is named, and nothing is written', async () => {
      const here = world();
      const files = source({ [`${here.uid('hidden')}/unseen`]: { ...small('unseen'), uid: here.uid('unseen') } });
      const ask = asking(here.grafana.url, await here.grafana.token('Viewer'));
      const { code, stdout, stderr } = await ask('push', '--source', files);
      expect({ code, stdout, stderr }).toMatchObject({ code: 3, stdout: expect.stringContaining('folders:create') });
      expect(await here.grafana.folder(here.uid('hidden'))).toBeUndefined();
    });

    it('no credentials, a wrong password, a wrong path', async () => {
      const here = world();
      const { url, admin } = here.grafana;
      const files = source({ a: { ...small('a'), uid: here.uid('a') } });
      const asAdmin = { GRAFANA_USER: admin.user, GRAFANA_PASSWORD: admin.password };
      const wrong = 'certainly-wrong';
      const [nobody, mistyped, elsewhere, fine] = await Promise.all([
        withVariables({}, 'plan', '--url', url, '--source', files),
        withVariables({ ...asAdmin, GRAFANA_PASSWORD: wrong }, 'plan', '--url', url, '--source', files),
        withVariables({ ...asAdmin, GRAFANA_URL: `${url}/monitoring` }, 'plan', '--source', files),
        withVariables({ ...asAdmin, GRAFANA_URL: url }, 'plan', '--source', files),
      ]);
      expect([nobody, mistyped, elsewhere, fine].map(({ code }) => code)).toEqual([3, 3, 2, 1]);
      expect(mistyped.stderr + mistyped.stdout).not.toContain(wrong);
      for (const { stdout, stderr } of [nobody, mistyped, elsewhere]) {
        expect(stdout).toBe('');
        expect(stderr).toMatch(/^Error: .*\n(.*\n)*Next: /m);
      }
    });
  });

  it('pulls what has a hostile title or folder only to where it was told to', async () => {
    const here = world();
    await here.grafana.addFolder({ uid: here.uid('evil'), title: '../../..' }, 'anna');
    await here.grafana.addFolder({ uid: here.uid('deep'), title: '/etc', parentUid: here.uid('evil') }, 'anna');
    await here.grafana.addDashboard(
      { uid: here.uid('passwd'), title: '\u001B[2J../x', panels: [] },
      { folderUid: here.uid('deep') },
    );
    const parent = temporaryFolder();
    // A real server keeps what the role Editor may see for a while, for all who have it.
    const ask = asking(here.grafana.url, await here.grafana.token('Admin'));
    const out = join(parent, 'a', 'b', 'out');
    const { code, stdout, stderr } = await ask('pull', here.uid('passwd'), '--all', '--out', out);
    expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
    expect(stdout).not.toContain('\u001B[2J');
    const files = Object.keys(contents(parent));
    expect(files).toHaveLength(1);
    expect(list(files)[0]).toMatch(/^a\/b\/out\//);
  });
}
