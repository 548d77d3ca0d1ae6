/** The whole port against Grafanas of each age, and a real one where it is at hand. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import axios from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Grafana, StoredDashboard } from '../../../src/grafana/grafana.ts';
import { connectGrafana } from '../../../src/grafana/http/connect.ts';
import { patience } from '../../../src/grafana/patience.ts';
import { findProgram } from '../../support/find-program.ts';
import { startGrafanaDouble, type DoubleOptions } from '../../support/grafana-double/index.ts';
import { freePort } from '../../support/port.ts';
import { temporaryFolder } from '../../support/program.ts';
import { rejected } from '../../support/user-error.ts';
import { waitFor } from '../../support/wait.ts';

const program = findProgram('grafana');
const skipped = 'install grafana and put it on the path';
const admin = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
const signal = new AbortController().signal;

interface Running {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const fromFile = { uid: 'from-file', title: 'From a file' };

function double(options: DoubleOptions): () => Promise<Running> {
  return async () => {
    const running = await startGrafanaDouble(options);
    running.provision({ content: fromFile });
    return running;
  };
}

async function real(): Promise<Running | undefined> {
  if (program === undefined) return undefined;
  const folder = temporaryFolder();
  const provisioning = join(folder, 'provisioning');
  for (const name of ['dashboards', 'files', 'plugins', 'alerting']) {
    mkdirSync(join(provisioning, name), { recursive: true });
  }
  writeFileSync(
    join(provisioning, 'dashboards', 'files.yaml'),
    `apiVersion: 1\nproviders: [{ name: files, type: file, options: { path: ${join(provisioning, 'files')} } }]\n`,
  );
  writeFileSync(join(provisioning, 'files', 'one.json'), JSON.stringify(fromFile));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(program, ['server', '--homepath', homeOf(program)], {
    env: {
      ...process.env,
      GF_PATHS_PROVISIONING: provisioning,
      GF_PATHS_DATA: join(folder, 'data'),
      GF_PATHS_LOGS: join(folder, 'log'),
      GF_SERVER_HTTP_ADDR: '127.0.0.1',
      GF_SERVER_HTTP_PORT: String(port),
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
      GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: 'true',
      GF_NEWS_NEWS_FEED_ENABLED: 'false',
    },
    stdio: 'ignore',
  });
  const there = async () => (await connected(url)).dashboard(fromFile.uid);
  await waitFor('Grafana', async () => (await there().catch(() => undefined)) !== undefined, 120_000);
  const stop = async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

function connected(url: string, authorization = admin): Promise<Grafana> {
  return connectGrafana(
    { url, authorization, caFile: undefined, credentialsFrom: 'the test' },
    { patience: patience({ limit: 30, signal }), timeout: 30, connections: 10, signal },
  );
}

describe.each<[string, () => Promise<Running | undefined>]>([
  ['Grafana 12', double({})],
  ['Grafana 12 with unified storage, below a path', double({ unifiedStorage: true, prefix: '/grafana' })],
  ['another organisation', double({ organisation: { id: 7, name: 'Main Org.' } })],
  ['Grafana 11', double({ grafana: '11' })],
  ['Grafana 10', double({ grafana: '10' })],
  ['a real Grafana', real],
])('%s', (_, start) => {
  let running: Running | undefined;
  let url = '';

  beforeAll(async () => {
    running = await start();
    url = running?.url ?? '';
  }, 150_000);

  afterAll(async () => running?.stop());

  it('does all that the port asks', async (context) => {
    if (running === undefined) context.skip(skipped);
    const grafana = await connected(url);
    expect(grafana.facts).toMatchObject({ address: url, organisation: 'Main Org.', login: 'admin' });
    expect(grafana.facts.choices.length).toBeGreaterThan(1);

    const parent = { uid: 'parent', title: 'Parent', parentUid: undefined };
    const child = { uid: 'child', title: 'Child', parentUid: 'parent' };
    expect(await grafana.createFolder(parent)).toEqual({ kind: 'done' });
    expect(await grafana.createFolder(child)).toEqual({ kind: 'done' });
    expect(await grafana.createFolder(child)).toEqual({ kind: 'changed-since' });
    expect(await grafana.createFolder({ ...child, uid: 'x', parentUid: 'none' })).toMatchObject({ kind: 'refused' });
    expect(await grafana.folder('none')).toBeUndefined();
    const folders = await grafana.listFolders();
    expect(folders).toEqual(expect.arrayContaining([expect.objectContaining(parent), expect.objectContaining(child)]));
    const stored = await grafana.folder('child');
    expect(stored).toMatchObject({ ...child, updatedBy: 'admin' });
    expect(await grafana.renameFolder('child', 'Renamed', stored?.version ?? 0)).toEqual({ kind: 'done' });
    expect(await grafana.renameFolder('child', 'Again', stored?.version ?? 0)).toEqual({ kind: 'changed-since' });
    expect(await grafana.renameFolder('none', 'x', 1)).toEqual({ kind: 'missing' });
    expect(await grafana.moveFolder('child', undefined)).toEqual({ kind: 'done' });
    expect(await grafana.folder('child')).toMatchObject({ title: 'Renamed', parentUid: undefined });
    expect(await grafana.moveFolder('child', 'parent')).toEqual({ kind: 'done' });

    const content = { uid: 'one', title: 'One', tags: ['ours'], panels: [], description: 'first' };
    const request = { uid: 'one', content, folderUid: 'child', version: undefined, message: 'made' };
    expect(await grafana.saveDashboard(request)).toEqual({ kind: 'done' });
    expect(await grafana.saveDashboard(request)).toEqual({ kind: 'changed-since' });
    const second = { ...content, description: 'second' };
    expect(await grafana.saveDashboard({ ...request, content: second, version: 1, message: 'changed' })).toEqual({
      kind: 'done',
    });
    expect(await grafana.saveDashboard({ ...request, uid: 'two', folderUid: 'none' })).toMatchObject({
      kind: 'refused',
      status: 400,
      permission: false,
    });
    expect(await grafana.dashboard('one')).toEqual({
      uid: 'one',
      folderUid: 'child',
      version: 2,
      content: second,
      manager: undefined,
    });
    expect(await grafana.dashboard('none')).toBeUndefined();
    expect(await grafana.countIn('child')).toMatchObject({ dashboard: 1, folder: 0 });

    const versions = await grafana.versions('one', 20);
    expect(versions.map(({ version, createdBy }) => [version, createdBy])).toEqual([
      [2, 'admin'],
      [1, 'admin'],
    ]);
    expect(versions[0]).toMatchObject({ message: 'changed', content: second });
    expect(versions[1]?.content).toEqual(content);
    expect(await grafana.message('one', 1)).toBe('made');
    expect(await grafana.versions('one', 1)).toHaveLength(1);
    expect(await grafana.versions('none', 20)).toEqual([]);

    expect(await grafana.listDashboards()).toContainEqual(
      expect.objectContaining({ uid: 'one', title: 'One', tags: ['ours'], folderUid: 'child' }),
    );
    const all: StoredDashboard[] = [];
    for await (const one of grafana.allDashboards()) all.push(one);
    expect(all).toContainEqual(await grafana.dashboard('one'));
    expect(all.find(({ uid }) => uid === 'from-file')?.manager).toMatchObject({ kind: 'file' });
    expect(await grafana.deleteDashboard('from-file')).toMatchObject({ kind: 'refused', status: 400 });

    expect(await grafana.deleteDashboard('one')).toEqual({ kind: 'done' });
    expect(await grafana.deleteDashboard('one')).toEqual({ kind: 'missing' });
    expect(await grafana.deleteFolder('child')).toEqual({ kind: 'done' });
  });

  it('names a permission that lacks', async (context) => {
    if (running === undefined) context.skip(skipped);
    const api = axios.create({ baseURL: `${url}/api`, headers: { authorization: admin }, proxy: false });
    const account = await api.post<{ id: number }>('/serviceaccounts', { name: 'viewer', role: 'Viewer' });
    const made = await api.post<{ key: string }>(`/serviceaccounts/${account.data.id}/tokens`, { name: 'token' });
    const viewer = await connected(url, `Bearer ${made.data.key}`);
    expect(viewer.facts.login).toMatch(/viewer/);
    const folder = { uid: 'not', title: 'Not', parentUid: undefined };
    expect(await viewer.createFolder(folder)).toMatchObject({
      kind: 'refused',
      status: 403,
      permission: true,
      reason: expect.stringContaining('folders:create'),
    });
  });

  it('refuses a token that it does not know', async (context) => {
    if (running === undefined) context.skip(skipped);
    expect(await rejected(() => connected(url, 'Bearer glsa_not-known'))).toMatchObject({
      exit: 3,
      message: expect.stringContaining('Invalid API key'),
    });
  });
});

/** Where Grafana's `conf` is: beside the program's folder, or where packages put it. */
function homeOf(path: string): string {
  const beside = dirname(dirname(path));
  return existsSync(join(beside, 'conf', 'defaults.ini')) ? beside : '/usr/share/grafana';
}
