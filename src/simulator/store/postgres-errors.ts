/**
 * What went wrong with PostgreSQL. Source of the codes: https://www.postgresql.org/docs/15/errcodes-appendix.html
 */
import { DatabaseError } from 'pg';
import { codeOf } from '../../errors/code-of.ts';
import { exitCode } from '../../errors/exit-code.ts';
import { UserError } from '../../errors/user-error.ts';

/**
 * The server that an address names, as messages may show it: without password and parameters.
 * @throws UserError where it is no address of PostgreSQL; the message does not repeat it
 */
export function shownServer(url: string): string {
  const next = 'Give one such as postgresql://orders@127.0.0.1:5432/orders, and the password in PGPASSWORD.';
  if (!URL.canParse(url)) throw new UserError('The URL of the database cannot be read.', { next });
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== 'postgresql:' && protocol !== 'postgres:')
    throw new UserError(`The URL of the database begins with ${protocol}//, which is not PostgreSQL.`, { next });
  return `${host === '' ? 'this machine' : host}${pathname}`;
}

/** What to tell of a database that cannot be used at the start. */
export function unusable(server: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  if (lacksPassword(error))
    return new UserError(`PostgreSQL at ${server} asks for a password.`, {
      next: 'Set the environment variable PGPASSWORD to it.',
      exit: exitCode.permission,
      cause: error,
    });
  if (!(error instanceof DatabaseError))
    return new UserError(`PostgreSQL at ${server} cannot be reached (${reason(error)}).`, {
      next: 'Start it, or correct the host and port of the URL.',
      exit: exitCode.partial,
      cause: error,
    });
  const details = [error.message];
  if (refusesUser(error))
    return new UserError(`PostgreSQL at ${server} does not let this user in.`, {
      details,
      next: 'Correct the user in the URL, or the password in PGPASSWORD.',
      exit: exitCode.permission,
      cause: error,
    });
  if (error.code === '3D000')
    return new UserError(`PostgreSQL at ${server} has no such database.`, {
      details,
      next: 'Create it, or correct its name in the URL.',
      cause: error,
    });
  if (error.code === '42501')
    return new UserError(`The tables of the orders cannot be made in PostgreSQL at ${server}.`, {
      details,
      next: 'Let the user own the database.',
      exit: exitCode.permission,
      cause: error,
    });
  return new UserError(`PostgreSQL at ${server} cannot be used now.`, {
    details,
    next: 'Read what it says above.',
    exit: exitCode.partial,
    cause: error,
  });
}

/** Whether the same statement may well succeed a moment later: the server was away, busy, or chose us to yield. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return !lacksPassword(error);
  return ['08', '40', '53', '57'].includes(error.code?.slice(0, 2) ?? '');
}

/** Class 28: invalid authorization. */
function refusesUser({ code }: DatabaseError): boolean {
  return code?.startsWith('28') === true;
}

/** The client has no code for it. */
function lacksPassword(error: unknown): boolean {
  return error instanceof Error && /password must be a/u.test(error.message);
}

function reason(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.message : String(error));
}
