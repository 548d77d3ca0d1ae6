/** Lists, whole dashboards and their histories, in all the forms in which servers give them. */
import { describe, expect, it } from 'vitest';
import type { Grafana, StoredDashboard } from '../../../src/grafana/grafana.ts';
import { waitFor } from '../../support/wait.ts';
import { connected, failure, notFound, older, playing, usual, type Asked, type Reply, type Route } from './support.ts';

const base = '/apis/dashboard.grafana.app/v0alpha1/namespaces/default/dashboards';

function resource(name: string, more: { annotations?: object; spec?: unknown; status?: object } = {}) {
  const { annotations, spec = { title: name, panels: [] }, status } = more;
  return { metadata: { name, generation: 3, annotations }, spec, status };
}

function stored(uid: string, more: Partial<StoredDashboard> = {}): StoredDashboard {
  const content = { title: uid, panels: [], uid };
  return { uid, folderUid: undefined, version: 3, content, manager: undefined, ...more };
}

async function all(grafana: Grafana): Promise<readonly StoredDashboard[]> {
  const dashboards: StoredDashboard[] = [];
  for await (const one of grafana.allDashboards()) dashboards.push(one);
  return dashboards;
}

function queryOf({ path }: Asked): URLSearchParams {
  return new URL(path, 'http://localhost').searchParams;
}

/** Answers the probe, and each page by its token. */
function pages(byToken: (token: string, asked: number) => Reply): Route {
  let times = 0;
  return (asked) => {
    if (queryOf(asked).get('limit') === '1') return { body: { metadata: {}, items: [] } };
    times += 1;
    return byToken(queryOf(asked).get('continue') ?? '', times);
  };
}

function pageOf(names: readonly string[], next?: string): Reply {
  return { body: { metadata: { continue: next }, items: names.map((name) => resource(name)) } };
}

