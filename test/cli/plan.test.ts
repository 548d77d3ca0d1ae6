/** `dashboards plan`: the real program against a double of Grafana, and against what is none. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startGrafanaDouble, type GrafanaDouble } from '../support/grafana-double/index.ts';
import { asking, small, source, type Ask } from '../support/grafana-program.ts';
import { freePort } from '../support/port.ts';
import { checkout, start } from '../support/program.ts';
import { planShape } from './grafana-shapes.ts';

let grafana: GrafanaDouble;
let ask: Ask;

beforeAll(async () => {
  grafana = await startGrafanaDouble();
  // An Editor may not see what a person moved to the root.
  ask = asking(grafana.url, grafana.tokenOf('Admin'));
});

afterAll(() => grafana.stop());

it('says what a push would do, writes nothing, and exits 1; 0 once that is done', async () => {
  const folder = source({ 'team/orders': small('orders'), 'team/stock': small('stock') });
  const { code, stdout } = await ask('plan', '--source', folder);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^Folders\n\+ team .*\n\nDashboards\n\+ orders .*\n\+ stock .*\n\nDashboards: 2 to create, 1 folder to change\n$/,
  );
  expect(grafana.writes()).toEqual([]);

  await ask('push', '--source', folder);
  expect(await ask('plan', '--source', folder)).toMatchObject({ code: 0, stdout: 'Dashboards: 2 unchanged\n' });

  source({ 'team/orders': small('orders', { expr: 'up == 1' }) }, folder);
  await grafana.moveDashboard('stock', undefined, 'anna');
  const changed = await ask('plan', '--source', folder, '--json', '--verbose');
  expect(changed.code).toBe(1);
  const { ok, dashboards, summary } = planShape.parse(JSON.parse(changed.stdout));
  expect(ok).toBe(false);
  expect(dashboards).toMatchObject([
    {
      action: 'update',
      uid: 'orders',
      version: 1,
      difference: { panels: [{ id: 1, properties: [{ before: 'up', after: 'up == 1' }] }] },
    },
    { action: 'conflict', conflict: 'moved', uid: 'stock', storedIn: null },
  ]);
  expect(summary.dashboards).toMatchObject({ update: 1, conflict: 1 });
  expect(changed.stderr).toMatch(
    /\ncredentials: standard input\nWhole dashboards are listed through .*\nWrites go through \/api/,
  );

  const forced = await ask('plan', '--source', folder, '--force');
  expect(forced.stdout).toMatch(/overwrites the move of anna/);
});

it('names files that cannot be pushed, plans the others, and exits 2', async () => {
  const { code, stdout, stderr } = await ask(
    'plan',
    '--source',
    source({ good: small('good'), bad: { title: 'Bad', panels: [] } }),
  );
  expect(code).toBe(2);
  expect(stdout).toContain('+ good  Dashboards  new');
  expect(stderr).toMatch(/Error: A file cannot be pushed\.\n {2}.*bad\.json: .*\nNext: Mend or remove/);
});

describe('mistakes', () => {
  it.each([
    [['--concurrency', '0'], 2, /--concurrency is "0"/],
    [['--timeout', 'soon'], 2, /--timeout soon: it must be a length of time/],
    [['--folder', 'mine'], 2, /--folder needs --source/],
    [['--source', '/nowhere/at/all'], 2, /\/nowhere\/at\/all is not there/],
    [['--env', 'moon'], 2, /There is no environment "moon"/],
    [['--ca-file', '/nowhere.pem'], 2, /\/nowhere\.pem is not there/],
  ])('%s', async (args, exit, message) => {
    const { code, stdout, stderr } = await ask('plan', ...args);
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/\nNext: .+\n$/);
  });

  it('a server that is not there', async () => {
    const { code, stderr } = await asking(`http://127.0.0.1:${await freePort()}`, 't')('plan', '--limit', '1s');
    expect(code).toBe(4);
    expect(stderr).toMatch(/^Error: http:\/\/127\.0\.0\.1:\d+ cannot be reached: nothing listens there\.\nNext: /m);
  });

  it('a source that is not there, before a server that never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = z.object({ port: z.number() }).parse(silent.address());
    const silence = asking(`http://127.0.0.1:${port}`, 't');
    const { code, stderr } = await silence('plan', '--source', '/nowhere/at/all', '--timeout', '10m');
    silent.close();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Error: \/nowhere\/at\/all is not there\.\n/);
  });

  it('no server, no token', async () => {
    const { child, outcome } = start(['plan', '--url', '', '--token-stdin'], checkout);
    child.stdin.end('');
    const { code, stderr } = await outcome;
    expect(code).toBe(2);
    expect(stderr).toMatch(/\nNext: /);
  });
});
