/** What a server can do, found by asking, and told with its reason. */
import { describe, expect, it } from 'vitest';
import { connected, counted, discreet, failure, notFound, older, oneByOne, page, playing, usual } from './support.ts';
import type { Reply, Route } from './support.ts';

const group = 'dashboard.grafana.app';
const writes = 'Writes go through /api, which refuses a save of a version that has changed since.';
const single = 'Dashboards are read one by one through /api, for';
const empty: Reply = { body: { metadata: {}, items: [] } };

function listOf(version: string, namespace = 'default'): string {
  return `GET /apis/${group}/${version}/namespaces/${namespace}/dashboards`;
}

function offering(...versions: readonly string[]): Record<string, Route> {
  const groups = [{ name: group, versions: versions.map((version) => ({ version })) }];
  return { ...usual, [listOf('v0alpha1')]: notFound, 'GET /apis': { body: { groups } } };
}

function listed(version: string, namespace = 'default'): string {
  return `Whole dashboards are listed through ${group}/${version}, for /apis offers it (namespace ${namespace}).`;
}

describe('facts', () => {
  it('are found by few requests', async () => {
    const { url, asked } = await playing(usual);
    const grafana = await connected(url);
    expect(grafana.facts).toEqual({
      address: url,
      version: '12.2.0',
      organisation: 'Main Org.',
      login: 'admin',
      listsWhole: true,
      choices: [listed('v0alpha1'), writes],
    });
    expect(asked.map(({ path }) => path).toSorted()).toEqual([
      '/api/health',
      '/api/org',
      '/api/user',
      '/apis',
      `${listOf('v0alpha1').slice(4)}?limit=1`,
    ]);
    expect(asked[0]?.headers).not.toHaveProperty('authorization');
    discreet(grafana);
  });

  it.each<[string, Record<string, Route>, object]>([
    [
      'a hidden organisation',
      { 'GET /api/org': { status: 403, body: { message: 'no' } } },
      { organisation: undefined },
    ],
    ['a hidden user', { 'GET /api/user': { status: 403, body: { message: 'no' } } }, { login: undefined }],
    ['no user', { 'GET /api/user': notFound }, { login: undefined }],
    ['a user that cannot be read now', { 'GET /api/user': { status: 500, body: '' } }, { login: undefined }],
    ['a hidden health', { 'GET /api/health': { ...page, status: 404 } }, { version: undefined, login: 'admin' }],
    ['health that needs a sign-in', { 'GET /api/health': { status: 401, body: '' } }, { version: undefined }],
    ['no version', { 'GET /api/health': { body: { database: 'ok' } } }, { version: undefined }],
  ])('are fewer with %s', async (_, routes, expected) => {
    const { url } = await playing({ ...usual, ...routes });
    expect((await connected(url)).facts).toMatchObject({ ...expected, listsWhole: true });
  });

  it('are told to nobody where credentials are missing or refused', async () => {
    const no = { status: 401, body: { message: 'Unauthorized' } };
    const { url } = await playing({ ...usual, 'GET /api/org': no, 'GET /api/user': no });
    const refused = await failure(() => connected(url));
    expect(refused).toMatchObject({ exit: 3, message: `${url} refuses these credentials (401: Unauthorized).` });
    expect(refused.details).toEqual(['They come from GRAFANA_TOKEN.']);
    const missing = await failure(() => connected(url, { target: { authorization: undefined } }));
    expect(missing).toMatchObject({ exit: 3, next: expect.stringMatching(/^Set GRAFANA_TOKEN/) });
    expect(missing.message).toBe(`${url} does not answer without credentials (401: Unauthorized).`);
  });

  it('are read without credentials where anyone may', async () => {
    const { url, asked } = await playing({ ...usual, 'GET /api/user': { status: 401, body: { message: 'who?' } } });
    expect((await connected(url, { target: { authorization: undefined } })).facts.login).toBeUndefined();
    expect(asked.some(({ headers }) => 'authorization' in headers)).toBe(false);
    expect(await failure(() => connected(url))).toMatchObject({ exit: 3 });
  });

  it('hide no password', async () => {
    const pair = Buffer.from('ada:glsa_hunter2-of-the-tests').toString('base64');
    const says = {
      status: 401,
      body: { message: `no ${pair} as ada:glsa_hunter2-of-the-tests, glsa_hunter2-of-the-tests` },
    };
    const { url } = await playing({ ...usual, 'GET /api/org': says });
    const error = await failure(() => connected(url, { target: { authorization: `Basic ${pair}` } }));
    expect(error.message).toContain('(401: no … as …, …)');
  });
});