describe('one dashboard', () => {
  it.each<[string, ReturnType<typeof resource>, Partial<StoredDashboard>]>([
    ['as it was saved', resource('a/b'), {}],
    [
      'in a folder, without the numbers of the server',
      resource('a/b', { annotations: { 'grafana.app/folder': 'f' }, spec: { id: 1, version: 2, title: 'x' } }),
      { folderUid: 'f', content: { title: 'x', uid: 'a/b' } },
    ],
    [
      'from a file',
      resource('a/b', {
        annotations: {
          'grafana.app/managedBy': 'classic-file-provisioning',
          'grafana.app/managerId': 'files',
          'grafana.app/sourcePath': 'one.json',
        },
      }),
      { manager: { kind: 'file', source: 'one.json' } },
    ],
    [
      'from files, whichever',
      resource('a/b', {
        annotations: { 'grafana.app/managedBy': 'classic-file-provisioning', 'grafana.app/managerId': 'files' },
      }),
      { manager: { kind: 'file', source: 'files' } },
    ],
    [
      'of a plugin',
      resource('a/b', { annotations: { 'grafana.app/managedBy': 'plugin', 'grafana.app/managerId': 'some-app' } }),
      { manager: { kind: 'plugin', id: 'some-app' } },
    ],
    [
      'of a tool',
      resource('a/b', { annotations: { 'grafana.app/managedBy': 'terraform', 'grafana.app/managerId': 't' } }),
      { manager: { kind: 'tool', name: 'terraform', id: 't' } },
    ],
    [
      'of a tool that is not known yet',
      resource('a/b', { annotations: { 'grafana.app/managedBy': 'unknown' } }),
      { manager: { kind: 'tool', name: 'unknown', id: undefined } },
    ],
    [
      'of a repository, as it was told before',
      resource('a/b', { annotations: { 'grafana.app/repoName': 'git' } }),
      { manager: { kind: 'tool', name: 'repo', id: 'git' } },
    ],
    [
      'of a file, as it was told before',
      resource('a/b', { annotations: { 'grafana.app/repoName': 'file:x', 'grafana.app/repoPath': 'one.json' } }),
      { manager: { kind: 'file', source: 'one.json' } },
    ],
    ['of nobody', resource('a/b', { annotations: { 'grafana.app/managedBy': '' } }), {}],
    [
      'that could not be converted',
      resource('a/b', { spec: null, status: { conversion: { failed: true, storedVersion: 'v2alpha1' } } }),
      { content: undefined },
    ],
    [
      'that could not be converted, with something in it',
      resource('a/b', { status: { conversion: { failed: true } } }),
      { content: undefined },
    ],
    [
      'that was converted from schema v2',
      resource('a/b', { status: { conversion: { failed: false, storedVersion: 'v2beta1' } } }),
      { content: undefined },
    ],
    [
      'that was converted from another classic form',
      resource('a/b', { status: { conversion: { failed: false, storedVersion: 'v1beta1' } } }),
      {},
    ],
    ['of schema v2', resource('a/b', { spec: { elements: {}, layout: {} } }), { content: undefined }],
  ])('%s', async (_, body, more) => {
    const { url } = await playing({ ...usual, [`GET ${base}/a%2Fb`]: { body } });
    expect(await (await connected(url)).dashboard('a/b')).toEqual(stored('a/b', more));
  });

  it('is not there, in the words for who may read some folders only', async () => {
    const body = `Internal Server Error: "${base}/gone": could not resolve dashboards:uid:gone: Dashboard not found\n`;
    const { url, later } = await playing({
      ...usual,
      [`GET ${base}/gone`]: { status: 500, body, headers: { 'content-type': 'text/plain' } },
    });
    expect(await (await connected(url)).dashboard('gone')).toBeUndefined();
    expect(later()).toHaveLength(1);
  });

  it.each<[string, Reply, StoredDashboard | undefined]>([
    [
      'as it was saved',
      {
        body: {
          dashboard: { id: 1, uid: 'a', version: 3, title: 'a', panels: [] },
          meta: { version: 3, folderUid: '' },
        },
      },
      stored('a'),
    ],
    [
      'in a folder, its version only inside',
      {
        body: {
          dashboard: { uid: 'a', version: 3, title: 'a', panels: [] },
          meta: { folderUid: 'f', provisioned: false },
        },
      },
      stored('a', { folderUid: 'f' }),
    ],
    [
      'from a file',
      {
        body: {
          dashboard: { uid: 'a', title: 'a', panels: [] },
          meta: { version: 3, provisioned: true, provisionedExternalId: 'one.json' },
        },
      },
      stored('a', { manager: { kind: 'file', source: 'one.json' } }),
    ],
    [
      'of schema v2',
      { status: 406, body: { message: 'dashboard api version not supported' } },
      stored('a', { version: 0, content: undefined }),
    ],
    ['that is not there', { status: 404, body: { message: 'Dashboard not found' } }, undefined],
  ])('through /api, %s', async (_, reply, expected) => {
    const { url } = await playing({ ...older, 'GET /api/dashboards/uid/a': reply });
    expect(await (await connected(url)).dashboard('a')).toEqual(expected);
  });

  it('is not taken to be missing where a proxy says so', async () => {
    const { url } = await playing({ ...older, 'GET /api/dashboards/uid/a': { status: 404, body: 'no backend' } });
    const grafana = await connected(url);
    expect((await failure(() => grafana.dashboard('a'))).message).toMatch(/is not a Grafana/);
    const { url: newer } = await playing({ ...usual, [`GET ${base}/a`]: { status: 404, body: 'no backend' } });
    const other = await connected(newer);
    expect((await failure(() => other.dashboard('a'))).message).toMatch(/is not a Grafana/);
  });
});

