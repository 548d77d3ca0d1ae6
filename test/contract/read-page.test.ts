/** Pages from addresses and files: what is asked, what is refused, and with which exit code. */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPage } from '../../src/contract/read-page.ts';
import { UserError } from '../../src/errors/user-error.ts';
import { parsePage } from '../../src/metrics/exposition.ts';
import { maxPageBytes } from '../../src/policy/exposition-limits.ts';
import { freePort } from '../support/port.ts';
import { put, temporaryFolder } from '../support/program.ts';

const page = '# TYPE a gauge\na 1\n';
const nobody = { environment: {} };

/** What went wrong; the error itself where it is no mistake of a user. */
async function mistake(reading: Promise<string>): Promise<UserError> {
  const error: unknown = await reading.then(
    () => new Error('it was read'),
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw error;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const asked: IncomingMessage[] = [];
const answers: Readonly<Record<string, Answer>> = {
  '/metrics': (_, response) => response.end(page),
  '/packed': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(page)),
  '/bomb': (_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(maxPageBytes + 1, 35))),
  '/401': (_, response) => response.writeHead(401).end(),
  '/403': (_, response) => response.writeHead(403).end(),
  '/500': (_, response) => response.writeHead(500).end(),
  '/html': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>a 1'),
  '/protobuf': (_, response) =>
    response.writeHead(200, { 'content-type': 'application/vnd.google.protobuf; x=y' }).end('a'),
  '/moved': (_, response) => response.writeHead(302, { location: '/metrics' }).end(),
  '/round': (_, response) => response.writeHead(302, { location: '/round' }).end(),
  '/broken': (_, response) => response.writeHead(200, { 'content-length': '100' }).write('a', () => response.destroy()),
};

const server = createServer((request, response) => {
  asked.push(request);
  const answer = answers[request.url ?? ''];
  if (request.url?.startsWith('/to?') === true) {
    response.writeHead(307, { location: decodeURIComponent(request.url.slice(4)) }).end();
  } else if (answer === undefined) response.writeHead(404).end();
  else answer(request, response);
});
let address = '';

