/** Who sees and may what in the double, and what a search finds; held against a real Grafana by test/live. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { list, object } from '../../../src/lint/read/json.ts';
import { startGrafanaDouble, type GrafanaDouble } from '../../support/grafana-double/index.ts';
import { asker, type Ask } from '../../support/grafana-people.ts';

let double: GrafanaDouble;
let ask: Ask;

beforeAll(async () => {
  double = await startGrafanaDouble();
  ask = asker(double.url, double.admin);
  await double.addFolder({ uid: 'f', title: 'F' });
  await double.addFolder({ uid: 'g', title: 'G', parentUid: 'f' });
  await double.addDashboard({ uid: 'root', title: 'In the root', tags: ['t', 'u'] });
  await double.addDashboard({ uid: 'inside', title: 'Inside', tags: ['t'] }, { folderUid: 'g' });
  await double.addDashboard({ uid: 'moved', title: 'Moved out' }, { folderUid: 'f' });
  await double.moveDashboard('moved', undefined);
});
afterAll(() => double.stop());

it.each([
  ['Admin', [200, 200, 200], [200, 200, 200]],
  ['Editor', [200, 200, 403], [200, 200, 403]],
  ['Viewer', [200, 200, 403], [403, 403, 403]],
  ['None', [403, 403, 403], [403, 403, 403]],
] as const)('%s reads and reads the history of what it may', async (role, reads, histories) => {
  const headers = { authorization: `Bearer ${await double.token(role)}` };
  const statuses = (part: string): Promise<readonly number[]> =>
    Promise.all(
      ['root', 'inside', 'moved'].map(
        async (uid) => (await fetch(`${double.url}/api/dashboards/uid/${uid}${part}`, { headers })).status,
      ),
    );
  expect([await statuses(''), await statuses('/versions')]).toEqual([reads, histories]);
});

it.each([
  ['type=dash-db', ['root', 'inside', 'moved']],
  ['type=dash-db&limit=2', ['root', 'inside']],
  ['type=dash-db&limit=2&page=2', ['moved']],
  ['type=dash-folder', ['f', 'g']],
  ['tag=t', ['root', 'inside']],
  ['tag=t&tag=u', ['root']],
  ['query=side', ['inside']],
  ['folderUIDs=g', ['inside']],
  ['dashboardUIDs=root', ['root']],
])('a search for %s', async (query, uids) => {
  const { body } = await ask('GET', `/api/search?${query}`);
  expect(list(body).map((hit) => object(hit)['uid'])).toEqual(uids);
});
