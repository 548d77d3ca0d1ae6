/** What a server answers, or fails to, and what is told of it. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect, type ConnectOptions } from '../../src/live/prometheus/connect.ts';
import { QueryRefused } from '../../src/live/prometheus/prometheus.ts';
import { findProgram } from '../support/find-program.ts';
import { freePort } from '../support/port.ts';
import { rejected } from '../support/user-error.ts';

const secret = 'hunter2-of-the-tests';
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the system gave no port');
  return address.port;
}

async function serve(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createServer(listener))}`;
}

/** A server that answers all alike, or by the path; it notes what it is asked. */
async function answering(reply: Reply | ((asked: Asked) => Reply)) {
  const asked: Asked[] = [];
  const sockets = new Set<unknown>();
  const url = await serve((request, response) => {
    sockets.add(request.socket);
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const { pathname, search } = new URL(request.url ?? '', 'http://localhost');
      const parameters = new URLSearchParams(request.method === 'GET' ? search : body);
      const one = { method: request.method ?? '', path: pathname, parameters, headers: request.headers };
      asked.push(one);
      const { status = 200, type = 'application/json', body: text } = typeof reply === 'function' ? reply(one) : reply;
      response.writeHead(status, { 'content-type': type }).end(text);
    });
  });
  return { url, asked, sockets };
}

function success(data: unknown, more: object = {}): Reply {
  return { body: JSON.stringify({ status: 'success', data, ...more }) };
}

const nothing = success({ resultType: 'vector', result: [] });

function vectorOf(...result: readonly object[]): Reply {
  return success({ resultType: 'vector', result });
}

const strange = 'it answers in a form that Prometheus does not have';

function reach(url: string, options: Partial<ConnectOptions> = {}) {
  return connect({ url, environment: {}, ...options });
}

describe('answers', () => {
  it.each<[string, unknown, unknown]>([
    [
      'a vector',
      {
        resultType: 'vector',
        result: [
          { metric: { job: 'a' }, value: [1, '2.5'] },
          { metric: {}, value: [1.5, 'NaN'] },
          { metric: {}, value: [1, '+Inf'] },
          { metric: {}, value: [1, '-Inf'] },
          { metric: {}, value: [1, '1e-05'] },
        ],
      },
      {
        kind: 'vector',
        series: [
          { labels: { job: 'a' }, samples: [[1, 2.5]] },
          { labels: {}, samples: [[1.5, Number.NaN]] },
          { labels: {}, samples: [[1, Number.POSITIVE_INFINITY]] },
          { labels: {}, samples: [[1, Number.NEGATIVE_INFINITY]] },
          { labels: {}, samples: [[1, 0.000_01]] },
        ],
      },
    ],
    [
      'a native histogram',
      { resultType: 'vector', result: [{ metric: { job: 'a' }, histogram: [1, { count: '2', sum: '3' }] }] },
      { kind: 'vector', series: [{ labels: { job: 'a' }, samples: [[1, Number.NaN]] }] },
    ],
    [
      'a matrix, with native histograms between',
      {
        resultType: 'matrix',
        result: [
          {
            metric: {},
            values: [
              [1, '1'],
              [3, '3'],
            ],
            histograms: [[2, {}]],
          },
        ],
      },
      {
        kind: 'matrix',
        series: [
          {
            labels: {},
            samples: [
              [1, 1],
              [2, Number.NaN],
              [3, 3],
            ],
          },
        ],
      },
    ],
    [
      'a scalar',
      { resultType: 'scalar', result: [7, '42'] },
      { kind: 'scalar', series: [{ labels: {}, samples: [[7, 42]] }] },
    ],
    [
      'a string',
      { resultType: 'string', result: [7, 'x'] },
      { kind: 'string', series: [{ labels: {}, samples: [[7, Number.NaN]] }] },
    ],
    ['nothing', { resultType: 'vector', result: [] }, { kind: 'vector', series: [] }],
  ])('%s', async (_, data, expected) => {
    const { url } = await answering(success(data));
    const answer = await (await reach(url)).instant('x', 1);
    expect(answer).toMatchObject({ samplesTouched: undefined, warnings: [] });
    expect(answer).toEqual(expect.objectContaining(expected));
    expect(answer.seconds).toBeGreaterThan(0);
  });

  it('with statistics and warnings', async () => {
    const data = {
      resultType: 'vector',
      result: [],
      stats: { samples: { totalQueryableSamples: 12, peakSamples: 3 } },
    };
    const { url } = await answering(success(data, { warnings: ['a store is away'] }));
    expect(await (await reach(url)).instant('x', 1)).toMatchObject({
      samplesTouched: 12,
      warnings: ['a store is away'],
    });
  });
});

