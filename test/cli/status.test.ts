/** `dashboards status` and `dashboards diff`: the real program against a double of Grafana. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGrafanaDouble, type GrafanaDouble } from '../support/grafana-double/index.ts';
import { asking, small, source, type Ask } from '../support/grafana-program.ts';
import { diffShape, statusShape } from './grafana-shapes.ts';

let grafana: GrafanaDouble;
let ask: Ask;

beforeAll(async () => {
  grafana = await startGrafanaDouble();
  // An Editor may not see what a person moved to the root.
  ask = asking(grafana.url, grafana.tokenOf('Admin'));
});

afterAll(() => grafana.stop());

it('say of each dashboard who changed it, and what differs', async () => {
  const names = ['same', 'ahead', 'edited', 'both', 'moved'];
  const folder = source(Object.fromEntries(names.map((name) => [`team/${name}`, small(name)])));
  expect(await ask('push', '--source', folder)).toMatchObject({ code: 0 });
  expect(await ask('status', '--source', folder)).toMatchObject({ code: 0 });
  expect(await ask('diff', '--source', folder)).toMatchObject({ code: 0, stdout: 'No difference in 5 dashboards\n' });

  source(
    {
      'team/ahead': small('ahead', { expr: 'a' }),
      'team/both': small('both', { expr: 'b' }),
      'team/new': small('new'),
    },
    folder,
  );
  await grafana.uiSave('edited', (dashboard) => ({ ...dashboard, description: 'of Anna' }), 'anna');
  await grafana.edit('both', (dashboard) => ({ ...dashboard, title: 'Of Bert' }), 'bert');
  await grafana.moveDashboard('moved', undefined, 'anna');
  await grafana.addDashboard(small('unknown', { expr: 'c' }), { folderUid: 'team' });
  source({ 'team/unknown': small('unknown') }, folder);
  grafana.provision({ content: small('provisioned') });
  source({ provisioned: small('provisioned') }, folder);

  const { code, stdout } = await ask('status', '--source', folder);
  expect(code).toBe(1);
  for (const line of [
    /^= same +team +in step /m,
    /^~ ahead +team +code ahead; 1 panel changed /m,
    /^! edited +team +edited in Grafana; description .*\n {4}by anna, \d{4}-\d\d-\d\d \d\d:\d\d UTC \(version 2\)\n/m,
    /^! both +team +both changed; title .*\n {4}by bert, /m,
    /^! moved +team +moved in Grafana; in the folder Dashboards /m,
    /^\+ new +team +not in Grafana /m,
    /^! unknown +team +differs, and nothing says who changed it; 1 panel changed /m,
    /^· provisioned +Dashboards +provisioned from /m,
  ]) {
    expect(stdout).toMatch(line);
  }
  expect(stdout).toContain(`Next: dashboards pull edited --url ${grafana.url} --source ${folder}`);

  const asJson = await ask('status', '--source', folder, '--json');
  expect(asJson.code).toBe(1);
  const { ok, summary } = statusShape.parse(JSON.parse(asJson.stdout));
  expect(ok).toBe(false);
  expect(summary).toMatchObject({ 'in step': 1, 'code ahead': 1, 'both changed': 1, managed: 1, unreadable: 0 });

  const diff = await ask('diff', '--source', folder, '--json');
  expect(diff.code).toBe(1);
  expect(diffShape.parse(JSON.parse(diff.stdout)).dashboards.map(({ uid, state }) => [uid, state])).toEqual([
    ['provisioned', 'same'],
    ['ahead', 'different'],
    ['both', 'different'],
    ['edited', 'different'],
    ['moved', 'different'],
    ['new', 'missing'],
    ['same', 'same'],
    ['unknown', 'different'],
  ]);
  const one = await ask('diff', 'edited', '--source', folder);
  expect(one.stdout).toMatch(
    /^From what Grafana has, to what the code says:\n\nedited \(edited, .*edited\.json\)\n {2}~ description: of Anna → /,
  );
  expect(one.stdout).not.toContain('ahead');
});

it('name what is meant by a name that none has', async () => {
  const folder = source({ orders: small('orders', { title: 'Orders' }), again: small('again', { title: 'Orders' }) });
  const mistyped = await ask('diff', 'ordres', '--source', folder);
  expect(mistyped).toMatchObject({ code: 2, stdout: '' });
  expect(mistyped.stderr).toMatch(/Error: There is no dashboard "ordres" in the code; nearest: orders\./);
  const twice = await ask('diff', 'Orders', '--source', folder);
  expect(twice.code).toBe(2);
  expect(twice.stderr).toMatch(
    /Error: 2 dashboards are called "Orders"\.\n {2}Orders \(again\)\n {2}Orders \(orders\)\nNext: Name one by its uid/,
  );
  rmSync(join(folder, 'again.json'));
});

it('say to who may not read histories which permission lacks', async () => {
  const folder = source({ 'team/same': small('same', { expr: 'changed' }) });
  const { code, stderr } = await asking(grafana.url, grafana.tokenOf('Viewer'))('status', '--source', folder);
  expect(code).toBe(3);
  expect(stderr).toContain('dashboards:write');
});
