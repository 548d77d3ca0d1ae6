/** A PostgreSQL of our own: a cluster in a folder, that only this machine reaches, and replicas of it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { exitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { accountForPostgres, ownFolder, type Account } from './postgres-account.ts';
import { newPasswords, readPasswords, writePasswords, type Passwords, type Role } from './postgres-passwords.ts';
import { startProcess, type RunningProcess } from './process.ts';
import { find, programs, type ProgramName } from './programs.ts';

export interface PostgresOptions {
  /** Made where it is missing. One that holds a cluster already goes on with it. As root, it is given to `postgres`. */
  readonly folder: string;
  /** Of 127.0.0.1, where alone it listens. */
  readonly port: number;
  /** Whether what is committed survives a crash of the machine; without, it is faster. */
  readonly durable?: boolean;
}

export interface PostgresServer extends RunningProcess {
  readonly folder: string;
  readonly port: number;
  /** The address of the database `orders` for a role, without the password. */
  url(role: Role): string;
  readonly passwords: Passwords;
  /** All passwords, for the `PGPASSFILE` of other programs; readable by the owner alone. */
  readonly passwordFile: string;
}

const host = '127.0.0.1';
const database = 'orders';
const run = promisify(execFile);

/**
 * Starts a cluster with the database `orders`, which the role `orders` owns, and which `postgres_exporter` may watch.
 * @throws UserError where PostgreSQL is not installed, or does not start
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { folder } = options;
  const account = await accountForPostgres();
  await ownFolder(folder, account);
  if (!existsSync(dataOf(folder))) await initialise(folder, account);
  const server = await start('PostgreSQL', options, await readPasswords(passwordFileOf(folder)), account);
  await prepare(server).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return server;
}

/**
 * Starts a replica that streams from a primary through a slot of its own.
 * @param options `name` is what the primary calls the replica, and its slot: letters, digits and `_`
 * @throws UserError where PostgreSQL is not installed, or the copy fails, or the replica does not start
 */
export async function startReplica(
  primary: PostgresServer,
  options: PostgresOptions & { readonly name?: string },
): Promise<PostgresServer> {
  const { folder, name = 'replica' } = options;
  const account = await accountForPostgres();
  await ownFolder(folder, account);
  if (!existsSync(dataOf(folder))) {
    await writePasswords(passwordFileOf(folder), primary.passwords, account);
    const from = `host=${host} port=${primary.port} user=replicator application_name=${name}`;
    const copy = [
      '-D',
      dataOf(folder),
      '-d',
      from,
      '-R',
      '-C',
      '-S',
      name,
      '-X',
      'stream',
      '-c',
      'fast',
      '--no-password',
    ];
    await finished('basebackup', copy, account, { PGPASSFILE: passwordFileOf(folder) });
  }
  return start(`PostgreSQL (${name})`, options, primary.passwords, account);
}

function dataOf(folder: string): string {
  return join(folder, 'data');
}

function passwordFileOf(folder: string): string {
  return join(folder, 'pgpass');
}

/** A new cluster. Its data folder is there only once it is whole, as `initdb` removes what it could not finish. */
async function initialise(folder: string, account: Account | undefined): Promise<void> {
  const passwords = newPasswords();
  await writePasswords(passwordFileOf(folder), passwords, account);
  const file = join(folder, 'initial-password');
  await writeFile(file, passwords.postgres, { mode: 0o600 });
  if (account !== undefined) await chown(file, account.uid, account.gid);
  try {
    await finished(
      'initdb',
      // The locale C is in every system, whatever the environment says.
      [
        '-D',
        dataOf(folder),
        '-U',
        'postgres',
        '-A',
        'scram-sha-256',
        '-E',
        'UTF8',
        '--locale=C',
        '--pwfile',
        file,
        '-N',
      ],
      account,
    );
  } finally {
    await rm(file, { force: true });
  }
}

