/** What older, configured and differently stored Grafanas do otherwise. */
import { afterEach, describe, expect, it } from 'vitest';
import { list, object } from '../../../src/lint/read/json.ts';
import { startGrafanaDouble, type DoubleOptions, type GrafanaDouble } from '../../support/grafana-double/index.ts';
import { asker, type Ask } from '../../support/grafana-people.ts';

let double: GrafanaDouble;
let ask: Ask;
afterEach(() => double.stop());

const resources = '/apis/dashboard.grafana.app/v0alpha1/namespaces/default/dashboards';

async function start(options: DoubleOptions = {}): Promise<void> {
  double = await startGrafanaDouble(options);
  ask = asker(double.url, double.admin);
}

describe.each(['10', '11'] as const)('Grafana %s', (grafana) => {
  it('has no resources, bare versions, and a conflict for a folder that is there', async () => {
    await start({ grafana });
    await double.addFolder({ uid: 'f', title: 'F' });
    await double.addDashboard({ uid: 'a', title: 'A' }, { folderUid: 'f', message: 'm' });
    expect((await ask('GET', '/apis')).status).toBe(404);
    expect((await ask('GET', resources)).status).toBe(404);
    expect((await ask('POST', '/api/folders', { uid: 'f', title: 'F' })).status).toBe(409);
    expect(list((await ask('GET', '/api/dashboards/uid/a/versions')).body)).toHaveLength(1);
    expect(await double.versionsOf('a')).toMatchObject([{ version: 1, message: 'm' }]);
    const twin = await ask('POST', '/api/dashboards/db', { dashboard: { uid: 'b', title: 'A' }, folderUid: 'f' });
    expect([twin.status, object(twin.body)['status']]).toEqual(
      grafana === '10' ? [412, 'name-exists'] : [200, 'success'],
    );
  });
});

it('keeps as many versions as it is told, and shows the true message of the oldest that is left', async () => {
  await start({ versionsToKeep: 3 });
  await double.addDashboard({ uid: 'a', title: '0' }, { message: 'first' });
  for (const title of ['1', '2', '3']) await double.edit('a', (now) => ({ ...now, title }));
  expect((await double.versionsOf('a')).map(({ version }) => version)).toEqual([4, 3, 2]);
});

it('is served below a path', async () => {
  await start({ prefix: '/grafana' });
  expect(double.url).toMatch(/\/grafana$/);
  await double.addDashboard({ uid: 'a', title: 'A' });
  const { body } = await ask('GET', '/api/dashboards/uid/a');
  expect(object(object(body)['meta'])['url']).toBe('/grafana/d/a/a');
});

it.each([
  [false, undefined],
  [true, 'kubectl'],
])('where storage is unified (%j), a manager stays: %s', async (unifiedStorage, managedBy) => {
  await start({ unifiedStorage });
  const annotations = { 'grafana.app/managedBy': 'kubectl', 'grafana.app/managerId': 'x' };
  await ask('POST', resources, { metadata: { name: 'a', annotations }, spec: { title: 'A' } });
  const kept = object(object((await ask('GET', `${resources}/a`)).body)['metadata'])['annotations'];
  expect(object(kept)['grafana.app/managedBy']).toBe(managedBy);
});

it('says what is managed, and what is stored as v2', async () => {
  await start();
  double.manage({ content: { uid: 'a', title: 'A' } }, { kind: 'plugin', id: 'some-app' });
  double.addV2('b', 'B');
  double.provision({ content: { uid: 'c', title: 'C' } });
  const { items } = object((await ask('GET', resources)).body);
  const seen = list(items).map((item) => {
    const { metadata, spec } = object(item);
    return [object(metadata)['name'], object(object(metadata)['annotations'])['grafana.app/managedBy'], spec];
  });
  expect(seen).toEqual([
    ['c', 'classic-file-provisioning', { title: 'C' }],
    ['b', undefined, null],
    ['a', 'plugin', { title: 'A' }],
  ]);
  expect((await ask('GET', '/api/dashboards/uid/b')).status).toBe(406);
});

it('rewrites a refresh that is too short', async () => {
  await start({ minRefresh: 60 });
  await double.addDashboard({ uid: 'a', title: 'A', refresh: '30s' });
  expect((await double.dashboard('a'))?.content['refresh']).toBe('60s');
});

it('ends a page of resources at the limit and after some bytes, and all pages together are all', async () => {
  await start({ pageBytes: 1000 });
  for (let at = 0; at < 10; at++) await double.addDashboard({ uid: `d${at}`, title: 'x'.repeat(300) });
  const sizes: number[] = [];
  const names: unknown[] = [];
  let token: unknown = '';
  while (typeof token === 'string') {
    const page = object((await ask('GET', `${resources}?limit=100&continue=${encodeURIComponent(token)}`)).body);
    sizes.push(list(page['items']).length);
    names.push(...list(page['items']).map((item) => object(object(item)['metadata'])['name']));
    token = object(page['metadata'])['continue'];
  }
  expect(sizes).toEqual([4, 4, 2]);
  expect(names).toEqual(Array.from({ length: 10 }, (_, at) => `d${9 - at}`));
  const [limited] = [object((await ask('GET', `${resources}?limit=2`)).body)];
  expect(list(limited['items'])).toHaveLength(2);
});

it('lets a token lack a permission of its role', async () => {
  await start();
  await double.addDashboard({ uid: 'a', title: 'A' });
  const response = await fetch(`${double.url}/api/dashboards/uid/a`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${double.tokenOf('Editor', ['dashboards:delete'])}` },
  });
  expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('dashboards:delete')]);
});