beforeAll(async () => {
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('an address', () => {
  test('is asked as Prometheus asks', async () => {
    expect(await readPage(`${address}/metrics`, nobody)).toBe(page);
    const headers = asked.at(-1)?.headers;
    expect(headers?.accept).toMatch(/^application\/openmetrics-text;version=1\.0\.0;/);
    expect(headers?.accept).toContain('text/plain;version=0.0.4');
    expect(headers?.['accept-encoding']).toContain('gzip');
    expect(headers?.['x-prometheus-scrape-timeout-seconds']).toBe('10');
    expect(headers?.authorization).toBeUndefined();
  });

  test('may answer packed, and from another path', async () => {
    expect(await readPage(`${address}/packed`, nobody)).toBe(page);
    expect(await readPage(`${address}/moved`, nobody)).toBe(page);
  });

  test.each([
    [{ METRICS_TOKEN: 'secret\n' }, 'Bearer secret'],
    [{ METRICS_USER: 'me', METRICS_PASSWORD: 'pä:ss' }, `Basic ${Buffer.from('me:pä:ss').toString('base64')}`],
    [{ METRICS_TOKEN: '' }, undefined],
  ])('is told who asks (%j)', async (environment, expected) => {
    await readPage(`${address}/metrics`, { environment });
    expect(asked.at(-1)?.headers.authorization).toBe(expected);
  });

  test('another host is not told who asks', async () => {
    const other = createServer((request, response) => {
      asked.push(request);
      response.end(page);
    });
    other.listen(await freePort(), '127.0.0.1');
    await once(other, 'listening');
    const place = other.address();
    const port = typeof place === 'object' && place !== null ? place.port : 0;
    const environment = { METRICS_TOKEN: 'secret' };
    try {
      const to = encodeURIComponent(`http://localhost:${port}/metrics`);
      expect(await readPage(`${address}/to?${to}`, { environment })).toBe(page);
      expect(asked.at(-2)?.headers.authorization).toBe('Bearer secret');
      expect(asked.at(-1)?.headers.authorization).toBeUndefined();
    } finally {
      other.closeAllConnections();
      other.close();
    }
  });

  test.each<[Readonly<Record<string, string>>, string]>([
    [{ METRICS_TOKEN: 'a', METRICS_USER: 'b' }, 'METRICS_TOKEN and METRICS_USER are both set.'],
    [{ METRICS_USER: 'b' }, 'METRICS_PASSWORD is not set.'],
    [{ METRICS_PASSWORD: 'b' }, 'METRICS_USER is not set.'],
    [{ METRICS_TOKEN: 'a\nb' }, 'METRICS_TOKEN has more than one line.'],
  ])('credentials that cannot be meant (%j)', async (environment, expected) => {
    const error = await mistake(readPage(`${address}/metrics`, { environment }));
    expect([error.message, error.exit]).toEqual([expected, 2]);
  });

  test.each([
    ['/401', 3, 'refuses (HTTP 401).'],
    ['/403', 3, 'refuses (HTTP 403).'],
    ['/404', 4, 'answers HTTP 404.'],
    ['/500', 4, 'answers HTTP 500.'],
    ['/round', 4, 'does not answer: more than 5 redirects.'],
    ['/broken', 4, 'does not answer: '],
    ['/bomb', 2, 'answers more than 48 MiB.'],
    ['/html', 2, 'is no page of metrics: it is HTML or XML.'],
    ['/protobuf', 2, 'answers protobuf, though text was asked for.'],
  ])('%s ends with exit code %i', async (path, exit, message) => {
    const error = await mistake(readPage(address + path, nobody));
    expect(error.message).toContain(`${address}${path} ${message}`);
    expect([error.exit, error.next.length > 10]).toEqual([exit, true]);
  });

  test('of which nobody listens, or no host is known', async () => {
    const closed = `http://127.0.0.1:${await freePort()}/metrics`;
    const refused = await mistake(readPage(closed, nobody));
    expect([refused.message, refused.exit]).toEqual([`${closed} does not answer: the connection was refused.`, 4]);
    const unknown = await mistake(readPage('http://nobody.invalid/metrics', nobody));
    expect([unknown.message, unknown.exit]).toEqual([
      'http://nobody.invalid/metrics does not answer: the host is not known.',
      4,
    ]);
  });

  test('with a password in it is refused, and not repeated', async () => {
    const error = await mistake(readPage('http://me:hidden@127.0.0.1/metrics', nobody));
    expect(error.message).toBe('The address holds a user or a password.');
    expect(JSON.stringify([error.message, error.details, error.next])).not.toContain('hidden');
  });

  test('that speaks no TLS is told from one that does not answer', async () => {
    const error = await mistake(readPage(`${address.replace('http:', 'https:')}/metrics`, nobody));
    expect(error).toMatchObject({ exit: 4, message: expect.stringContaining('it does not speak TLS') });
  });

  test.each(['ftp://host/metrics', 'http://', 'https://a b/'])('%s is none', async (wrong) => {
    expect((await mistake(readPage(wrong, nobody))).message).toBe('That is no address of a metrics page.');
  });

  test('that is asked no longer ends with exit code 5', async () => {
    const error = await mistake(readPage(`${address}/metrics`, { ...nobody, signal: AbortSignal.abort() }));
    expect(error.exit).toBe(5);
  });
});

describe('an address with TLS', () => {
  const folder = temporaryFolder();
  const made = spawnSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
      .concat(['-keyout', 'key.pem', '-out', 'cert.pem', '-subj', '/CN=localhost'])
      .concat(['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']),
    { cwd: folder },
  );

  test.skipIf(made.status !== 0)('is trusted by the certificate that is named', async () => {
    const caFile = join(folder, 'cert.pem');
    const port = await freePort();
    const secure = createTlsServer(
      { key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(caFile) },
      (_, response) => response.end(page),
    ).listen(port, '127.0.0.1');
    await once(secure, 'listening');
    try {
      const url = `https://127.0.0.1:${port}/metrics`;
      expect(await readPage(url, { ...nobody, caFile })).toBe(page);
      const error = await mistake(readPage(url, nobody));
      expect([error.exit, error.next]).toEqual([4, expect.stringContaining('--ca-file')]);
      const absent = await mistake(readPage(url, { ...nobody, caFile: join(folder, 'absent.pem') }));
      expect(absent.message).toContain('absent.pem is not there.');
      const empty = await mistake(readPage(url, { ...nobody, caFile: join(folder, 'key.pem') }));
      expect(empty.message).toContain('holds no certificate.');
    } finally {
      secure.closeAllConnections();
      secure.close();
    }
  });
});

describe('a file', () => {
  const folder = temporaryFolder();
  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  test('is read, packed or not', async () => {
    expect(await readPage(file('page', page), nobody)).toBe(page);
    expect(await readPage(file('page.gz', gzipSync(page)), nobody)).toBe(page);
  });

  test.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'is no page of metrics: it is empty.'],
    ['blank', '\n\r\n ', 'is no page of metrics: it is empty.'],
    ['html', '\n <html>', 'is no page of metrics: it is HTML or XML.'],
    ['json', '{"status":"ok"}', 'is no page of metrics: it is JSON.'],
    ['list', '[1]', 'is no page of metrics: it is JSON.'],
    ['binary', Uint8Array.of(97, 32, 49, 0, 10), 'is no page of metrics: it is not text.'],
    ['latin1', Uint8Array.of(97, 32, 49, 10, 0xe4, 10), 'is no page of metrics: it is not text in UTF-8.'],
    ['cut', gzipSync(page).subarray(0, 20), 'cannot be unpacked.'],
    ['large', Buffer.alloc(maxPageBytes + 1, 35), 'is larger than 48 MiB.'],
    ['bomb', gzipSync(Buffer.alloc(maxPageBytes + 1, 35)), 'is larger than 48 MiB.'],
  ])('%s is refused', async (name, content, message) => {
    const path = file(`${name}.txt`, content);
    const error = await mistake(readPage(path, nobody));
    expect([error.message, error.exit]).toEqual([`${path} ${message}`, 2]);
  });

  test.each([
    ['/absent/page.txt', '/absent/page.txt is not there.', 'Name a file'],
    ['localhost:9090/metrics', 'localhost:9090/metrics is not there.', 'http://localhost:9090/metrics'],
    ['', 'The page is empty text.', 'Name an address'],
    [folder, `${folder} is a folder.`, 'Name a file'],
  ])('%s is none', async (path, message, next) => {
    const error = await mistake(readPage(path, nobody));
    expect(error.message).toBe(message);
    expect(error.next).toContain(next);
  });
});

