/** What no recording says: a real Grafana and the double are asked the same, one after the other, and answer the same. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { text } from '../../src/lint/read/json.ts';
import { comparable } from '../grafana/double/may-differ.ts';
import { peopleAtWork } from '../grafana/double/people-at-work.ts';
import { startGrafanaDouble } from '../support/grafana-double/index.ts';
import { asker, must } from '../support/grafana-people.ts';
import { needs } from '../support/needs.ts';
import { hasRealGrafana, realGrafana } from '../support/real-grafana.ts';
import type { TestGrafana } from '../support/test-grafana.ts';

type Who = 'admin' | 'Viewer' | 'None' | 'Editor';
type Question = readonly [method: string, path: string, body?: unknown, as?: Who];

const v0 = '/apis/dashboard.grafana.app/v0alpha1/namespaces/default/dashboards';
const v1 = v0.replace('v0alpha1', 'v1beta1');
const folder = (uid: string, title: string, parentUid?: string): Question => [
  'POST',
  '/api/folders',
  { uid, title, parentUid },
];
const save = (dashboard: object, more: object = {}, as: Who = 'admin'): Question => [
  'POST',
  '/api/dashboards/db',
  { dashboard: { panels: [], schemaVersion: 41, ...dashboard }, ...more },
  as,
];
const get = (path: string, as: Who = 'admin'): Question => ['GET', path, undefined, as];
const a = { uid: 'a', title: 'A b: C_d' };

const questions: readonly Question[] = [
  folder('f1', 'F 1'),
  folder('f2', 'F 2', 'f1'),
  folder('f3', 'F 3'),
  ['POST', '/api/folders', { uid: 'a b', title: 'Bad' }],
  folder('x'.repeat(41), 'Long'),
  folder('same-title', 'F 1'),
  save(a, { folderUid: 'f1', message: 'one' }),
  folder('a', 'Uid of a dashboard'),
  save({ ...a, version: 1, x: 2 }, { folderUid: 'f1', message: 'two' }),
  save({ ...a, version: 2, x: 2 }, { folderUid: 'f1', message: 'unchanged' }),
  get('/api/dashboards/uid/a/versions'),
  get('/api/dashboards/uid/a/versions?limit=1'),
  get('/api/dashboards/uid/a/versions/1'),
  get('/api/dashboards/uid/a/versions/9'),
  get('/api/dashboards/uid/none/versions'),
  get('/api/dashboards/uid/none/versions/1'),
  ['POST', '/api/dashboards/uid/a/restore', { version: 1 }],
  ['POST', '/api/dashboards/uid/a/restore', { version: 77 }],
  ['POST', '/api/dashboards/uid/a/restore', { version: 4 }],
  get('/api/dashboards/uid/a/versions?limit=2'),
  save({ ...a, version: 4 }, { folderUid: 'f3', message: 'moved' }),
  get('/api/dashboards/uid/a'),
  get('/api/dashboards/uid/a/versions?limit=2'),
  save({ ...a, version: 5 }, { folderUid: 'f3', message: 'x'.repeat(501) }),
  save({ ...a, version: 5, y: 1 }, { folderUid: 'f3', message: 'é'.repeat(250) }),
  save({ uid: 'new-with-version', title: 'V', version: 7 }, { folderUid: 'f2' }),
  save({ ...a, version: 6, id: 1 }, { folderUid: 'f3' }),
  save({ ...a, version: 6 }, { folderUid: 'nowhere' }),
  save({ ...a, version: 1, title: '   ' }),
  save({ uid: 'root', title: 'Root', schemaVersion: 42, tags: ['t', 'u'] }),
  save({ uid: 'tagged', title: 'B tagged', tags: ['t'] }, { folderUid: 'f2' }),
  get('/api/search?type=dash-folder&limit=5000'),
  get('/api/search?limit=3'),
  get('/api/search?limit=3&page=2'),
  get('/api/search?type=dash-db&tag=t&tag=u'),
  get('/api/search?type=dash-db&tag=t'),
  get('/api/search?type=dash-db&folderUIDs=f2&folderUIDs=general'),
  get('/api/search?query=tagg'),
  get('/api/search?dashboardUIDs=a'),
  get('/api/search?limit=5001'),
  get('/api/folders?limit=2&page=2'),
  get('/api/folders/f1/counts'),
  get('/api/folders/nowhere/counts'),
  ['POST', '/api/folders/f2/move', { parentUid: 'f3' }],
  get('/api/folders/f2'),
  ['POST', '/api/folders/f3/move', { parentUid: 'f2' }],
  ['POST', '/api/folders/f2/move', { parentUid: 'nowhere' }],
  ['POST', '/api/folders/nowhere/move', { parentUid: 'f1' }],
  ['POST', '/api/folders/f2/move', { parentUid: '' }],
  get('/api/folders/f2'),
  ['PUT', '/api/folders/f2', { title: 'F two', version: 1 }],
  ['PUT', '/api/folders/f2', { title: 'F two', version: 5 }],
  ['PUT', '/api/folders/nowhere', { title: 'X', version: 1 }],
  ['PUT', '/api/folders/f2', { title: '', overwrite: true }],
  get(`${v0}/a`),
  get(`${v1}/a`),
  get(`${v0}/none`),
  get(`${v0}?limit=2`),
  get(`${v0}?limit=x`),
  get(`${v0}?continue=bad`),
  get(`${v0}?labelSelector=a`),
  get(`${v1}/root`),
  get(`${v0}/root`),
  get('/api/user', 'Viewer'),
  ...(['Viewer', 'Editor', 'None'] as const).flatMap((as): Question[] => [
    get('/api/dashboards/uid/a', as),
    get('/api/dashboards/uid/none', as),
    get('/api/dashboards/uid/a/versions', as),
    get('/api/folders', as),
    get('/api/folders/f1', as),
    get('/api/folders/f1/counts', as),
    get('/api/org', as),
    get('/api/search?type=dash-db', as),
    get(`${v0}/a`, as),
  ]),
  ...(['Viewer', 'None'] as const).flatMap((as): Question[] => [
    save({ ...a, version: 6 }, { folderUid: 'f3' }, as),
    ['POST', '/api/folders', { uid: 'v', title: 'V' }, as],
    ['PUT', '/api/folders/f2', { title: 'V', version: 6 }, as],
    ['POST', '/api/folders/f2/move', { parentUid: 'f3' }, as],
    ['DELETE', '/api/dashboards/uid/a', undefined, as],
    ['DELETE', '/api/folders/f2', undefined, as],
  ]),
  save({ ...a, version: 6, z: 1 }, { folderUid: 'f3', message: 'by a robot' }, 'Editor'),
  get('/api/dashboards/uid/a/versions?limit=1'),
  ['DELETE', '/api/folders/f2'],
  get('/api/folders/f2'),
  get('/api/dashboards/uid/tagged'),
  get('/api/dashboards/uid/tagged/versions'),
  ['DELETE', '/api/folders/f2'],
  folder('n1', 'N 1', 'f1'),
  folder('n2', 'N 2', 'n1'),
  folder('n3', 'N 3', 'n2'),
  save({ uid: 'deep', title: 'Deep' }, { folderUid: 'n3' }),
  save({ uid: 'shallow', title: 'Shallow' }, { folderUid: 'f1' }),
  ['DELETE', '/api/folders/n2'],
  get('/api/folders/n3'),
  get('/api/dashboards/uid/deep'),
  get('/api/folders/f1/counts'),
  get('/api/nothing'),
];

/** A Grafana that others use too has more in it than the double. */
const isOwn = process.env['GRAFANA_URL'] === undefined;

