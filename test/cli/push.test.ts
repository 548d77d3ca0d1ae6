/** `dashboards push`: the real program against a double of Grafana. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGrafanaDouble, type GrafanaDouble } from '../support/grafana-double/index.ts';
import { asking, begun, small, source, type Ask } from '../support/grafana-program.ts';
import { temporaryFolder } from '../support/program.ts';
import { waitFor } from '../support/wait.ts';
import { pushShape } from './grafana-shapes.ts';

let grafana: GrafanaDouble;
let ask: Ask;
let token = '';

beforeAll(async () => {
  grafana = await startGrafanaDouble();
  token = grafana.tokenOf('Editor');
  ask = asking(grafana.url, token);
});

afterAll(() => grafana.stop());

beforeEach(() => grafana.reset());

const ofPanel = (expr: string) => ({
  panels: [{ ...small('x').panels[0], targets: [{ refId: 'A', expr }] }],
});

describe('our own dashboards', () => {
  it('are pushed, pushed again without a write, left alone where somebody edited one, and forced', async () => {
    const first = await ask('push');
    expect(first).toMatchObject({ code: 0 });
    expect(first.stderr).toMatch(
      /^Grafana 12\.2\.0 at http:\/\/127\.0\.0\.1:\d+, organisation Main Org\., as sa-1-editor-1\n$/,
    );
    expect(first.stdout).toMatch(
      /^Folders\n\+ Order processing {2}Dashboards {2}folder created\n\nDashboards\n\+ Orders /,
    );
    expect(first.stdout).toMatch(/\nDashboards: 3 created, 1 folder changed\n$/);

    grafana.clearRequests();
    expect(await ask('push')).toMatchObject({ code: 0, stdout: 'Dashboards: 3 unchanged\n' });
    expect(grafana.writes()).toEqual([]);

    const uid = 'order-processing-orders';
    await grafana.uiSave(uid, (dashboard) => ({ ...dashboard, description: 'Of Anna' }), 'anna');
    const conflict = await ask('push', '--json');
    expect(conflict.code).toBe(4);
    expect(conflict.stderr).toMatch(
      /Error: Not everything is as the code says: 0 dashboards written; 1 was left alone\.\nNext: /,
    );
    const result = pushShape.parse(JSON.parse(conflict.stdout));
    expect(result).toMatchObject({ ok: false, complete: true, stopped: null });
    expect(result.dashboards[0]).toMatchObject({
      action: 'conflict',
      conflict: 'edited',
      outcome: 'left',
      edits: [{ by: 'anna', version: 2 }],
      difference: { panels: [], properties: [{ path: 'description', after: 'Of Anna' }] },
    });
    expect((await grafana.dashboard(uid))?.content['description']).toBe('Of Anna');

    const backup = temporaryFolder();
    const forced = await ask('push', '--force', '--backup', backup);
    expect(forced.code).toBe(0);
    expect(forced.stderr).toMatch(
      /\noverwrites "Orders" \(order-processing-orders\): the edit of anna, .* \(version 2\)\n {2}~ description:/,
    );
    const [run = ''] = readdirSync(backup);
    const file = join(backup, run, `${uid}.json`);
    expect(forced.stdout).toContain(`overwritten  dashboards/orders.ts\n    backup: ${file}\n`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ dashboard: { uid, description: 'Of Anna' } });

    expect(await ask('push', '--source', file)).toMatchObject({ code: 0 });
    expect((await grafana.dashboard(uid))?.content['description']).toBe('Of Anna');
    expect((await grafana.dashboard(uid))?.folderUid).toBe('order-processing');
  });
});

describe('a folder of JSON', () => {
  it('is pushed with its folders; what cannot be pushed is named, and the rest is done', async () => {
    const folder = source({
      'team/orders': small('orders'),
      'team/deep/stock': small('stock'),
      'no-uid': { title: 'No', panels: [] },
    });
    const { code, stdout, stderr } = await ask('push', '--source', folder);
    expect(code).toBe(4);
    expect(stdout).toMatch(/\nFiles that cannot be pushed\n! .*no-uid\.json\n/);
    expect(stderr).toMatch(
      /Error: Not everything is as the code says: 2 dashboards written; 1 file cannot be pushed\.\nNext: Mend/,
    );
    expect((await grafana.folder('team-deep')) ?? (await grafana.dashboard('stock'))).toBeDefined();
    expect((await grafana.dashboard('orders'))?.folderUid).toBe('team');
  });

  it('goes below a folder that is there', async () => {
    await grafana.addFolder({ uid: 'mine', title: 'Mine' });
    expect(await ask('push', '--source', source({ orders: small('orders') }), '--folder', 'mine')).toMatchObject({
      code: 0,
    });
    expect((await grafana.dashboard('orders'))?.folderUid).toBe('mine');
  });

  it('takes over what no push has made only with --adopt, and keeps what was there', async () => {
    await grafana.addDashboard(small('orders', { expr: 'old' }));
    const folder = source({ orders: small('orders', { expr: 'new' }) });
    const backup = temporaryFolder();
    const { code, stdout } = await ask('push', '--source', folder);
    expect(code).toBe(4);
    expect(stdout).toContain('differs, and nothing says who changed it');
    expect(stdout).toContain(`--source ${folder}; push --adopt takes it over, with a backup.`);
    const adopted = await ask('push', '--source', folder, '--adopt', '--backup', backup);
    expect(adopted).toMatchObject({ code: 0 });
    expect(adopted.stderr).toContain('overwrites "orders" (orders): a version that is not of a push\n');
    expect((await grafana.dashboard('orders'))?.content).toMatchObject(ofPanel('new'));
    expect(readdirSync(backup)).toHaveLength(1);
  });

  it('loses what the code no longer has only with --prune; many only with --yes', async () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`team/d${index}`, small(`d${index}`)]));
    const folder = source(many);
    expect(await ask('push', '--source', folder)).toMatchObject({ code: 0 });
    for (let index = 1; index < 12; index += 1) rmSync(join(folder, 'team', `d${index}.json`));
    const backup = temporaryFolder();
    grafana.clearRequests();

    const kept = await ask('push', '--source', folder);
    expect(kept.code).toBe(0);
    expect(kept.stdout).toContain('the code no longer has it; push --prune deletes it');
    const refused = await ask('push', '--source', folder, '--prune', '--backup', backup);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('Error: This push would delete 11 dashboards; nothing was done.\n  d1 (d1)\n');
    expect(grafana.writes()).toEqual([]);

    const pruned = await ask('push', '--source', folder, '--prune', '--yes', '--backup', backup);
    expect(pruned.code).toBe(0);
    expect(pruned.stderr).toContain('deletes "d1" (d1), which the code no longer has\n');
    expect(pruned.stdout).toMatch(/\nDashboards: 11 deleted, 1 unchanged\n$/);
    expect(readdirSync(join(backup, readdirSync(backup)[0] ?? ''))).toHaveLength(11);
    expect(await grafana.dashboard('d1')).toBeUndefined();
    expect(await grafana.dashboard('d0')).toBeDefined();
  });

  it('is pushed as far as the server takes it; the reason of the rest is told', async () => {
    grafana.fault(
      { method: 'POST', path: '/api/dashboards/db' },
      {
        kind: 'status',
        status: 400,
        headers: { 'content-type': 'application/json' },
        body: '{"message":"no such panel"}',
      },
    );
    const { code, stdout, stderr } = await ask(
      'push',
      '--source',
      source({ a: small('a'), b: small('b') }),
      '--concurrency',
      '1',
    );
    expect(code).toBe(4);
    expect(stdout).toContain('! a  Dashboards  failed');
    expect(stdout).toContain('no such panel');
    expect(stdout).toContain('+ b  Dashboards  created');
    expect(stderr).toMatch(/1 dashboard written; 1 failed\.\nNext: See above why/);
  });

  it('that may not be written at all is a matter of permission, which is named', async () => {
    const { code, stdout, stderr } = await asking(grafana.url, grafana.tokenOf('Viewer'))(
      'push',
      '--source',
      source({ a: small('a') }),
    );
    expect(code).toBe(3);
    expect(stdout).toContain('dashboards:create');
    expect(stderr).toMatch(/Next: Give the token the permissions that are named above/);
  });
});

it('Ctrl-C finishes what is under way, says what was done, and the next push does the rest', async () => {
  const slow = await startGrafanaDouble({ pace: { save: 50 } });
  try {
    const editor = slow.tokenOf('Editor');
    const folder = source(
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`d${index}`, small(`d${index}`)])),
    );
    const { child, outcome } = begun(slow.url, editor, ['push', '--source', folder, '--concurrency', '2', '--json']);
    await waitFor('a first write', () => slow.writes().length > 2);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await outcome;
    expect(code).toBe(5);
    expect(stderr).toMatch(
      /Error: The push was interrupted: \d+ dashboards written; \d+ were left alone\.\nNext: Push again/,
    );
    const { summary, stopped } = pushShape.parse(JSON.parse(stdout));
    expect(stopped).toBe('interrupted');
    expect(summary.dashboards['created']).toBe(slow.writes().length);
    expect(Number(summary.dashboards['created']) + Number(summary.dashboards['left'])).toBe(40);
    const rest = await asking(slow.url, editor)('push', '--source', folder);
    expect(rest.stdout).toContain(
      `${40 - Number(summary.dashboards['created'])} created, ${summary.dashboards['created']} unchanged`,
    );
  } finally {
    await slow.stop();
  }
});

it('never shows the token, whatever goes wrong', async () => {
  const secret = 'glsa_secretsecretsecret';
  for (const args of [
    ['push', '--verbose'],
    ['push', '--source', '/nowhere'],
  ]) {
    const { stdout, stderr } = await asking(grafana.url, secret)(...args);
    expect(stdout + stderr).not.toContain(secret);
  }
  const { code, stderr } = await asking(grafana.url, secret)('push');
  expect(code).toBe(3);
  expect(stderr).toMatch(/standard input/);
  expect(existsSync('backups')).toBe(false);
});
