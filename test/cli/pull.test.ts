/** `dashboards pull`: the real program against a double of Grafana, also a hostile one. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { list, object } from '../../src/lint/read/json.ts';
import { startGrafanaDouble, type GrafanaDouble } from '../support/grafana-double/index.ts';
import { asking, small, source, type Ask } from '../support/grafana-program.ts';
import { checkout, contents, temporaryFolder } from '../support/program.ts';
import { pullShape } from './grafana-shapes.ts';

let grafana: GrafanaDouble;
let ask: Ask;

beforeAll(async () => {
  grafana = await startGrafanaDouble();
  ask = asking(grafana.url, grafana.tokenOf('Editor'));
});

afterAll(() => grafana.stop());

it('brings our dashboards as a build writes them, and names the line that an edit belongs into', async () => {
  await ask('push');
  const out = temporaryFolder();
  expect(await ask('pull', '--out', out)).toMatchObject({ code: 0 });
  const built = contents(join(checkout, 'provisioning/grafana/dashboards/order-processing'));
  expect(contents(join(out, 'order-processing'))).toEqual(built);

  const renamed = (panel: unknown) =>
    object(panel)['title'] === 'Order creation rate' ? { ...object(panel), title: 'Orders made' } : panel;
  await grafana.edit(
    'order-processing-orders',
    (dashboard) => ({ ...dashboard, panels: list(dashboard['panels']).map(renamed) }),
    'anna',
  );
  const { code, stdout } = await ask('pull', 'Orders', '--out', out);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^! Orders {2}edited in Grafana; 1 panel changed .*\n {4}by anna, /);
  expect(stdout).toMatch(
    /"Orders made" \(timeseries\) in "[^"]+" +dashboards\/panels\/orders\.ts:\d+\n {8}title: Order creation rate → Orders made\n/,
  );
  expect(stdout).toMatch(/\n1 dashboard pulled, 1 edited in Grafana\nNext: edit the lines that are named above; /);
  const pulled = readFileSync(join(out, 'order-processing/order-processing-orders.json'), 'utf8');
  const before = readFileSync(
    join(checkout, 'provisioning/grafana/dashboards/order-processing/order-processing-orders.json'),
    'utf8',
  );
  const lines = new Set(before.split('\n'));
  expect(pulled.split('\n').filter((line) => !lines.has(line))).toEqual([
    expect.stringContaining('"title": "Orders made"'),
  ]);
});

it('writes nothing outside of its folder, whatever the server says', async () => {
  await grafana.addFolder({ uid: 'evil', title: '../../..' });
  await grafana.addFolder({ uid: 'deep', title: '/etc', parentUid: 'evil' });
  await grafana.addDashboard(small('passwd', { title: '\u001b[2J../x' }), { folderUid: 'deep' });
  const parent = temporaryFolder();
  const out = join(parent, 'a', 'out');
  const { code, stdout } = await ask('pull', '--all', '--out', out, '--json');
  expect(code).toBe(0);
  const entry = pullShape.parse(JSON.parse(stdout)).dashboards.find(({ uid }) => uid === 'passwd');
  expect(entry).toMatchObject({ result: 'pulled', source: null, state: null, was: 'new' });
  for (const file of Object.keys(contents(parent))) expect(file).toMatch(/^a\/out\/[\w.-]+(?:\/[\w.-]+)*\.json$/);
  expect((await ask('pull', 'passwd', '--all', '--out', out)).stdout).not.toContain('\u001b');
});

it('replaces a dashboard of that uid alone, and follows no link', async () => {
  const folder = source({ a: small('a'), b: small('b'), c: small('c') });
  await ask('push', '--source', folder);
  const out = temporaryFolder();
  const elsewhere = join(temporaryFolder(), 'other.json');
  writeFileSync(elsewhere, '{"uid":"c"}');
  writeFileSync(join(out, 'a.json'), '{"uid":"a","title":"old"}');
  writeFileSync(join(out, 'b.json'), 'notes of mine');
  symlinkSync(elsewhere, join(out, 'c.json'));
  const { code, stdout, stderr } = await ask('pull', '--source', folder, '--out', out);
  expect(code).toBe(4);
  expect(stdout).toMatch(
    /^= a {2}in step .*a\.json\n! b {2}not written\n {4}.*b\.json is there, and is no dashboard with the uid b\n/m,
  );
  expect(stdout).toMatch(/^! c {2}not written\n {4}.*c\.json is a symbolic link\n/m);
  expect(stdout).toContain('1 dashboard pulled, 2 not written');
  expect(stderr).toMatch(/Error: Not every dashboard could be written\.\nNext: /);
  expect(readFileSync(join(out, 'b.json'), 'utf8')).toBe('notes of mine');
  expect(readFileSync(elsewhere, 'utf8')).toBe('{"uid":"c"}');
});

it('says what Grafana does not have, and makes no folder for a name that is none', async () => {
  const folder = source({ nowhere: small('nowhere') });
  const missing = await ask('pull', '--source', folder, '--out', temporaryFolder());
  expect(missing).toMatchObject({ code: 0 });
  expect(missing.stdout).toBe('· nowhere  not in Grafana\n\n0 dashboards pulled, 1 not in Grafana\n');
  const out = join(temporaryFolder(), 'out');
  const mistyped = await ask('pull', 'nowhre', '--source', folder, '--out', out);
  expect(mistyped).toMatchObject({ code: 2, stdout: '' });
  expect(mistyped.stderr).toMatch(/nearest: nowhere\.[\s\S]*dashboards pull --all takes any of the server\./);
  expect(existsSync(out)).toBe(false);
  mkdirSync(out);
  writeFileSync(join(out, 'file'), '');
  expect(await ask('pull', '--source', folder, '--out', join(out, 'file'))).toMatchObject({ code: 2 });
});