describe('what a page may hold', () => {
  test('carriage returns, escapes, NaN, exemplars and times', () => {
    const text = [
      '# HELP a_total Said \\"so\\"\\nand so.',
      '# TYPE a_total counter',
      String.raw`a_total{x="\"\\\n{},# "} 1 1700000000`,
      '# TYPE b histogram',
      'b_bucket{le="+Inf"} 1 # {trace_id="1"} 0.5 1700000000.1',
      'b_sum NaN',
      'b_count 1',
      '# EOF',
    ].join('\r\n');
    const { families, helps } = parsePage(text);
    expect(families.map(({ name, series }) => [name, series.length])).toEqual([
      ['a_total', 1],
      ['b', 3],
    ]);
    expect(families[0]?.series[0]?.labels).toEqual({ x: '"\\\n{},# ' });
    expect(helps.get('a_total')).toBe('Said "so"\nand so.');
  });

  test('help by the name that Prometheus stores', () => {
    expect([...parsePage('# TYPE a counter\n# HELP a As.\na_total 1\n# EOF\n').helps]).toEqual([['a_total', 'As.']]);
  });

  test('names in quotes, as Prometheus 3 writes those that are no identifiers', () => {
    const text = '# TYPE "my.metric" gauge\n{"my.metric"} 1\n{"my.metric","a.b"="1",c="2"} 2\n{"other\\"s", x="1"} 3\n';
    expect(parsePage(text).families).toEqual([
      {
        name: 'my.metric',
        type: 'gauge',
        series: [
          { suffix: '', labels: {}, value: 1 },
          { suffix: '', labels: { 'a.b': '1', c: '2' }, value: 2 },
        ],
      },
      { name: 'other"s', type: 'untyped', series: [{ suffix: '', labels: { x: '1' }, value: 3 }] },
    ]);
  });

  test('what moves the cursor of a terminal is not repeated, nor a line of any length', () => {
    const message = (text: string): string => {
      try {
        parsePage(text);
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return '';
    };
    expect(message('a 1\n\u001B[2J%')).toBe(
      'The metrics page cannot be read: line 2: no metric name at the start of " [2J%".',
    );
    expect(message(`%${'x'.repeat(1_000_000)}`).length).toBeLessThan(300);
  });
});

test('a file of a page can be put anywhere', async () => {
  const path = join(temporaryFolder(), 'deep', 'page.prom');
  put(path, page);
  expect(await readPage(path, nobody)).toBe(page);
});
