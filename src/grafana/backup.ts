/** Files of what a push overwrites or deletes. */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../artefacts/json.ts';
import { codeOf } from '../errors/code-of.ts';
import { UserError } from '../errors/user-error.ts';
import type { Json } from '../lint/read/json.ts';
import { makeFolder } from '../text/make-folder.ts';
import { safeFileName } from '../text/safe-file-name.ts';

export interface Backup {
  readonly uid: string;
  readonly content: Json;
  readonly version: number;
  /** Undefined in the root folder. */
  readonly folder: { readonly uid: string; readonly title: string | undefined } | undefined;
}

/**
 * A folder for each run, named after the time it began to write, made when there is something to keep. Its files have
 * the form of `GET /api/dashboards/uid/:uid`, so that `push --source` puts them back where they were. Only their owner
 * may read them: a dashboard may hold what is not for everybody.
 */
export class BackupFolder {
  readonly #root: string;
  readonly #now: () => Date;
  #folder: Promise<string> | undefined;
  /** In lower case, for some file systems take both for the same. */
  readonly #names = new Set<string>();

  constructor(root: string, now: () => Date = () => new Date()) {
    this.#root = root;
    this.#now = now;
  }

  /**
   * Writes it to the disk, whole or not at all.
   * @returns the path of its file
   * @throws UserError where it cannot be written
   */
  async keep(backup: Backup): Promise<string> {
    try {
      const folder = await this.#opened();
      const file = join(folder, `${this.#nameOf(backup.uid)}.json`);
      await writeDurably(folder, file, textOf(backup));
      return file;
    } catch (error) {
      throw unwritable(this.#root, error);
    }
  }

  async #opened(): Promise<string> {
    this.#folder ??= this.#made();
    try {
      return await this.#folder;
    } catch (error) {
      // The next one tries again.
      this.#folder = undefined;
      throw error;
    }
  }

  async #made(): Promise<string> {
    makeFolder(this.#root);
    const name = this.#now()
      .toISOString()
      .replace(/[-:]|\.\d+/g, '');
    for (let number = 1; ; number += 1) {
      const folder = join(this.#root, number === 1 ? name : `${name}-${number}`);
      try {
        // Made anew: what another run, or somebody's link, has there is not written into.
        await mkdir(folder, { mode: 0o700 });
        return folder;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
    }
  }

  #nameOf(uid: string): string {
    const name = safeFileName(uid);
    let free = name;
    for (let number = 2; this.#names.has(free.toLowerCase()); number += 1) free = `${name}-${number}`;
    this.#names.add(free.toLowerCase());
    return free;
  }
}

function textOf({ uid, content, version, folder }: Backup): string {
  return canonicalJson({
    dashboard: content,
    meta: {
      folderUid: folder?.uid ?? '',
      ...(folder === undefined || folder.title === undefined ? {} : { folderTitle: folder.title }),
      url: `/d/${encodeURIComponent(uid)}`,
      version,
    },
  });
}

/** Both the file and its name are on the disk when it returns. */
async function writeDurably(folder: string, file: string, text: string): Promise<void> {
  const beside = `${file}.tmp`;
  try {
    // Created anew, so that no link is followed.
    const handle = await open(beside, 'wx', 0o600);
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
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function unwritable(path: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(`the backup cannot be written to ${path}: ${reason}`, {
    next: 'Name another folder with --backup, or make room and permission for this one.',
    cause: error,
  });
}
