/** A real Grafana that tests may do anything to: one of their own, or the one that GRAFANA_URL names. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { answers, startProcess } from '../../src/demo/process.ts';
import { list, object, text, type Json } from '../../src/lint/read/json.ts';
import { findProgram } from './find-program.ts';
import { asker, must, people, type Admin, type Ask } from './grafana-people.ts';
import { freePort } from './port.ts';
import type { TestGrafana } from './test-grafana.ts';

/** Whether there is one to be had here. */
export function hasRealGrafana(): boolean {
  return process.env['GRAFANA_URL'] !== undefined || findProgram('grafana') !== undefined;
}

/**
 * The Grafana at GRAFANA_URL, which GRAFANA_USER and GRAFANA_PASSWORD (both `admin` unless set) administer and which
 * keeps all that it has; without it, one in a temporary folder that ends with this process.
 * @param provisioned dashboards that files of a server of our own keep, in the root
 */
export async function realGrafana(provisioned: readonly Json[] = []): Promise<TestGrafana> {
  const url = process.env['GRAFANA_URL']?.replace(/\/$/, '');
  if (url !== undefined) {
    const user = process.env['GRAFANA_USER'] ?? 'admin';
    const admin = { user, password: process.env['GRAFANA_PASSWORD'] ?? 'admin' };
    const run = `t${randomBytes(4).toString('hex')}-`;
    return testing(url, admin, { run, stop: () => Promise.resolve() });
  }
  return own(provisioned);
}

async function own(provisioned: readonly Json[]): Promise<TestGrafana> {
  const program = findProgram('grafana');
  if (program === undefined) throw new Error('grafana is not on the path');
  const folder = mkdtempSync(join(process.env['DASHBOARDS_TEST_ROOT'] ?? tmpdir(), 'grafana-'));
  for (const kind of ['dashboards', 'datasources', 'plugins', 'alerting']) {
    mkdirSync(join(folder, 'provisioning', kind), { recursive: true });
  }
  if (provisioned.length > 0) provision(folder, provisioned);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const server = await startProcess({
    name: 'Grafana',
    program,
    args: ['server', '--homepath', homeOf(program), 'cfg:default.log.mode=console', 'cfg:default.log.level=warn'],
    env: { ...process.env, ...settings(folder, port) },
    limit: 120_000,
    ready: () => answers(`${url}/api/health`),
  }).catch((error: unknown) => {
    remove();
    throw error;
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    remove();
  };
  return testing(url, { user: 'admin', password: 'admin' }, { run: '', stop });
}

function provision(folder: string, dashboards: readonly Json[]): void {
  const path = join(folder, 'provisioned');
  mkdirSync(path);
  for (const dashboard of dashboards) {
    writeFileSync(join(path, `${text(dashboard['uid'])}.json`), JSON.stringify(dashboard));
  }
  const provider = { name: 'tests', type: 'file', options: { path } };
  const file = join(folder, 'provisioning', 'dashboards', 'tests.yaml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ apiVersion: 1, providers: [provider] }));
}

function settings(folder: string, port: number): Readonly<Record<string, string>> {
  return {
    GF_PATHS_DATA: join(folder, 'data'),
    GF_PATHS_LOGS: join(folder, 'log'),
    GF_PATHS_PLUGINS: join(folder, 'plugins'),
    GF_PATHS_PROVISIONING: join(folder, 'provisioning'),
    GF_SERVER_HTTP_ADDR: '127.0.0.1',
    GF_SERVER_HTTP_PORT: String(port),
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: 'true',
    GF_NEWS_NEWS_FEED_ENABLED: 'false',
  };
}

function testing(
  url: string,
  admin: Admin,
  { run, stop }: { readonly run: string; readonly stop: () => Promise<void> },
): TestGrafana {
  const ask = asker(url, admin);
  const accounts: number[] = [];
  return {
    url,
    admin,
    real: true,
    uid: (name) => `${run}${name}`,
    token: async (role) => {
      const name = `tests-${randomBytes(6).toString('hex')}`;
      const id = Number((await must(ask, 'POST', '/api/serviceaccounts', { name, role }))['id']);
      accounts.push(id);
      return text((await must(ask, 'POST', `/api/serviceaccounts/${id}/tokens`, { name }))['key']);
    },
    ...people(url, admin),
    reset: () => empty(ask, run),
    stop: async () => {
      if (run !== '') {
        await empty(ask, run);
        for (const id of accounts) await ask('DELETE', `/api/serviceaccounts/${id}`);
      }
      await stop();
    },
  };
}

/** Deletes what tests made: all of it, or on a server with more than that, what has the run's own uids. */
async function empty(ask: Ask, run: string): Promise<void> {
  const uids = async (type: string): Promise<readonly string[]> => {
    const found = await ask('GET', `/api/search?type=${type}&limit=5000`);
    return list(found.body)
      .map((hit) => text(object(hit)['uid']))
      .filter((uid) => uid.startsWith(run));
  };
  for (const uid of await uids('dash-db')) await ask('DELETE', `/api/dashboards/uid/${uid}`);
  // A folder takes those below it along; one that is two deep takes a second call.
  for (let round = 0; round < 6; round++) {
    const left = await uids('dash-folder');
    if (left.length === 0) return;
    for (const uid of left) await ask('DELETE', `/api/folders/${uid}`);
  }
}

/** Where Grafana's `conf` is: beside the program's folder, or where packages put it. */
function homeOf(path: string): string {
  const beside = dirname(dirname(path));
  return existsSync(join(beside, 'conf', 'defaults.ini')) ? beside : '/usr/share/grafana';
}
