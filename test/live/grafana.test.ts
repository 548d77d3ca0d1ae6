/** A real Grafana starts with the committed folder and has everything in place. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import axios, { type AxiosInstance } from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../support/find-program.ts';
import { freePort } from '../support/port.ts';
import { checkout, temporaryFolder } from '../support/program.ts';
import { waitFor } from '../support/wait.ts';

const program = findProgram('grafana');
const prometheusUrl = 'http://127.0.0.1:9';

describe('a Grafana that starts with provisioning/grafana', () => {
  const folder = temporaryFolder();
  let server: ChildProcess | undefined;
  let log = '';
  let api: AxiosInstance = axios.create();

  beforeAll(async () => {
    if (program === undefined) return;
    const port = await freePort();
    server = spawn(program, ['server', '--homepath', homeOf(program), 'cfg:default.log.mode=console'], {
      env: {
        ...process.env,
        GF_PATHS_PROVISIONING: join(checkout, 'provisioning', 'grafana'),
        PROMETHEUS_URL: prometheusUrl,
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
    });
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (text: Buffer) => (log += text.toString()));
    api = axios.create({
      baseURL: `http://127.0.0.1:${port}/api`,
      auth: { username: 'admin', password: 'admin' },
      validateStatus: () => true,
      proxy: false,
    });
    await waitFor(
      'Grafana to answer',
      async () => (await api.get('/health').catch(() => undefined))?.status === 200,
      120_000,
    );
    await waitFor('the dashboards', () => log.includes('finished to provision dashboards'), 60_000);
  }, 200_000);

  afterAll(async () => {
    if (server !== undefined) {
      const ended = new Promise((resolve) => server?.once('exit', resolve));
      server.kill();
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('has the dashboard in its folder', async ({ skip }) => {
    if (program === undefined) skip('install grafana and put it on the path');
    const { data } = await api.get('/dashboards/uid/order-processing-orders');
    expect(data).toMatchObject({
      meta: { provisioned: true, folderUid: 'order-processing', folderTitle: 'Order processing' },
      dashboard: { uid: 'order-processing-orders', title: 'Orders', editable: false },
    });
  });

  it('has the data source, its address filled in from the environment', async ({ skip }) => {
    if (program === undefined) skip('install grafana and put it on the path');
    const { data } = await api.get('/datasources/uid/prometheus');
    expect(data).toMatchObject({ name: 'Prometheus', type: 'prometheus', url: prometheusUrl, isDefault: true });
  });

  it('logs no complaint about the folder', ({ skip }) => {
    if (program === undefined) skip('install grafana and put it on the path');
    const complaints = log
      .split('\n')
      .filter((line) => /logger=provisioning/.test(line) && /level=(?:warn|error)/.test(line));
    expect(complaints).toEqual([]);
  });
});

/** Where Grafana's `conf` is: beside the program's folder, or where packages put it. */
function homeOf(path: string): string {
  const beside = dirname(dirname(path));
  return existsSync(join(beside, 'conf', 'defaults.ini')) ? beside : '/usr/share/grafana';
}