describe('all dashboards', () => {
  it('come by pages', async () => {
    const list = pages((token) => (token === '' ? pageOf(['a', 'b'], 'two&x') : pageOf(['c'], '')));
    const { url, later } = await playing({ ...usual, [`GET ${base}`]: list });
    expect(await all(await connected(url))).toEqual([stored('a'), stored('b'), stored('c')]);
    expect(later()).toEqual([`GET ${base}?limit=1000`, `GET ${base}?limit=1000&continue=two%26x`]);
  });

  it('come while the next page is on its way', async () => {
    const list = pages((token) => (token === '' ? pageOf(['a', 'b'], 'x') : pageOf(['c'])));
    const { url, later } = await playing({ ...usual, [`GET ${base}`]: list });
    const uids: string[] = [];
    for await (const { uid } of (await connected(url)).allDashboards()) {
      if (uid === 'a') await waitFor('the next page', () => later().length === 2);
      uids.push(uid);
    }
    expect(uids).toEqual(['a', 'b', 'c']);
    expect(later()).toHaveLength(2);
  });

  it('are left to the server by who has seen enough', async () => {
    let ended = 0;
    const silent: Reply = { does: (_, { socket }) => void socket.once('close', () => (ended += 1)) };
    const list = pages((token) => (token === '' ? pageOf(['a', 'b'], 'x') : silent));
    const { url, later } = await playing({ ...usual, [`GET ${base}`]: list });
    for await (const { uid } of (await connected(url)).allDashboards()) {
      expect(uid).toBe('a');
      await waitFor('the next page', () => later().length === 2);
      break;
    }
    await waitFor('the end of what nobody waits for', () => ended === 1, 2000);
  });

  it('are listed anew where the rest has expired, each of them given once', async () => {
    const list = pages((token, times) => {
      if (token === '') return pageOf(['a'], `next-${times}`);
      return times < 4 ? { status: 410, body: { message: 'expired' } } : pageOf(['a', 'b']);
    });
    const { url } = await playing({ ...usual, [`GET ${base}`]: list });
    expect((await all(await connected(url))).map(({ uid }) => uid)).toEqual(['a', 'b']);
  });

  const broken: readonly [string, Route, RegExp][] = [
    [
      'expire again and again',
      pages((token) => (token === '' ? pageOf(['a'], 'x') : { status: 410, body: '' })),
      /expire/,
    ],
    ['never end', pages((token) => pageOf(['a'], token === 'x' ? 'y' : 'x')), /same page again/],
    [
      'break off',
      pages((token) => (token === '' ? pageOf(['a'], 'x') : { status: 500, body: { message: 'oh' } })),
      /oh/,
    ],
    ['change their form', pages((token) => (token === '' ? pageOf(['a'], 'x') : { body: { items: 1 } })), /form/],
    ['are refused', pages(() => ({ status: 422, body: { message: 'not convertible' } })), /not convertible \(422\)/],
  ];
  it.each(broken)('are read one by one where pages %s', async (_, list, reason) => {
    const { url, asked } = await playing({
      ...usual,
      [`GET ${base}`]: list,
      'GET /api/search': { body: ['a', 'b', 'gone'].map((uid) => ({ uid, title: uid })) },
      [`GET ${base}/a`]: { body: resource('a') },
      [`GET ${base}/b`]: { body: resource('b') },
      [`GET ${base}/gone`]: notFound,
    });
    const grafana = await connected(url);
    expect(await all(grafana)).toEqual([stored('a'), stored('b')]);
    expect(grafana.facts.choices.at(-1)).toMatch(
      /^The rest of the dashboards is read one by one, for the list broke off/,
    );
    expect(grafana.facts.choices.at(-1)).toMatch(reason);
    expect(asked.length).toBeLessThan(30);
  });

  it('are read one by one where none can be listed, a few at once', async () => {
    const uids = Array.from({ length: 25 }, (_, index) => `d${index}`);
    const one = (uid: string): [string, Reply] => [
      `GET /api/dashboards/uid/${uid}`,
      { body: { dashboard: { title: uid, panels: [] }, meta: { version: 3 } } },
    ];
    const search = { body: uids.map((uid) => ({ uid, title: uid, tags: null })) };
    const { url } = await playing({ ...older, 'GET /api/search': search, ...Object.fromEntries(uids.map(one)) });
    expect(await all(await connected(url))).toEqual(uids.map((uid) => stored(uid)));
  });
});

describe('lists', () => {
  it('go on until a page is not full', async () => {
    const search: Route = (asked) => {
      const query = queryOf(asked);
      const page = Number(query.get('page'));
      const count = page < 3 ? 5000 : 1;
      const items = Array.from({ length: count }, (_, index) => ({
        uid: `${page}-${index}`,
        title: 't',
        folderUid: 'p',
      }));
      return { body: items };
    };
    const { url, later } = await playing({ ...older, 'GET /api/search': search });
    const grafana = await connected(url);
    const folders = await grafana.listFolders();
    expect(folders).toHaveLength(10_001);
    expect(folders[0]).toMatchObject({ uid: '1-0', title: 't', parentUid: 'p' });
    expect(later()).toEqual([1, 2, 3].map((page) => `GET /api/search?type=dash-folder&limit=5000&page=${page}`));
  });

  it('end where a page brings nothing new', async () => {
    const items = Array.from({ length: 5000 }, (_, index) => ({
      uid: `${index}`,
      title: 't',
      tags: ['x'],
      folderUid: '',
    }));
    const { url, later } = await playing({ ...older, 'GET /api/search': { body: items } });
    const dashboards = await (await connected(url)).listDashboards();
    expect(dashboards).toHaveLength(5000);
    expect(dashboards[0]).toMatchObject({ uid: '0', tags: ['x'], folderUid: undefined });
    expect(later()[0]).toContain('type=dash-db');
    expect(later()).toHaveLength(2);
  });
});

