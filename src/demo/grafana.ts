/** A Grafana that starts with the dashboards of this project, and lets everybody on this machine look at them. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { host } from './ports.ts';
import { answers, startProcess, type RunningProcess } from './process.ts';

export interface GrafanaOptions {
  readonly program: string;
  /** Where Grafana's `conf` and `public` are; left out, it is looked for. */
  readonly homepath?: string | undefined;
  readonly folder: string;
  readonly port: number;
  /** A provisioning folder, as a build writes it. */
  readonly provisioning: string;
  readonly prometheusUrl: string;
  readonly signal: AbortSignal;
}

/** Its first start makes a database, which takes its time. */
const startLimit = 120_000;

/** @throws UserError where it does not start, or its home is not found */
export async function startGrafana(options: GrafanaOptions): Promise<RunningProcess> {
  const { program, folder, port, provisioning, prometheusUrl, signal } = options;
  const homepath = options.homepath ?? homeOf(program);
  await mkdir(folder, { recursive: true });
  return startProcess({
    name: 'Grafana',
    program,
    args: ['server', '--homepath', homepath, 'cfg:default.log.mode=console', 'cfg:default.log.level=warn'],
    env: {
      ...process.env,
      GF_PATHS_PROVISIONING: provisioning,
      PROMETHEUS_URL: prometheusUrl,
      GF_PATHS_DATA: join(folder, 'data'),
      GF_PATHS_LOGS: join(folder, 'log'),
      GF_PATHS_PLUGINS: join(folder, 'plugins'),
      GF_SERVER_HTTP_ADDR: host,
      GF_SERVER_HTTP_PORT: String(port),
      // Who reaches the loopback interface may look; nobody can log in, so there is no password to guess or to tell.
      GF_AUTH_ANONYMOUS_ENABLED: 'true',
      GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
      GF_AUTH_DISABLE_LOGIN_FORM: 'true',
      GF_AUTH_BASIC_ENABLED: 'false',
      GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: 'true',
      GF_SECURITY_DISABLE_GRAVATAR: 'true',
      // Nothing here calls the outside.
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
      GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: 'true',
      GF_NEWS_NEWS_FEED_ENABLED: 'false',
    },
    cwd: folder,
    ready: () => answers(`http://${host}:${port}/api/health`),
    limit: startLimit,
    signal,
  });
}

/** Beside the program's folder, or where packages put it. */
function homeOf(program: string): string {
  const candidates = [dirname(dirname(program)), '/usr/share/grafana'];
  const home = candidates.find((candidate) => existsSync(join(candidate, 'conf', 'defaults.ini')));
  if (home !== undefined) return home;
  throw new UserError("Grafana's home is not found.", {
    details: candidates.map((candidate) => `${join(candidate, 'conf', 'defaults.ini')} is not there`),
    next: 'Say where it is: --homepath DIR.',
    exit: exitCode.usage,
  });
}
