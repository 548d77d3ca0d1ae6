/** A PostgreSQL of our own for tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestContext } from 'vitest';
import { startPostgres, type PostgresServer } from '../../src/demo/postgres.ts';
import { find } from '../../src/demo/programs.ts';
import { freePort } from './port.ts';

export interface TestPostgres extends PostgresServer {
  /** Rows of the database `orders`, asked as the superuser. */
  readonly rows: (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** Whether tests can have one. */
export const hasPostgres = (['postgres', 'initdb', 'basebackup'] as const).every((name) => find(name) !== undefined);

/** Skips the test for want of PostgreSQL; in CI, where it belongs, fails it. */
export function withoutPostgres(context: TestContext): never {
  if (process.env['CI'] !== undefined) throw new Error("postgres is missing: install postgresql (Debian's package)");
  return context.skip("install postgresql (Debian's package)");
}

/** A cluster in a new folder, which goes with it. */
export async function postgresForTests(options: { readonly durable?: boolean } = {}): Promise<TestPostgres> {
  const folder = await folderForPostgres();
  const server = await startPostgres({ folder, port: await freePort(), ...options });
  return {
    ...server,
    rows: (text) => rowsOf(server, text),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Not below the folder of the run, which is its owner's alone: PostgreSQL may run as somebody else. */
export function folderForPostgres(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'postgres-'));
}

/** A session that is not limited by the service's rights. The caller ends it. */
export async function superuserOf({ port, passwords }: PostgresServer): Promise<Client> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: passwords.postgres,
    database: 'orders',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The answer of the database `orders` to its superuser. */
export async function rowsOf(
  server: PostgresServer,
  text: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = await superuserOf(server);
  try {
    const answer = await client.query<Record<string, unknown>>(text);
    return answer.rows;
  } finally {
    await client.end();
  }
}