describe('a history', () => {
  const path = '/api/dashboards/uid/a/versions';
  const entry = (version: number, more: object = {}) => ({
    id: 100 + version,
    version,
    created: `2026-11-22T10:00:0${version}Z`,
    createdBy: 'ada',
    message: `m${version}`,
    ...more,
  });
  const whole = (version: number) => ({
    version,
    created: `2026-11-22T10:00:0${version}Z`,
    createdBy: 'ada',
    message: `m${version}`,
    content: { title: `t${version}`, uid: 'a' },
  });
  const data = (version: number) => ({ data: { id: 5, version, title: `t${version}` } });

  it.each<[string, Record<string, Route>]>([
    ['with all in it', { [`GET ${path}`]: { body: { versions: [entry(2, data(2)), entry(1, data(1))] } } }],
    ['as a bare list, in another order', { [`GET ${path}`]: { body: [entry(1, data(1)), entry(2, data(2))] } }],
    [
      'without what was saved, by number',
      {
        [`GET ${path}`]: { body: [entry(2), entry(1)] },
        [`GET ${path}/2`]: { body: entry(2, data(2)) },
        [`GET ${path}/1`]: { body: entry(1, data(1)) },
      },
    ],
    [
      'without what was saved, by id',
      {
        [`GET ${path}`]: { body: { versions: [entry(2), entry(1)] } },
        // By number another version answers.
        [`GET ${path}/2`]: { body: entry(9, data(9)) },
        [`GET ${path}/102`]: { body: entry(2, data(2)) },
        [`GET ${path}/101`]: { body: entry(1, data(1)) },
      },
    ],
  ])('%s', async (_, routes) => {
    const { url, asked } = await playing({ ...older, ...routes });
    const grafana = await connected(url);
    expect(await grafana.versions('a', 20)).toEqual([whole(2), whole(1)]);
    expect(asked.some((one) => one.path === `${path}?limit=20`)).toBe(true);
    expect(await grafana.versions('a', 1)).toEqual([whole(2)]);
    expect(await grafana.versions('b', 20)).toEqual([]);
  });

  it('tells times in UTC', async () => {
    const created = '2026-11-22T12:00:02+02:00';
    const { url } = await playing({ ...older, [`GET ${path}`]: { body: [entry(2, { created, ...data(2) })] } });
    const [version] = await (await connected(url)).versions('a', 20);
    expect(version?.created).toBe('2026-11-22T10:00:02.000Z');
  });

  it('has the true message of a version', async () => {
    const { url } = await playing({ ...older, [`GET ${path}/1`]: { body: entry(1) } });
    const grafana = await connected(url);
    expect(await grafana.message('a', 1)).toBe('m1');
    expect(await grafana.message('a', 2)).toBe('');
  });
});

describe('a folder', () => {
  it('is told with who changed it', async () => {
    const body = {
      uid: 'f',
      title: 'F',
      parentUid: 'p',
      version: 2,
      updatedBy: 'ada',
      updated: '2026-11-22T10:00:00Z',
      url: '/x',
    };
    const { url } = await playing({ ...older, 'GET /api/folders/f': { body } });
    const { url: _url, ...expected } = body;
    expect(await (await connected(url)).folder('f')).toEqual(expected);
  });

  it.each<[string, Reply, unknown]>([
    ['counts', { body: { dashboard: 3, folder: 0 } }, { dashboard: 3, folder: 0 }],
    ['not by an older server', notFound, undefined],
    ['not in another form', { body: { dashboard: 'many' } }, undefined],
    ['not where it may not', { status: 403, body: { message: 'no' } }, undefined],
  ])('counts what is in it: %s', async (_, reply, expected) => {
    const { url } = await playing({ ...older, 'GET /api/folders/f/counts': reply });
    expect(await (await connected(url)).countIn('f')).toEqual(expected);
  });

  it('is not taken for one that cannot be counted where something else is wrong', async () => {
    const { url } = await playing({ ...older, 'GET /api/folders/f/counts': { status: 400, body: { message: 'no' } } });
    const grafana = await connected(url);
    expect((await failure(() => grafana.countIn('f'))).message).toContain('/counts (400)');
  });
});
