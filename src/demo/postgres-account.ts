/** PostgreSQL refuses to run as root: as whom it runs then, and that its folder is within that user's reach. */
import { chown, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../errors/user-error.ts';
import { exitCode } from '../errors/exit-code.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The user of Debian's package, and one that every system has. */
const names = ['postgres', 'nobody'] as const;

/**
 * As whom PostgreSQL runs; undefined is as this process does, which is not root.
 * @throws UserError where this is root and there is nobody else
 */
export async function accountForPostgres(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = await readFile('/etc/passwd', 'utf8');
  for (const name of names) {
    const [, uid, gid] = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'mu').exec(users) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new UserError('PostgreSQL does not run as root, and there is no user postgres or nobody.', {
    next: 'Start this as another user than root.',
    exit: exitCode.permission,
  });
}

/**
 * Makes a folder that belongs to an account alone.
 * @throws UserError where the account cannot enter a folder above it
 */
export async function ownFolder(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account === undefined) return;
  await chown(folder, account.uid, account.gid);
  for (let above = dirname(folder); ; above = dirname(above)) {
    const { uid, gid, mode } = await stat(above);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0)
      throw new UserError(`PostgreSQL runs as the user with the id ${account.uid}, who cannot enter ${above}.`, {
        next: `Run "chmod o+x ${above}", or choose another folder.`,
        exit: exitCode.permission,
      });
    if (above === dirname(above)) return;
  }
}
