/** The whole system on the loopback interface: each part that is installed, started after those that it needs. */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { codeOf } from '../errors/code-of.ts';
import { UserError } from '../errors/user-error.ts';
import type { Duration } from '../time/duration.ts';
import { makeFolder } from '../text/make-folder.ts';
import { projectRoot } from '../text/project-root.ts';
import { startGrafana } from './grafana.ts';
import { hasBlocks, writeHistory, type HistoryOptions } from './history.ts';
import type { Found } from './missing.ts';
import { host, portNames, refuseTaken, type PortName, type Ports } from './ports.ts';
import { startPostgresExporter, type PostgresExporter } from './postgres-exporter.ts';
import { startPostgres, startReplica, type PostgresServer } from './postgres.ts';
import { blocksFolder, prometheusConfig, scrapeJobs, startPrometheus } from './prometheus.ts';
import { startPushgateway } from './pushgateway.ts';
import { run } from './run.ts';
import { Running, type Ended } from './running.ts';
import { ownProgram, startSimulator, type World } from './simulator.ts';

export interface StackOptions extends World {
  /** The programs that it is made of; what is left out does not run. */
  readonly found: Found;
  readonly ports: Ports;
  /** Where everything is kept, and stays; left out, a folder that goes when the stack stops. */
  readonly data?: string | undefined;
  /** Whether PostgreSQL gets a replica. */
  readonly replica?: boolean | undefined;
  readonly scrapeInterval: Duration;
  /** The paths of files of rules that Prometheus evaluates. */
  readonly rules?: readonly string[] | undefined;
  /** Left out, there is none. */
  readonly history?: Pick<HistoryOptions, 'days' | 'step' | 'targets'> | undefined;
  readonly incidents?: readonly string[] | undefined;
  /** Of Grafana; left out, it is looked for. */
  readonly homepath?: string | undefined;
  readonly tell: (line: string) => void;
  /** Ends the start; what has been started by then is stopped. */
  readonly signal: AbortSignal;
}

/** The addresses of what runs. */
export interface Addresses {
  readonly simulator: string;
  readonly prometheus?: string;
  readonly grafana?: string;
  readonly pushgateway?: string;
  /** The pages of PostgreSQL's exporters: of the primary, then of the replica. */
  readonly postgresExporters: readonly string[];
  /** The database, without a password. */
  readonly postgres?: string;
  /** A file with the passwords, for `PGPASSFILE`. */
  readonly postgresPasswords?: string;
}

export interface Stack {
  readonly addresses: Addresses;
  /** Resolves with the first part that ends, asked or not. */
  readonly firstEnd: Promise<Ended>;
  stop(): Promise<void>;
}

/** Days for which samples are kept beyond those of the history. */
const retentionBeyond = 15;