/** Runs one of PostgreSQL's programs to its end. */
async function finished(
  name: ProgramName,
  args: readonly string[],
  account: Account | undefined,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const program = installed(name);
  await run(program, [...args], { cwd: '/', env: { ...environment(), ...env }, ...account }).catch((error: unknown) => {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new UserError(`${programs[name].names[0]} failed.`, {
      details: said.trimEnd().split('\n').slice(-10),
      next: 'Read what it says above.',
      exit: exitCode.partial,
      cause: error,
    });
  });
}

function installed(name: ProgramName): string {
  const program = find(name);
  if (program !== undefined) return program;
  throw new UserError(`${programs[name].names[0]} is not installed.`, { next: `Run "${programs[name].install}".` });
}

/** Nothing of ours that begins with PG may choose another cluster, and messages are English. */
function environment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' };
}

async function start(
  name: string,
  { folder, port, durable = false }: PostgresOptions,
  passwords: Passwords,
  account: Account | undefined,
): Promise<PostgresServer> {
  const program = installed('postgres');
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: host,
    port: String(port),
    // The path of a socket has a length that deep folders exceed.
    unix_socket_directories: '',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    max_connections: '100',
    track_io_timing: 'on',
    // Panels about vacuum have something to show within the first minutes.
    autovacuum_naptime: '10s',
    // A replica that is gone does not fill the disk.
    max_slot_wal_keep_size: '1GB',
    ...(hasStatements(program) ? { shared_preload_libraries: 'pg_stat_statements' } : {}),
  };
  const args = Object.entries(settings).flatMap(([setting, value]) => ['-c', `${setting}=${value}`]);
  const running = await startProcess({
    name,
    program,
    args: ['-D', dataOf(folder), ...args],
    env: environment(),
    cwd: '/',
    ...(account === undefined ? {} : { user: account }),
    ready: () => connects(port, passwords.postgres),
    stopSignal: 'SIGINT',
  });
  return {
    ...running,
    folder,
    port,
    url: (role) => `postgresql://${role}@${host}:${port}/${database}`,
    passwords,
    passwordFile: passwordFileOf(folder),
  };
}

/** Whether the library is there: PostgreSQL does not start with one that is not. */
function hasStatements(program: string): boolean {
  const installation = dirname(dirname(program));
  return ['lib', 'lib/postgresql', 'lib64/pgsql'].some((folder) =>
    ['so', 'dylib'].some((ending) => existsSync(join(installation, folder, `pg_stat_statements.${ending}`))),
  );
}

async function connects(port: number, password: string): Promise<boolean> {
  const client = superuser(port, password, 'postgres');
  try {
    await client.connect();
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function superuser(port: number, password: string, name: string): Client {
  const client = new Client({ host, port, user: 'postgres', password, database: name, connectionTimeoutMillis: 2000 });
  // A server that ends takes its connections along; whoever waits for an answer is told by that.
  client.on('error', () => undefined);
  return client;
}

/** Roles, the database and its extension, where they are not there yet. */
async function prepare({ port, passwords }: PostgresServer): Promise<void> {
  await as(superuser(port, passwords.postgres, 'postgres'), async (client) => {
    const role = async (name: Role, rights: string): Promise<void> => {
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
      if (rowCount === 0) await client.query(`CREATE ROLE ${name} LOGIN ${rights} PASSWORD '${passwords[name]}'`);
    };
    await role('orders', '');
    await role('postgres_exporter', 'IN ROLE pg_monitor');
    await role('replicator', 'REPLICATION');
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database} OWNER orders`);
  });
  await as(superuser(port, passwords.postgres, database), async (client) => {
    const { rows } = await client.query<{ loaded: boolean }>(
      "SELECT current_setting('shared_preload_libraries') LIKE '%pg_stat_statements%' AS loaded",
    );
    if (rows[0]?.loaded === true) await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  });
}

async function as(client: Client, action: (client: Client) => Promise<void>): Promise<void> {
  await client.connect();
  try {
    await action(client);
  } finally {
    await client.end();
  }
}
