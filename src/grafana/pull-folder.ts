/** The folder that pulled dashboards are written to. Nothing outside of it is written, whatever a server says. */
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../errors/code-of.ts';
import { isMissing, unreadable } from '../errors/unreadable.ts';
import { UserError } from '../errors/user-error.ts';
import { object } from '../lint/read/json.ts';
import { makeFolder } from '../text/make-folder.ts';

export interface PulledFile {
  /** As the folder was named, with `/`. */
  readonly path: string;
  readonly was: 'new' | 'replaced' | 'unchanged';
}

export class PullFolder {
  readonly #named: string;
  readonly #root: string;

  private constructor(named: string, root: string) {
    this.#named = named;
    this.#root = root;
  }

  /** @throws UserError where it cannot be made */
  static async open(folder: string): Promise<PullFolder> {
    if (folder === '') throw new UserError('--out is empty.', { next: 'Name the folder to write to.' });
    try {
      makeFolder(folder);
      return new PullFolder(folder.replace(/(?<=.)\/+$/, ''), await realpath(folder));
    } catch (error) {
      throw unwritable(folder, error);
    }
  }

  /**
   * Writes a dashboard, whole or not at all. A file that is there is replaced where it is a dashboard of that uid; what
   * is anything else stays, and so does a symbolic link.
   * @param names of the directories and the file, each safe as a name
   * @throws UserError where the file system refuses
   */
  async put(names: readonly string[], uid: string, text: string): Promise<PulledFile | { readonly reason: string }> {
    const path = [this.#named, ...names].join('/');
    try {
      let at = this.#root;
      for (const name of names.slice(0, -1)) {
        at = join(at, name);
        const reason = await madeDirectory(at);
        if (reason !== undefined) return { reason: `${path}: ${name} ${reason}` };
      }
      const file = join(at, names.at(-1) ?? '');
      const before = await textOf(file);
      if (typeof before === 'object') return { reason: `${path} ${before.reason}` };
      if (before === text) return { path, was: 'unchanged' };
      if (before !== undefined && uidOf(before) !== uid) {
        return { reason: `${path} is there, and is no dashboard with the uid ${uid}` };
      }
      await replace(file, text);
      return { path, was: before === undefined ? 'new' : 'replaced' };
    } catch (error) {
      throw error instanceof UserError ? error : unwritable(path, error);
    }
  }
}

/** Undefined where a directory is there now; else why it cannot be. */
async function madeDirectory(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch(missing);
  if (found === undefined) {
    await mkdir(path).catch((error: unknown) => {
      // Another dashboard of the same folder may have made it in the meantime.
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    return undefined;
  }
  if (found.isSymbolicLink()) return 'is a symbolic link';
  return found.isDirectory() ? undefined : 'is there, and is no directory';
}

async function textOf(file: string): Promise<string | undefined | { readonly reason: string }> {
  const found = await lstat(file).catch(missing);
  if (found === undefined) return undefined;
  if (found.isSymbolicLink()) return { reason: 'is a symbolic link' };
  if (!found.isFile()) return { reason: 'is there, and is no file' };
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
}

function uidOf(text: string): unknown {
  try {
    return object(JSON.parse(text))['uid'];
  } catch {
    return undefined;
  }
}

async function replace(file: string, text: string): Promise<void> {
  const beside = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    // Created anew, so that no link is followed.
    const handle = await open(beside, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function missing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

function unwritable(path: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(`${path} cannot be written: ${reason}`, {
    next: 'Name another folder with --out, or make room and permission for this one.',
    cause: error,
  });
}