/**
 * Starts what is installed. Where a part does not start, those before it are stopped again.
 * @throws UserError where a port is taken, or a part does not start; the reason of the signal where that comes
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { tell } = options;
  await refuseTaken(options.ports, portsOf(options));
  const folder = await folderOf(options.data);
  const running = new Running();
  const stop = async (): Promise<void> => {
    await running.stop(tell);
    await folder.release();
  };
  try {
    const addresses = await startParts(options, folder.path, running);
    return { addresses, firstEnd: running.firstEnd(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function portsOf({ found, replica }: StackOptions): readonly PortName[] {
  const { postgres, postgresExporter, pushgateway, prometheus, grafana } = found;
  const used: Readonly<Record<PortName, boolean>> = {
    simulator: true,
    prometheus: prometheus !== undefined,
    grafana: grafana !== undefined,
    pushgateway: pushgateway !== undefined,
    postgres: postgres !== undefined,
    postgresExporter: postgres !== undefined && postgresExporter !== undefined,
    replica: postgres !== undefined && replica === true,
    replicaExporter: postgres !== undefined && postgresExporter !== undefined && replica === true,
  };
  return portNames.filter((name) => used[name]);
}

async function startParts(options: StackOptions, folder: string, running: Running): Promise<Addresses> {
  const { found, ports, environment, scrapeInterval, rules, history, incidents, homepath, tell, signal } = options;
  const { rate, env, without } = options;
  const at = (name: PortName): string => `http://${host}:${ports[name]}`;
  const add: Running['add'] = async (start) => {
    const part = await running.add(start);
    // A part that cannot be interrupted while it starts is there by now.
    signal.throwIfAborted();
    tell(`started ${part.name}`);
    return part;
  };

  const { pushgateway, prometheus, promtool, grafana } = found;
  const database = await startDatabase(options, folder, add);
  if (pushgateway !== undefined) {
    const own = join(folder, 'pushgateway');
    await add(() => startPushgateway({ program: pushgateway, folder: own, port: ports.pushgateway, signal }));
  }
  const world: World = { environment, rate, env, without };
  await add(() =>
    startSimulator({
      ...world,
      port: ports.simulator,
      incidents,
      databaseUrl: database?.primary.url('orders'),
      databasePassword: database?.primary.passwords.orders,
      pushgatewayUrl: pushgateway === undefined ? undefined : at('pushgateway'),
      signal,
    }),
  );
  if (prometheus !== undefined) {
    const own = join(folder, 'prometheus');
    const blocks = blocksFolder(own);
    if (history !== undefined && promtool !== undefined && !(await hasBlocks(blocks)))
      await writeHistory({ ...world, ...history, port: ports.simulator, promtool, blocks, folder, tell, signal });
    const jobs = scrapeJobs(ports, {
      pushgateway: pushgateway !== undefined,
      postgres: (database?.exporters ?? []).map(({ url }) => new URL(url).host),
      grafana: grafana !== undefined,
    });
    await add(() =>
      startPrometheus({
        program: prometheus,
        folder: own,
        port: ports.prometheus,
        config: prometheusConfig(jobs, { scrapeInterval, environment, rules }),
        retention: (history?.days ?? 0) + retentionBeyond,
        signal,
      }),
    );
  }
  if (grafana !== undefined) {
    const provisioning = await provisioningOf(env, folder, signal);
    const own = join(folder, 'grafana');
    await add(() =>
      startGrafana({
        program: grafana,
        homepath,
        folder: own,
        port: ports.grafana,
        provisioning,
        prometheusUrl: at('prometheus'),
        signal,
      }),
    );
  }
  return {
    simulator: at('simulator'),
    ...(prometheus === undefined ? {} : { prometheus: at('prometheus') }),
    ...(grafana === undefined ? {} : { grafana: at('grafana') }),
    ...(pushgateway === undefined ? {} : { pushgateway: at('pushgateway') }),
    ...(database === undefined
      ? {}
      : { postgres: database.primary.url('orders'), postgresPasswords: database.primary.passwordFile }),
    postgresExporters: (database?.exporters ?? []).map(({ url }) => url),
  };
}

interface Database {
  readonly primary: PostgresServer;
  /** Of the primary, then of the replica. */
  readonly exporters: readonly PostgresExporter[];
}

/** The primary and its replica, each with its exporter. */
async function startDatabase(
  { found, ports, replica }: StackOptions,
  folder: string,
  add: Running['add'],
): Promise<Database | undefined> {
  if (found.postgres === undefined) return undefined;
  const primary = await add(() => startPostgres({ folder: join(folder, 'postgres'), port: ports.postgres }));
  const copy =
    replica === true
      ? await add(() => startReplica(primary, { folder: join(folder, 'replica'), port: ports.replica }))
      : undefined;
  const exporters: PostgresExporter[] = [];
  if (found.postgresExporter !== undefined) {
    const queries = { folder: join(folder, 'exporter') };
    await mkdir(queries.folder, { recursive: true });
    exporters.push(await add(() => startPostgresExporter(primary, { ...queries, port: ports.postgresExporter })));
    if (copy !== undefined)
      exporters.push(await add(() => startPostgresExporter(copy, { ...queries, port: ports.replicaExporter })));
  }
  return { primary, exporters };
}

/** What Grafana reads: the committed folder, or that of an environment, built for it. */
async function provisioningOf(env: string | undefined, folder: string, signal: AbortSignal): Promise<string> {
  if (env === undefined) return join(projectRoot, 'provisioning', 'grafana');
  const out = join(folder, 'provisioning');
  await run('the build', process.execPath, [ownProgram, 'build', `--env=${env}`, `--out=${out}`], signal);
  return join(out, 'grafana');
}

interface Folder {
  readonly path: string;
  release(): Promise<void>;
}

/** PostgreSQL may run as another user, who has to get to its own folder in this one. */
const passable = 0o711;

/** A folder that is kept where it is named, and else goes, whatever becomes of this process but a kill. */
async function folderOf(data: string | undefined): Promise<Folder> {
  if (data !== undefined) {
    const path = resolve(data);
    try {
      makeFolder(path, passable);
    } catch (error) {
      throw new UserError(`--data: ${path} cannot be made a folder (${codeOf(error) ?? String(error)}).`, {
        next: 'Name a folder that you can write to with --data.',
        cause: error,
      });
    }
    return { path, release: () => Promise.resolve() };
  }
  const path = await mkdtemp(join(tmpdir(), 'dashboards-demo-'));
  await chmod(path, passable);
  const remove = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove);
  return {
    path,
    release: async () => {
      process.off('exit', remove);
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