describe('the API that reads', () => {
  it.each<[string, Record<string, Route>, string]>([
    ['Grafana 10 and 11', older, `${single} /apis is not there (404).`],
    [
      'a redirect',
      { ...usual, 'GET /apis': { status: 302, headers: { location: '/login' } } },
      `${single} /apis is not there (302).`,
    ],
    ['a page', { ...usual, 'GET /apis': page }, `${single} /apis is not there (200).`],
    ['other groups', { ...usual, 'GET /apis': { body: { groups: [] } } }, `${single} /apis does not offer ${group}.`],
    ['unknown versions', offering('v2', 'v9'), `${single} /apis offers ${group} only in versions that are not known.`],
    [
      'v0alpha1 before all',
      { ...offering('v2', 'v1', 'v1beta1', 'v0alpha1'), [listOf('v0alpha1')]: empty },
      listed('v0alpha1'),
    ],
    ['v1 next', { ...offering('v2', 'v1beta1', 'v1'), [listOf('v1')]: empty }, listed('v1')],
    ['v1beta1 last', { ...offering('v2', 'v1beta1'), [listOf('v1beta1')]: empty }, listed('v1beta1')],
    [
      'another organisation',
      { ...usual, 'GET /api/org': { body: { id: 7, name: 'Seven' } }, [listOf('v0alpha1', 'org-7')]: empty },
      listed('v0alpha1', 'org-7'),
    ],
    [
      'Grafana Cloud',
      {
        ...usual,
        [listOf('v0alpha1')]: { status: 403, body: { message: 'invalid namespace' } },
        'GET /api/frontend/settings': { body: { namespace: 'stacks-12' } },
        [listOf('v0alpha1', 'stacks-12')]: empty,
      },
      listed('v0alpha1', 'stacks-12'),
    ],
    ...[403, 404, 422, 500].map((status): [string, Record<string, Route>, string] => [
      `a list that answers ${status}`,
      { ...usual, [listOf('v0alpha1')]: { status, body: { message: 'no list' } } },
      `${single} ${group}/v0alpha1 does not list them: no list (${status}).`,
    ]),
    [
      'a list in another form',
      { ...usual, [listOf('v0alpha1')]: { body: { items: [{}] } } },
      `${single} ${group}/v0alpha1 does not list them: answered in another form (200).`,
    ],
  ])('%s', async (_, routes, choice) => {
    const { url } = await playing(routes);
    const { facts } = await connected(url);
    expect(facts.choices).toEqual([choice, writes]);
    expect(facts.listsWhole).toBe(choice.startsWith('Whole'));
  });

  it('is not waited for where it lacks', async () => {
    const patience = counted(20);
    const { url } = await playing(older);
    await connected(url, { patience });
    expect(patience.waits).toEqual([]);
  });

  it('is not given up for a server that is busy for a moment', async () => {
    const busy = { status: 503, body: '' };
    const { 'GET /apis': apis } = usual;
    if (apis === undefined || typeof apis === 'function') throw new Error('no reply');
    const patience = counted(20);
    const { url } = await playing({ ...usual, 'GET /apis': oneByOne(busy, busy, apis) });
    expect((await connected(url, { patience })).facts.listsWhole).toBe(true);
    expect(patience.waits).toHaveLength(2);
  });
});
