/** postgres_exporter beside a PostgreSQL of ours, with what the database dashboard needs, whatever its version. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { postgresExporterArtefact } from '../artefacts/postgres-exporter.ts';
import { UserError } from '../errors/user-error.ts';
import type { PostgresServer } from './postgres.ts';
import { answers, startProcess, type RunningProcess } from './process.ts';
import { find, programs } from './programs.ts';

export interface PostgresExporter extends RunningProcess {
  /** Where its metrics are. */
  readonly url: string;
}

/** Collectors of newer versions that the dashboard needs; which of them are there and off differs by version. */
const collectors = [
  'database_wraparound',
  'long_running_transactions',
  'postmaster',
  'replication',
  'replication_slot',
  'replication_slots',
  'stat_activity',
  'stat_checkpointer',
  'stat_replication',
  'stat_statements',
  'stat_user_tables',
] as const;

/**
 * Starts the exporter on a port of 127.0.0.1.
 * @param options `folder` exists; the file of queries is put there for versions that need it
 * @throws UserError where the exporter is not installed, or does not start
 */
export async function startPostgresExporter(
  server: PostgresServer,
  { folder, port }: { readonly folder: string; readonly port: number },
): Promise<PostgresExporter> {
  const program = find('postgresExporter');
  if (program === undefined) {
    const { names, install } = programs.postgresExporter;
    throw new UserError(`${names[0]} is not installed.`, { next: `Run "${install}".` });
  }
  const address = `127.0.0.1:${port}`;
  const own = await collectorsOf(program);
  const file = join(folder, 'queries.yaml');
  // Where there are collectors, the file would expose the same metrics a second time.
  const needsFile = !own.includes('stat_statements');
  if (needsFile) await writeFile(file, postgresExporterArtefact().content);
  const running = await startProcess({
    name: `postgres_exporter of ${server.name}`,
    program,
    args: [
      `--web.listen-address=${address}`,
      ...collectors.filter((name) => own.includes(name)).map((name) => `--collector.${name}`),
    ],
    env: {
      DATA_SOURCE_URI: `127.0.0.1:${server.port}/orders?sslmode=disable`,
      DATA_SOURCE_USER: 'postgres_exporter',
      DATA_SOURCE_PASS: server.passwords.postgres_exporter,
      ...(needsFile ? { PG_EXPORTER_EXTEND_QUERY_PATH: file } : {}),
    },
    cwd: '/',
    ready: () => answers(`http://${address}/metrics`),
  });
  return { ...running, url: `http://${address}/metrics` };
}

/** The collectors that a version can be told to use, as it says itself. */
async function collectorsOf(program: string): Promise<readonly string[]> {
  const { stdout, stderr } = await promisify(execFile)(program, ['--help']);
  return [...`${stdout}${stderr}`.matchAll(/--(?:\[no-\])?collector\.(\w+)/gu)].map(([, name = '']) => name);
}
