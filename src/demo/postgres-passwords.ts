/**
 * The passwords of a cluster, in a file that PostgreSQL's own programs read by `PGPASSFILE`, so that none is ever in an
 * argument. Source: https://www.postgresql.org/docs/15/libpq-pgpass.html
 */
import { randomBytes } from 'node:crypto';
import { chown, readFile, writeFile } from 'node:fs/promises';
import type { Account } from './postgres-account.ts';

/** Who logs in: the superuser, the service, the exporter, a replica. */
export const roles = ['postgres', 'orders', 'postgres_exporter', 'replicator'] as const;
export type Role = (typeof roles)[number];

export type Passwords = Readonly<Record<Role, string>>;

export function newPasswords(): Passwords {
  return { postgres: secret(), orders: secret(), postgres_exporter: secret(), replicator: secret() };
}

function secret(): string {
  return randomBytes(24).toString('hex');
}

/** The file can be read by its owner alone: PostgreSQL's programs take no other. */
export async function writePasswords(path: string, passwords: Passwords, owner: Account | undefined): Promise<void> {
  const lines = roles.map((role) => `127.0.0.1:*:*:${role}:${passwords[role]}\n`);
  await writeFile(path, lines.join(''), { mode: 0o600 });
  if (owner !== undefined) await chown(path, owner.uid, owner.gid);
}

export async function readPasswords(path: string): Promise<Passwords> {
  const text = await readFile(path, 'utf8');
  const password = (role: Role): string => {
    const [, found] = new RegExp(`^127\\.0\\.0\\.1:\\*:\\*:${role}:(.+)$`, 'mu').exec(text) ?? [];
    if (found === undefined) throw new Error(`${path} has no password of ${role}`);
    return found;
  };
  return {
    postgres: password('postgres'),
    orders: password('orders'),
    postgres_exporter: password('postgres_exporter'),
    replicator: password('replicator'),
  };
}