describe('a real Grafana and the double', () => {
  needs('grafana', hasRealGrafana() && isOwn);
  let real: TestGrafana | undefined;
  let double: TestGrafana | undefined;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    if (!hasRealGrafana() || !isOwn) return;
    [real, double] = await Promise.all([realGrafana(), startGrafanaDouble()]);
    for (const grafana of [real, double]) {
      const as = asker(grafana.url, grafana.admin);
      for (const role of ['Viewer', 'None', 'Editor']) {
        const { id } = await must(as, 'POST', '/api/serviceaccounts', { name: role, role });
        const { key } = await must(as, 'POST', `/api/serviceaccounts/${Number(id)}/tokens`, { name: role });
        tokens.set(`${grafana.url} ${role}`, text(key));
      }
    }
  }, 150_000);
  afterAll(async () => {
    await real?.stop();
    await double?.stop();
  });

  it.each(questions.map((question, at) => ({ at, question, name: `${question[0]} ${question[1]}` })))(
    '$at $name',
    async ({ question }) => {
      if (real === undefined || double === undefined) throw new Error('they did not start');
      expect(await ask(double, question)).toEqual(await ask(real, question));
    },
  );

  it('show the same of people at work', async () => {
    if (real === undefined || double === undefined) throw new Error('they did not start');
    expect(await peopleAtWork(double)).toEqual(await peopleAtWork(real));
  });

  async function ask(grafana: TestGrafana, [method, path, body, as = 'admin']: Question): Promise<unknown> {
    const basic = Buffer.from(`${grafana.admin.user}:${grafana.admin.password}`).toString('base64');
    const token = tokens.get(`${grafana.url} ${as}`) ?? '';
    const response = await fetch(`${grafana.url}${path}`, {
      method,
      headers: {
        authorization: as === 'admin' ? `Basic ${basic}` : `Bearer ${token}`,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answered = await response.json();
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: comparable(answered),
    };
  }
});
