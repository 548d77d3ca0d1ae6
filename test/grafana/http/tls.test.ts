/** Whom a connection trusts. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../support/find-program.ts';
import { closeAll, connected, counted, failure, listening } from './support.ts';

const openssl = findProgram('openssl');
const skipped = 'install openssl to make certificates';

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  const server = join(folder, 'server.pem');
  const other = join(folder, 'other.pem');

  beforeAll(() => {
    if (openssl === undefined) return;
    const usual = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2'.split(' ');
    for (const name of ['server', 'other']) {
      const files = ['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)];
      const address = ['-addext', `subjectAltName=IP:127.0.0.${name === 'server' ? 1 : 2}`];
      execFileSync(openssl, [...usual, '-subj', `/CN=${name}`, ...files, ...address], { stdio: 'ignore' });
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function secured(name = 'server'): Promise<string> {
    const answers: Readonly<Record<string, object>> = {
      '/api/health': { database: 'ok', version: '12.2.0' },
      '/api/org': { id: 1, name: 'Main Org.' },
    };
    const files = { key: readFileSync(join(folder, `${name}.key`)), cert: readFileSync(join(folder, `${name}.pem`)) };
    const tls = createTlsServer(files, (request, response) => {
      const answer = answers[request.url ?? ''];
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { message: 'Not found' }));
    });
    return `https://127.0.0.1:${await listening(tls)}`;
  }

  it('trusts the authority that it is given', async (context) => {
    if (openssl === undefined) context.skip(skipped);
    const grafana = await connected(await secured(), { target: { caFile: server } });
    expect(grafana.facts.organisation).toBe('Main Org.');
  });

  it('trusts no other, and tries no second time', async (context) => {
    if (openssl === undefined) context.skip(skipped);
    const url = await secured();
    for (const caFile of [undefined, other]) {
      const patience = counted(20);
      const error = await failure(() => connected(url, { patience, target: { caFile } }));
      expect(error).toMatchObject({ exit: 4, message: expect.stringMatching(/cannot be trusted: TLS failed \(/) });
      expect(error.next).toContain('CA file');
      expect(patience.waits).toEqual([]);
    }
  });

  it('trusts no certificate of another name', async (context) => {
    if (openssl === undefined) context.skip(skipped);
    const url = await secured('other');
    const error = await failure(() => connected(url, { target: { caFile: other } }));
    expect(error.message).toContain('TLS failed (ERR_TLS_CERT_ALTNAME_INVALID)');
  });

  it('that ends to be trusted in the middle, ends it all', async (context) => {
    if (openssl === undefined) context.skip(skipped);
    const url = await secured();
    const grafana = await connected(url, { connections: 1, target: { caFile: server } });
    await closeAll();
    const files = { key: readFileSync(join(folder, 'other.key')), cert: readFileSync(other) };
    const stranger = createTlsServer(files, () => {
      throw new Error('it was asked');
    });
    await listening(stranger, Number(new URL(url).port));
    const folderOf = { uid: 'f', title: 'F', parentUid: undefined };
    // The connection that was kept is found closed first.
    const first = await grafana.createFolder(folderOf).catch(() => undefined);
    expect(first?.kind ?? 'unsure').toBe('unsure');
    expect((await failure(() => grafana.createFolder(folderOf))).message).toContain('cannot be trusted');
    expect((await failure(() => grafana.folder('f'))).message).toContain('cannot be trusted');
  });

  it('is not spoken by every server', async () => {
    const error = await failure(async () => connected(`https://127.0.0.1:${await listening(createServer())}`));
    expect(error).toMatchObject({ exit: 4, message: expect.stringMatching(/does not speak TLS/) });
    expect(error.next).toContain('http://');
  });

  it('is not asked of who speaks nothing else', async (context) => {
    if (openssl === undefined) context.skip(skipped);
    const url = (await secured()).replace('https:', 'http:');
    const error = await failure(() => connected(url));
    expect(error.message).toMatch(/closed the connection|does not speak HTTP/);
  });

  it.each([
    ['server.key', /holds no certificate in PEM/],
    ['none.pem', /is not there/],
    ['.', /cannot be read/],
  ])('takes no authority from %s', async (name, message) => {
    if (openssl === undefined && name === 'server.key') return;
    const error = await connected('https://127.0.0.1:1', { target: { caFile: join(folder, name) } }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({ name: 'UserError', message: expect.stringMatching(message) });
  });
});
