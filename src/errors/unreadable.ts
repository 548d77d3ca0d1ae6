import { codeOf } from './code-of.ts';
import { exitCode } from './exit-code.ts';
import { UserError } from './user-error.ts';

/** Whether a file could not be read because it is not there. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** What to tell of a file that is there and cannot be read. */
export function unreadable(path: string, error: unknown): UserError {
  const code = codeOf(error);
  const permission = code === 'EACCES' || code === 'EPERM';
  return new UserError(`${path} cannot be read${permission ? ': permission denied' : ` (${code ?? String(error)})`}.`, {
    next: permission ? 'Make it readable for you.' : 'Put a readable file in its place, or remove it.',
    exit: permission ? exitCode.permission : exitCode.usage,
    cause: error,
  });
}
