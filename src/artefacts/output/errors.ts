import { join } from 'node:path';
import { codeOf } from '../../errors/code-of.ts';
import { exitCode } from '../../errors/exit-code.ts';
import { UserError } from '../../errors/user-error.ts';

const refused = new Set(['EACCES', 'EPERM', 'EROFS']);
const full = new Set(['ENOSPC', 'EDQUOT']);

/** Turns what the file system throws into an error for the person at the keyboard. */
export function guarded<T>(root: string, path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw outputError(root, path, error);
  }
}

/** Errors that are not the file system's (ours, or a bug) are returned as they are. */
export function outputError(root: string, path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  const code = codeOf(error) ?? '';
  const where = join(root, path);
  const options = { details: [`${root} is as it was before`, error.message], cause: error };
  if (full.has(code)) {
    return new UserError(`${where}: no space left on the device; the folder is as it was before`, {
      ...options,
      next: 'Free space and build again.',
    });
  }
  if (refused.has(code)) {
    const reason = code === 'EROFS' ? 'the file system is read-only' : 'permission denied';
    return new UserError(`${where}: ${reason}`, {
      ...options,
      next: `Make ${root} readable and writable for you, or build into another folder.`,
      exit: exitCode.permission,
    });
  }
  return new UserError(`${where}: ${reasonOf(code, error)}`, {
    ...options,
    next: `Look at ${where}, and build again or build into another folder.`,
  });
}

export function interrupted(root: string): UserError {
  return new UserError('The build was interrupted', {
    details: [`${root} is as it was before`],
    next: 'Build again.',
    exit: exitCode.interrupted,
  });
}

/** Runs an action that may find its work done already, which is what these error codes say. */
export function tolerating(codes: readonly string[], action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!codes.includes(codeOf(error) ?? '')) throw error;
  }
}

function reasonOf(code: string, error: Error): string {
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a file stands where a folder should be';
  if (code === 'ENOENT') return 'was there and is gone, or cannot be made';
  if (code === 'EXDEV') return 'is on another file system than the rest of the output folder';
  if (code === 'EBUSY') return 'is in use by the system';
  return error.message.replace(/, .*$/, '');
}