describe('questions', () => {
  it('are forms, below the path of the address', async () => {
    const { url, asked } = await answering(nothing);
    const prometheus = await reach(`${url}/prometheus/`, { timeout: 10 });
    await prometheus.instant('up{job="a b&c+d"}', 12.5);
    await prometheus.range('up', { from: 10, to: 20, step: 0.5 });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /prometheus/api/v1/query',
      'POST /prometheus/api/v1/query_range',
    ]);
    expect(asked.map(({ parameters }) => Object.fromEntries(parameters))).toEqual([
      { query: 'up{job="a b&c+d"}', time: '12.5', stats: 'true', timeout: '9000ms' },
      { query: 'up', start: '10', end: '20', step: '0.5', stats: 'true', timeout: '9000ms' },
    ]);
    expect(asked[0]?.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded' });
    expect(asked[0]?.headers).not.toHaveProperty('authorization');
    expect(asked[0]?.headers).not.toHaveProperty('x-scope-orgid');
  });

  it('about labels and series', async () => {
    const { url, asked } = await answering(({ path }) => success(path.endsWith('/series') ? [{ a: 'b' }] : ['x', 'y']));
    const prometheus = await reach(url);
    const window = { from: 10, to: 20 };
    expect(await prometheus.labelValues('a/b', ['{x="1"}', 'up'], window)).toEqual(['x', 'y']);
    expect(await prometheus.labelNames([], window)).toEqual(['x', 'y']);
    expect(await prometheus.series(['up'], window)).toEqual([{ a: 'b' }]);
    expect(asked.map(({ method, path, parameters }) => `${method} ${path} ${parameters.toString()}`)).toEqual([
      'GET /api/v1/label/a%2Fb/values match%5B%5D=%7Bx%3D%221%22%7D&match%5B%5D=up&start=10&end=20',
      'POST /api/v1/labels start=10&end=20',
      'POST /api/v1/series match%5B%5D=up&start=10&end=20',
    ]);
  });

  it('share a connection', async () => {
    const { url, sockets } = await answering(nothing);
    const prometheus = await reach(url);
    for (let time = 0; time < 5; time += 1) await prometheus.instant('up', time);
    expect(sockets.size).toBe(1);
  });

  it('on this machine go through no proxy', async () => {
    const { url } = await answering(nothing);
    vi.stubEnv('http_proxy', `http://127.0.0.1:${await freePort()}`);
    vi.stubEnv('no_proxy', '');
    try {
      expect((await (await reach(url)).instant('up', 1)).series).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('are asked again where the connection was closed in the meantime', async () => {
    let times = 0;
    const url = await serve((request, response) => {
      times += 1;
      if (times === 1) request.socket.destroy();
      else response.writeHead(200, { 'content-type': 'application/json' }).end(nothing.body);
    });
    expect((await (await reach(url)).instant('up', 1)).series).toEqual([]);
    expect(times).toBe(2);
  });
});

describe('credentials', () => {
  async function sent(environment: Record<string, string>, options: Partial<ConnectOptions> = {}) {
    const { url, asked } = await answering(nothing);
    await (await reach(url, { environment, ...options })).instant('up', 1);
    return asked[0]?.headers;
  }

  async function file(text: string): Promise<string> {
    const path = join(await mkdtemp(join(tmpdir(), 'secret-')), 'secret');
    await writeFile(path, text);
    return path;
  }

  it('are a token', async () => {
    expect(await sent({ PROMETHEUS_TOKEN: secret })).toMatchObject({ authorization: `Bearer ${secret}` });
    expect(await sent({ PROMETHEUS_TOKEN_FILE: await file(`${secret}\n`) })).toMatchObject({
      authorization: `Bearer ${secret}`,
    });
  });

  it('are a user and a password', async () => {
    const authorization = `Basic ${Buffer.from(`jürgen:${secret}:`).toString('base64')}`;
    const ascii = `Basic ${Buffer.from(`ada:${secret}`).toString('base64')}`;
    expect(await sent({ PROMETHEUS_USER: 'ada', PROMETHEUS_PASSWORD_FILE: await file(secret) })).toMatchObject({
      authorization: ascii,
    });
    expect(await sent({ PROMETHEUS_USER: 'jürgen', PROMETHEUS_PASSWORD: `${secret}:` })).toMatchObject({
      authorization,
    });
  });

  it('are none where the variables are empty; a tenant is named', async () => {
    const headers = await sent({ PROMETHEUS_TOKEN: '', PROMETHEUS_USER: '' }, { tenant: 'team-a' });
    expect(headers).toMatchObject({ 'x-scope-orgid': 'team-a' });
    expect(headers).not.toHaveProperty('authorization');
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['both ways', { PROMETHEUS_TOKEN: secret, PROMETHEUS_USER: 'a' }, /stands beside PROMETHEUS_USER/],
    [
      'a secret in two places',
      { PROMETHEUS_TOKEN: secret, PROMETHEUS_TOKEN_FILE: '/x' },
      /beside PROMETHEUS_TOKEN_FILE/,
    ],
    ['a user alone', { PROMETHEUS_USER: 'a' }, /without PROMETHEUS_PASSWORD/],
    ['a password alone', { PROMETHEUS_PASSWORD: secret }, /without PROMETHEUS_USER/],
    ['a token of two lines', { PROMETHEUS_TOKEN: `${secret}\nx` }, /line break/],
    ['a token that is not ASCII', { PROMETHEUS_TOKEN: `${secret}→` }, /cannot be sent/],
    ['a token with a space before it', { PROMETHEUS_TOKEN: ` ${secret}` }, /cannot be sent/],
    ['a user with a colon', { PROMETHEUS_USER: 'a:b', PROMETHEUS_PASSWORD: secret }, /cannot be sent/],
    ['a password of two lines', { PROMETHEUS_USER: 'a', PROMETHEUS_PASSWORD: `${secret}\nx` }, /cannot be sent/],
    ['a file that is not there', { PROMETHEUS_TOKEN_FILE: '/nowhere/token' }, /is not there/],
  ])('%s are refused', async (_, environment, message) => {
    const error = await rejected(() => reach('http://localhost', { environment }));
    expect(error.message).toMatch(message);
    expect(JSON.stringify([error.message, error.next, error.details])).not.toContain(secret);
  });
});

describe('an address', () => {
  it.each([
    [`http://ada:${secret}@localhost:9090`, /user name or password/],
    [`http://${secret}@localhost:9090`, /user name or password/],
    [`ftp://localhost/${secret}`, /http:\/\/ or https/],
    [secret, /http:\/\/ or https/],
    [`http://localhost/?token=${secret}`, /"\?"/],
    [`http://localhost/#${secret}`, /"#"/],
  ])('that cannot be used is refused, and not repeated', async (url, message) => {
    const error = await rejected(() => reach(url));
    expect(error.message).toMatch(message);
    expect(error.exit).toBe(2);
    expect(JSON.stringify([error.message, error.next, error.details])).not.toContain(secret);
  });

  it('takes no tenant with a line break', async () => {
    expect((await rejected(() => reach('http://localhost', { tenant: 'a\r\nx: y' }))).message).toMatch(/tenant/);
  });
});

describe('refusals', () => {
  it.each([
    [400, 'bad_data', 'parse error'],
    [422, 'execution', 'too many samples'],
    [503, 'timeout', 'query timed out'],
    [500, 'internal', 'oh'],
    [200, 'bad_data', 'of some proxy'],
  ])('%d %s are of the query', async (status, errorType, error) => {
    const { url } = await answering({ status, body: JSON.stringify({ status: 'error', errorType, error }) });
    const refusal = await (await reach(url)).instant('up', 1).catch((caught: unknown) => caught);
    expect(refusal).toBeInstanceOf(QueryRefused);
    expect(refusal).toMatchObject({ type: errorType, message: error });
  });

  it('an answer that is too long is of the query, too', async () => {
    const { url } = await answering(success({ resultType: 'string', result: [1, 'x'.repeat(5000)] }));
    const prometheus = await reach(url, { maxBytes: 1000 });
    await expect(prometheus.instant('up', 1)).rejects.toMatchObject({ name: 'QueryRefused', type: 'too_large' });
  });
});

describe('failures', () => {
  const environment = { PROMETHEUS_TOKEN: secret };

  async function failure(url: string, options: Partial<ConnectOptions> = {}) {
    const error = await rejected(async () => (await reach(url, { environment, ...options })).instant('up', 1));
    const everything = [error.message, error.next, error.details, error.stack, String(error.cause)];
    expect(JSON.stringify(everything)).not.toContain(secret);
    return error;
  }

  it('nothing listens', async () => {
    const error = await failure(`http://127.0.0.1:${await freePort()}`);
    expect(error).toMatchObject({
      exit: 4,
      message: expect.stringMatching(/cannot be reached: nothing listens there/),
    });
  });

  it('it speaks no TLS', async () => {
    const error = await failure(`https://127.0.0.1:${await listening(createServer())}`);
    expect(error).toMatchObject({ exit: 4, message: expect.stringMatching(/does not speak TLS/) });
    expect(error.next).toContain('http://');
  });

  it('the name is not known', async () => {
    const error = await failure('http://prometheus.invalid:9090');
    expect(error).toMatchObject({ exit: 4, message: expect.stringMatching(/cannot be reached: its name/) });
  });

  it('no answer in time', async () => {
    const url = await serve(() => undefined);
    expect(await failure(url, { timeout: 0.2 })).toMatchObject({
      exit: 4,
      message: `${url} did not answer within 0.2 s.`,
    });
  });

  it('a connection that is closed again and again', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await failure(url)).toMatchObject({ exit: 4, message: expect.stringMatching(/closed the connection/) });
  });

  it.each([
    [500, 'text/plain', 'oh'],
    [502, 'text/html', '<html>'],
    [429, 'application/json', '{"status":"error","errorType":"x","error":"slow down"}'],
  ])('%d of a proxy', async (status, type, body) => {
    const { url } = await answering({ status, type, body });
    expect(await failure(url)).toMatchObject({ exit: 4, message: `${url} cannot answer now (${status}).` });
  });

  it.each([401, 403])('%d', async (status) => {
    const { url } = await answering({ status, type: 'text/plain', body: 'no' });
    const error = await failure(url);
    expect(error).toMatchObject({ exit: 3, message: `${url} refuses these credentials (${status}).` });
    const without = await failure(url, { environment: {} });
    expect(without).toMatchObject({ exit: 3, next: expect.stringMatching(/PROMETHEUS_TOKEN/) });
  });

  it.each<[string, string, string, string]>([
    ['Grafana', '/api/health', '{"commit":"x","database":"ok","version":"12.2.0"}', "it seems to be Grafana's address"],
    ['Alertmanager', '/api/v2/status', '{"cluster":{},"versionInfo":{}}', "it seems to be Alertmanager's address"],
    ['a Pushgateway', '/api/v1/status', '{"data":{"build_information":{}}}', "it seems to be a Pushgateway's address"],
    ['an exporter', '/metrics', '# HELP x y\n', 'it seems to be the address of a program that is scraped'],
    ['something else', '/other', '', 'it answers in another form (404)'],
  ])('%s', async (_, path, body, message) => {
    const { url, asked } = await answering((each) =>
      each.path === path ? { body } : { status: 404, type: 'text/plain', body: 'not found' },
    );
    expect(await failure(url)).toMatchObject({ exit: 2, message: `${url} is not a Prometheus: ${message}.` });
    // Whoever it is has seen the credentials once already; it need not see them again.
    expect(asked.slice(1).every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it.each<[Reply, string]>([
    [{ type: 'text/html; charset=utf-8', body: '<html>' }, 'it answers with a web page (200)'],
    [{ body: '{"message":"x"}' }, 'it answers in another form (200)'],
    [vectorOf({ metric: {}, value: [1, 2] }), strange],
    [vectorOf({ metric: {}, value: ['1', '2'] }), strange],
    [vectorOf({ metric: { a: 1 }, value: [1, '2'] }), strange],
    [success({ resultType: 'matrix', result: [{ metric: {}, values: [[1, '2'], [1]] }] }), strange],
    [success({ resultType: 'matrix', result: [{ metric: {}, histograms: [1] }] }), strange],
    [success({ resultType: 'table' }), strange],
    [{ status: 302, body: '' }, 'it answers with a redirect (302)'],
  ])('a stranger (%#)', async (reply, message) => {
    const { url } = await answering(reply);
    expect(await failure(url)).toMatchObject({ exit: 2, message: `${url} is not a Prometheus: ${message}.` });
  });

  it('a redirect is not followed, so that nobody else sees the credentials', async () => {
    const other = await answering(nothing);
    const url = await serve((_, response) => response.writeHead(307, { location: `${other.url}/api/v1/query` }).end());
    expect(await failure(url)).toMatchObject({ exit: 2, message: expect.stringMatching(/with a redirect \(307\)/) });
    expect(other.asked).toEqual([]);
  });

  it('an interruption', async () => {
    const controller = new AbortController();
    const url = await serve(() => controller.abort());
    expect(await failure(url, { signal: controller.signal })).toMatchObject({ exit: 5 });
    expect(await failure(url, { signal: controller.signal })).toMatchObject({ exit: 5 });
  });
});

describe('TLS', () => {
  const openssl = findProgram('openssl');
  let folder = '';
  beforeAll(async () => {
    if (openssl === undefined) return;
    folder = await mkdtemp(join(tmpdir(), 'tls-'));
    const usual = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2'.split(' ');
    const certificate = (name: string, more: readonly string[] = []) => {
      const files = ['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)];
      execFileSync(openssl, [...usual, '-subj', `/CN=${name}`, ...files, ...more], { stdio: 'ignore' });
    };
    certificate('server', ['-addext', 'subjectAltName=IP:127.0.0.1']);
    certificate('client');
  });

  async function secured(more: ServerOptions = {}): Promise<string> {
    const server = createTlsServer(
      {
        key: await readFile(join(folder, 'server.key')),
        cert: await readFile(join(folder, 'server.pem')),
        ...more,
      },
      (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(nothing.body),
    );
    return `https://127.0.0.1:${await listening(server)}`;
  }

  it('trusts the authority that it is given, and no other', async (context) => {
    if (openssl === undefined) context.skip('install openssl to make certificates');
    const url = await secured();
    const caFile = join(folder, 'server.pem');
    expect((await (await reach(url, { caFile })).instant('up', 1)).series).toEqual([]);
    const error = await rejected(async () => (await reach(url)).instant('up', 1));
    expect(error).toMatchObject({ exit: 4, message: expect.stringMatching(/cannot be trusted: TLS failed/) });
    const other = await rejected(async () =>
      (await reach(url, { caFile: join(folder, 'client.pem') })).instant('up', 1),
    );
    expect(other).toMatchObject({ exit: 4, message: expect.stringMatching(/cannot be trusted/) });
  });

  it('shows a certificate of its own', async (context) => {
    if (openssl === undefined) context.skip('install openssl to make certificates');
    const ca = await readFile(join(folder, 'client.pem'));
    const url = await secured({ ca, requestCert: true, rejectUnauthorized: true });
    const caFile = join(folder, 'server.pem');
    const own = { certificateFile: join(folder, 'client.pem'), keyFile: join(folder, 'client.key') };
    expect((await (await reach(url, { caFile, ...own })).instant('up', 1)).series).toEqual([]);
    expect(await rejected(async () => (await reach(url, { caFile })).instant('up', 1))).toMatchObject({ exit: 4 });
  });

  it('refuses files that are of no use', async (context) => {
    if (openssl === undefined) context.skip('install openssl to make certificates');
    const key = join(folder, 'client.key');
    const pem = join(folder, 'client.pem');
    const url = 'https://localhost';
    expect((await rejected(() => reach(url, { keyFile: key }))).message).toMatch(/go together/);
    expect((await rejected(() => reach(url, { caFile: key }))).message).toMatch(/holds no certificate/);
    expect((await rejected(() => reach(url, { caFile: '/nowhere.pem' }))).message).toMatch(/is not there/);
    expect((await rejected(() => reach(url, { certificateFile: pem, keyFile: pem }))).message).toMatch(
      /holds no private key/,
    );
  });
});
