/** What is read, and what is told where it cannot be. */
import { gzipSync } from 'node:zlib';
import { createServer } from 'node:http';
import { createServer as createPlainServer } from 'node:net';
import { getEventListeners, once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { freePort } from '../../support/port.ts';
import {
  closeAll,
  connected,
  counted,
  failure,
  listening,
  notFound,
  older,
  oneByOne,
  page,
  playing,
  secret,
  serve,
  usual,
  type Reply,
  type Route,
} from './support.ts';

const folder = { uid: 'f', title: 'F', version: 2, updatedBy: 'admin', updated: '2026-11-22T10:00:00Z' };
const path = '/api/folders/f';
const found: Reply = { body: folder };

/** A port that is connected to a server with one folder that answers so. */
async function reading(route: Route, { most = 20, timeout = 5 } = {}) {
  const patience = counted(most);
  const told: string[] = [];
  const listed = { 'GET /api/search': { body: [{ uid: 'f', title: 'F' }] } };
  const server = await playing({ ...older, ...listed, [`GET ${path}`]: route });
  const grafana = await connected(server.url, { patience, timeout, tell: (line) => told.push(line) });
  return { ...server, grafana, patience, told };
}

describe('a read that passes', () => {
  const closed: Reply = { does: (response) => response.socket?.destroy() };
  const cut: Reply = {
    does: (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"uid":', () => response.socket?.destroy());
    },
  };
  const half: Reply = { body: '{"uid":"f"', headers: { 'content-type': 'application/json' } };
  it.each<[string, Reply]>([
    ['429', { status: 429, body: 'slow down' }],
    ['500', { status: 500, body: { message: 'oh' } }],
    ['502', { ...page, status: 502 }],
    ['503', { status: 503, body: '' }],
    ['504', { ...page, status: 504 }],
    ['a closed connection', closed],
    ['no answer in time', { does: () => undefined }],
    ['an answer that is cut off', cut],
    ['half an answer', half],
    ['a page of a proxy while Grafana starts', page],
    ['404 of a proxy while Grafana starts', { status: 404, body: '404 page not found' }],
  ])('%s: is asked again', async (title, reply) => {
    const timeout = title.startsWith('no answer') ? 0.5 : 5;
    const { grafana, later, told, patience } = await reading(oneByOne(reply, reply, found), { timeout });
    expect(await grafana.folder('f')).toEqual({ ...folder, parentUid: undefined });
    expect(later()).toHaveLength(3);
    expect(patience.waits).toHaveLength(2);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/^\/api\/folders\/f: .*; it is asked again\.$/);
  });

  it('waits as long as the server says, in seconds or until a time by its own clock', async () => {
    const busy = { status: 503, body: '' };
    const replies = [
      { ...busy, headers: { 'retry-after': '3' } },
      {
        ...busy,
        headers: { date: 'Sun, 22 Nov 2020 10:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2020 10:00:09 GMT' },
      },
      { ...busy, headers: { 'retry-after': 'never' } },
      found,
    ];
    const { grafana, patience } = await reading(oneByOne(...replies));
    await grafana.folder('f');
    expect(patience.waits).toEqual([3000, 9000, undefined]);
  });

  it('leaves nothing behind on the signal that would end it', async () => {
    const { signal } = new AbortController();
    const { url } = await playing({ ...older, [`GET ${path}`]: found });
    const grafana = await connected(url, { signal });
    await grafana.folder('f');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('leaves no timer behind that would keep the program from ending', async () => {
    const { url } = await playing({ ...older, [`GET ${path}`]: found });
    const grafana = await connected(url, { timeout: 77 });
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    for (let times = 0; times < 5; times += 1) await grafana.folder('f');
    expect(timers() - before).toBeLessThan(5);
  });

  it('comes packed', async () => {
    const { grafana } = await reading({
      does: (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        response.end(gzipSync(JSON.stringify(folder)));
      },
    });
    expect(await grafana.folder('f')).toMatchObject({ title: 'F' });
  });

  it('is asked again when the server comes back', async () => {
    const server = createServer((request, response) => {
      const route = older[`${request.method} ${request.url}`] ?? found;
      const { status = 200, body } = typeof route === 'function' ? found : route;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    const port = await listening(server);
    let back: Promise<number> | undefined;
    const again = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(folder)),
    );
    const patience = {
      wait: async (attempt: number) => {
        if (attempt === 3) {
          again.listen(port, '127.0.0.1');
          back = once(again, 'listening').then(() => port);
          await back;
        }
        return attempt < 20;
      },
    };
    const grafana = await connected(`http://127.0.0.1:${port}`, { patience });
    await closeAll();
    try {
      expect(await grafana.folder('f')).toMatchObject({ title: 'F' });
    } finally {
      again.closeAllConnections();
      again.close();
    }
  });
});

describe('a read that fails', () => {
  it.each<[string, Reply, number, string, string]>([
    ['503 for good', { status: 503, body: { message: 'starting' } }, 4, `cannot answer ${path} now (503)`, 'log'],
    ['429 for good', { status: 429, body: '' }, 4, `cannot answer ${path} now (429)`, 'later'],
    ['never an answer', { does: () => undefined }, 4, 'did not answer within 0.5 s', 'overloaded'],
    ['closed', { does: (response) => response.socket?.destroy() }, 4, 'closed the connection', 'log'],
    ['half an answer', { body: '{"uid":', headers: { 'content-type': 'application/json' } }, 4, 'only a part', 'proxy'],
    ['401', { status: 401, body: { message: 'Invalid API key' } }, 3, '(401: Invalid API key)', 'token'],
    [
      '403',
      { status: 403, body: { message: 'You need more. Permissions needed: folders:read' } },
      3,
      `does not let these credentials read ${path} (403)`,
      'permission: folders:read.',
    ],
    ['403 of a proxy', { ...page, status: 403 }, 3, '(403)', 'role Editor'],
    ['another shape', { body: { uid: 'f', title: 1 } }, 4, `answers ${path} in a form that is not known`, 'proxy'],
    ['418', { status: 418, body: { message: 'a teapot' } }, 4, `does not answer ${path} (418)`, '10 to 13'],
    ['a page', page, 2, 'is not a Grafana: it answers with a web page (200)', 'path'],
    [
      '404 of a proxy',
      { status: 404, body: 'no such page' },
      2,
      'is not a Grafana: it answers in another form (404)',
      'path',
    ],
  ])('%s', async (title, reply, exit, message, next) => {
    const { grafana, url } = await reading(reply, title.startsWith('never') ? { most: 1, timeout: 0.5 } : { most: 6 });
    const error = await failure(() => grafana.folder('f'));
    expect(error).toMatchObject({ exit, message: expect.stringContaining(message) });
    expect(error.message).toContain(url);
    expect(error.next).toContain(next);
  });

  it.each([
    ['/login?redirectTo=secret', '/login to sign in', 'let tokens through'],
    ['https://sso.example.com/oauth2/auth?state=secret#secret', 'https://sso.example.com to sign in', 'tokens'],
    ['/somewhere/else?x=secret', '/somewhere/else', 'leads to'],
    [`/grafana${path}?x=secret`, `/grafana${path}`, '/grafana: give that address'],
    ['http://[', 'nowhere', 'leads to'],
  ])('a redirect to %s is not followed', async (location, where, next) => {
    const { grafana, later } = await reading({ status: 302, body: page.body, headers: { location } });
    const error = await failure(() => grafana.folder('f'));
    expect(error).toMatchObject({ exit: 2, message: expect.stringContaining(`sends whoever asks to ${where} (302)`) });
    expect(error.next).toContain(next);
    expect(error.message + error.next).not.toContain('=');
    // Only whether Grafana is near is asked.
    expect(later().filter((asked) => !asked.endsWith('/api/health'))).toHaveLength(1);
  });

  it('a redirect to another server shows it nothing', async () => {
    const other = await playing(usual);
    const { grafana } = await reading({ status: 307, headers: { location: `${other.url}${path}` } });
    await failure(() => grafana.folder('f'));
    expect(other.asked).toEqual([]);
  });

  it('an answer that is too long', async () => {
    const { url } = await playing({ ...older, [`GET ${path}`]: { body: { ...folder, title: 'x'.repeat(5000) } } });
    const grafana = await connected(url, { maxBytes: 3000 });
    expect(await failure(() => grafana.folder('f'))).toMatchObject({ message: expect.stringMatching(/longer than/) });
  });

  it.each<[string, Reply]>([
    ['words of the server', { status: 418, body: { message: `Bearer ${secret}` } }],
    ['the target of a redirect', { status: 302, headers: { location: `/${secret}` } }],
    ['403', { status: 403, body: { message: `Permissions needed: ${secret}` } }],
  ])('%s that repeat a secret are not shown', async (_, reply) => {
    const { grafana } = await reading(reply);
    await failure(() => grafana.folder('f'));
  });
});

describe('a folder', () => {
  const denied: Reply = {
    status: 403,
    body: { message: "You'll need additional permissions to perform this action. Permissions needed: folders:read" },
  };

  it('is not there where it is refused to who may see some folders only, and is not listed', async () => {
    const { url } = await playing({ ...older, [`GET ${path}`]: denied, 'GET /api/search': { body: [] } });
    expect(await (await connected(url)).folder('f')).toBeUndefined();
  });
});

describe('the time limit', () => {
  /** Over as soon as so many were asked for. */
  function ending(after: number) {
    let asked = 0;
    return {
      wait: () => Promise.resolve(true),
      isOver: () => {
        asked += 1;
        return asked > after;
      },
    };
  }

  it('ends a list that has no end', async () => {
    let number = 0;
    const { url } = await playing({
      ...older,
      'GET /api/search': () => ({
        body: Array.from({ length: 5000 }, () => {
          number += 1;
          return { uid: `d${number}`, title: 'D', tags: [] };
        }),
      }),
    });
    const grafana = await connected(url, { patience: ending(10) });
    expect(await failure(() => grafana.listDashboards())).toMatchObject({
      exit: 4,
      message: `The time limit was reached before ${url} had told all.`,
      next: expect.stringMatching(/--limit/),
    });
  });

  it('does not keep from reading what became of a write', async () => {
    const { url } = await playing({
      ...older,
      [`GET ${path}`]: found,
      'POST /api/folders': { status: 504, body: '' },
    });
    let isOver = false;
    const grafana = await connected(url, { patience: { wait: () => Promise.resolve(false), isOver: () => isOver } });
    expect(await grafana.createFolder({ uid: 'f', title: 'F', parentUid: undefined })).toMatchObject({
      kind: 'unsure',
    });
    isOver = true;
    expect(await grafana.folder('f')).toMatchObject({ title: 'F' });
  });
});

describe('an interruption', () => {
  it.each<[string, Reply]>([
    ['while it waits for an answer', { does: () => undefined }],
    ['while it waits to ask again', { status: 503, body: '' }],
  ])('%s ends a read', async (_, reply) => {
    const controller = new AbortController();
    const { url, later } = await playing({
      ...older,
      [`GET ${path}`]: () => {
        setImmediate(() => controller.abort());
        return reply;
      },
    });
    const grafana = await connected(url, {
      signal: controller.signal,
      patience: {
        wait: async () => {
          await vi.waitFor(() => expect(controller.signal.aborted).toBe(true));
          return false;
        },
      },
    });
    expect(await failure(() => grafana.folder('f'))).toMatchObject({ exit: 5 });
    expect(await failure(() => grafana.folder('f'))).toMatchObject({ exit: 5 });
    expect(later()).toHaveLength(1);
  });
});

describe('the first contact', () => {
  const patience = () => counted(3);

  it('a connection that is refused is told at once', async () => {
    const waiting = patience();
    const url = `http://127.0.0.1:${await freePort()}`;
    const error = await failure(() => connected(url, { patience: waiting }));
    expect(error).toMatchObject({ exit: 4, message: `${url} cannot be reached: nothing listens there.` });
    expect(waiting.waits).toEqual([]);
  });

  it('so is a name that is not known', async () => {
    const error = await failure(() => connected('http://grafana.invalid:3000', { patience: patience() }));
    expect(error).toMatchObject({ exit: 4, message: expect.stringMatching(/cannot be reached: its name/) });
  });

  it('and a server that never answers', async () => {
    const waiting = patience();
    const url = await serve(() => undefined);
    const error = await failure(() => connected(url, { patience: waiting, timeout: 0.2 }));
    expect(error).toMatchObject({ exit: 4, message: `${url} did not answer within 0.2 s.` });
    expect(waiting.waits).toEqual([]);
  });

  it('one that is about to start is waited for', async () => {
    const healthy = { body: { database: 'ok', version: '12.2.0' } };
    const health = oneByOne({ ...page, status: 502 }, { status: 503, body: '' }, healthy);
    const { url } = await playing({ ...usual, 'GET /api/health': health });
    expect((await connected(url)).facts.version).toBe('12.2.0');
  });

  it('something that does not speak HTTP', async () => {
    const server = createPlainServer((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    try {
      expect((await failure(() => connected(url))).message).toBe(`${url} does not speak HTTP.`);
    } finally {
      server.close();
    }
  });

  it.each<[string, Record<string, Route>, string, string]>([
    [
      'Prometheus',
      { 'GET /api/v1/status/buildinfo': { body: { status: 'success', data: { goVersion: 'go1.25' } } } },
      "it seems to be Prometheus's address",
      'Give the address of Grafana',
    ],
    [
      'Alertmanager',
      { 'GET /api/v2/status': { body: { versionInfo: {} } } },
      "it seems to be Alertmanager's address",
      'Give the address of Grafana',
    ],
    [
      'a program that is scraped',
      { 'GET /metrics': { body: '# HELP x y\n' } },
      'it seems to be the address of a program that is scraped',
      'Give the address of Grafana',
    ],
    [
      'a proxy with Grafana below a path',
      { 'GET /grafana/api/health': usual['GET /api/health'] ?? {} },
      'it answers in another form (404)',
      '/grafana: give that address',
    ],
    ['something else', {}, 'it answers in another form (404)', 'with its path where it is served below one'],
    ['a page for all', { 'GET /api/health': page }, 'it answers with a web page (200)', 'with its path'],
    [
      'other JSON',
      { 'GET /api/health': { body: { status: 'UP' } } },
      'it answers in another form (200)',
      'with its path',
    ],
  ])('%s', async (_, routes, message, next) => {
    const plain = { status: 404, body: 'not found' };
    const { url, asked } = await playing({ 'GET /api/health': plain, 'GET /api/org': plain, ...routes });
    const error = await failure(() => connected(url));
    expect(error).toMatchObject({ exit: 2, message: `${url} is not a Grafana: ${message}.` });
    expect(error.next).toContain(next);
    const seen = asked.filter(({ headers }) => headers.authorization !== undefined);
    // Only where its health may be hidden by a proxy it is asked who is there.
    expect(seen.every((one) => one.path === '/api/org')).toBe(true);
  });

  it('Grafana with TLS, asked without', async () => {
    const body = 'Client sent an HTTP request to an HTTPS server.\n';
    const { url } = await playing({ 'GET /api/health': { status: 400, body } });
    expect(await failure(() => connected(url))).toMatchObject({ exit: 2, message: `${url} answers with TLS only.` });
  });

  it('Grafana at the root, not below the path', async () => {
    const { url } = await playing({ ...usual, 'GET /wrong/api/health': { status: 404, body: 'no' } });
    const error = await failure(() => connected(`${url}/wrong`));
    expect(error.next).toBe(`Grafana seems to be served below ${url}: give that address.`);
  });

  it('Grafana at the root, which sends who asks for another path to its login page', async () => {
    const toLogin = { status: 302, headers: { location: '/login' } };
    const { url, asked } = await playing({ ...usual, 'GET /wrong/api/health': toLogin });
    const error = await failure(() => connected(`${url}/wrong`));
    expect(error.next).toBe(`Grafana seems to be served below ${url}: give that address.`);
    expect(asked.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('Grafana that redirects to the path it is served below', async () => {
    const location = '/grafana/api/health';
    const { url, asked } = await playing({ 'GET /api/health': { status: 301, body: '', headers: { location } } });
    const error = await failure(() => connected(url));
    expect(error.next).toBe(`Grafana seems to be served below ${url}/grafana: give that address.`);
    expect(asked.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('a proxy that lets nobody by but to its page', async () => {
    const location = 'https://login.example.com/start?client=x';
    const { url } = await playing({ ...usual, 'GET /api/org': { status: 302, body: '', headers: { location } } });
    const error = await failure(() => connected(url));
    expect(error.message).toContain('sends whoever asks to https://login.example.com to sign in (302)');
  });

  it('below a path, all is asked there', async () => {
    const routes = Object.entries(usual).map(([route, reply]) => [route.replace(' ', ' /deep/grafana'), reply]);
    const { url, asked } = await playing(Object.fromEntries(routes));
    expect((await connected(`${url}/deep/grafana`)).facts.organisation).toBe('Main Org.');
    expect(asked.every((one) => one.path.startsWith('/deep/grafana/'))).toBe(true);
  });

  it('on this machine goes through no proxy', async () => {
    const { url } = await playing(usual);
    vi.stubEnv('http_proxy', `http://127.0.0.1:${await freePort()}`);
    vi.stubEnv('no_proxy', '');
    try {
      expect((await connected(url)).facts.login).toBe('admin');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('what is not there is not read', async () => {
    const { url } = await playing({ ...older, 'GET /api/folders/f': notFound });
    expect(await (await connected(url)).folder('f')).toBeUndefined();
  });
});
