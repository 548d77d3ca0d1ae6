/** Files of history: one for each day, whole or not at all. */
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../errors/code-of.ts';
import { exitCode } from '../../errors/exit-code.ts';
import { UserError } from '../../errors/user-error.ts';
import { makeFolder } from '../../text/make-folder.ts';

const pattern = /^history-\d{4}-\d{2}-\d{2}\.om$/;
const day = 86_400;

/** The name of the slice that a time in Unix seconds belongs to: the day in UTC. */
export function sliceName(time: number): string {
  return `history-${new Date(Math.floor(time / day) * day * 1000).toISOString().slice(0, 10)}.om`;
}

/** Makes the folder where there is none; the names of slices that are in it already, sorted. @throws UserError */
export async function slicesIn(folder: string): Promise<readonly string[]> {
  return reporting(folder, async () => {
    makeFolder(folder);
    return (await readdir(folder)).filter((name) => pattern.test(name)).toSorted();
  });
}

/**
 * Writes a slice beside its place and moves it there, in the place of an earlier one.
 * @returns how many bytes it has
 * @throws UserError where it cannot; the reason of the signal when that comes. Either way nothing is left of it
 */
export async function writeSlice(
  folder: string,
  name: string,
  pieces: Iterable<string>,
  signal: AbortSignal,
): Promise<number> {
  const temporary = join(folder, `.${name}.${process.pid}`);
  return reporting(join(folder, name), async () => {
    try {
      const file = await open(temporary, 'w');
      let bytes = 0;
      try {
        for (const piece of pieces) {
          const { bytesWritten } = await file.write(piece);
          bytes += bytesWritten;
          signal.throwIfAborted();
        }
      } finally {
        await file.close();
      }
      await rename(temporary, join(folder, name));
      return bytes;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
}

/** Errors that are not the file system's stay as they are. */
async function reporting<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const code = codeOf(error);
    if (!(error instanceof Error) || !('syscall' in error) || code === undefined) throw error;
    const permission = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
    throw new UserError(`${path} cannot be written (${permission ? 'permission denied' : code}).`, {
      details: [error.message],
      next: code === 'ENOSPC' ? 'Make room, or write fewer days.' : 'Name a folder that you can write to with --out.',
      exit: permission ? exitCode.permission : exitCode.usage,
      cause: error,
    });
  }
}
