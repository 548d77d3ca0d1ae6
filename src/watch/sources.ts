/**
 * The files that a build is made of, and word of their changes.
 *
 * Events of the file system are hints only: which arrive, and how many, differs between systems and editors. What has
 * changed is found by reading the files, some two hundred small ones. Each folder has a watcher of its own: on
 * Linux the recursive one of Node.js (20.20) hears no more of a file that an editor has saved by a rename, nor of a
 * folder that was deleted and made again.
 */
import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { readFileSync, readdirSync, statSync, watch, type Dirent, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { codeOf } from '../errors/code-of.ts';
import { UserError } from '../errors/user-error.ts';

/** What identifies each file's content and version, by its path below the root. */
export type Snapshot = ReadonlyMap<string, string>;

/** Folders that are watched with all that is in them. */
export const watchedFolders = ['dashboards', 'src', 'docs/runbooks'] as const;
/** Folders whose own entries only are watched, to see the above and the files below come and go. */
const above = ['', 'docs'];
/** Files of the root; a configuration may have others beside it. */
const rootFile = /^(?:dashboards\.config(?:\.[\w.-]+)?\.yaml|tsconfig\.json)$/;
/** What editors and this program write for a moment. */
const passing = /^[.#]|~$/;

/** An editor writes, renames and touches within less than this. */
const quietMs = 50;
/** Where changes never pause, a round begins all the same after so many times {@link quietMs}. */
const patience = 40;

export class Sources {
  readonly #root: string;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #emitter = new EventEmitter();
  #events = 0;
  #seen = 0;

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * All files as they are now. Each folder is watched before it is read, so that what changes later is heard of.
   * @throws UserError where the system allows no more watchers
   */
  scan(): Snapshot {
    this.#seen = this.#events;
    const files = new Map<string, string>();
    for (const folder of above) this.#watch(folder);
    for (const { name } of this.#entries('')) if (rootFile.test(name)) this.#read(name, files);
    const folders: string[] = [...watchedFolders];
    for (const folder of folders) {
      this.#watch(folder);
      for (const entry of this.#entries(folder)) {
        if (passing.test(entry.name)) continue;
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) folders.push(path);
        else this.#read(path, files);
      }
    }
    return files;
  }

  /** Waits for word of a change since the last scan, and then until nothing happens for a moment. Rejects on abort. */
  async change(signal: AbortSignal): Promise<void> {
    while (this.#events === this.#seen) await once(this.#emitter, 'event', { signal });
    await this.quiet(signal);
  }

  /** Waits until a series of changes is over; not at all, where nothing happened since the last scan. */
  async quiet(signal: AbortSignal): Promise<void> {
    let heard = this.#seen;
    for (let pause = 0; pause < patience && heard !== this.#events; pause += 1) {
      heard = this.#events;
      await setTimeout(quietMs, undefined, { signal });
    }
  }

  close(): void {
    this.#forget('');
  }

  #entries(folder: string): readonly Dirent[] {
    try {
      return readdirSync(join(this.#root, folder), { withFileTypes: true });
    } catch {
      // It is gone, or was never there: the folder above it tells when it comes.
      return [];
    }
  }

  #read(path: string, files: Map<string, string>): void {
    try {
      const { ino, mtimeNs } = statSync(join(this.#root, path), { bigint: true });
      // The time alone does not tell two changes within one tick of the clock apart.
      const content = createHash('sha256')
        .update(readFileSync(join(this.#root, path)))
        .digest('hex');
      files.set(path, `${ino} ${mtimeNs} ${content}`);
    } catch (error) {
      // What cannot be read is there all the same, and the compiler says what is wrong with it.
      if (codeOf(error) !== 'ENOENT') files.set(path, String(codeOf(error)));
    }
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder)) return;
    try {
      const watcher = watch(join(this.#root, folder), (event, name) => this.#heard(folder, event, name));
      watcher.on('error', () => {
        this.#forget(folder);
        this.#hint();
      });
      this.#watchers.set(folder, watcher);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return;
      throw new UserError(`${join(this.#root, folder)} cannot be watched: ${code ?? String(error)}.`, {
        next:
          code === 'ENOSPC' || code === 'EMFILE'
            ? 'Raise the limits fs.inotify.max_user_watches and fs.inotify.max_user_instances, or end other watchers.'
            : 'Make it readable for you.',
        cause: error,
      });
    }
  }

  #heard(folder: string, event: string, name: string | null): void {
    if (folder === '' && name !== null && !isOfRoot(name)) return;
    // A folder that went, or came in another's place: a watcher of the old one hears nothing of the new.
    if (event === 'rename' && name !== null) this.#forget(folder === '' ? name : `${folder}/${name}`);
    this.#hint();
  }

  #hint(): void {
    this.#events += 1;
    this.#emitter.emit('event');
  }

  /** Ends the watchers of a folder and of all below it. */
  #forget(folder: string): void {
    for (const [path, watcher] of this.#watchers) {
      if (folder !== '' && path !== folder && !path.startsWith(`${folder}/`)) continue;
      watcher.close();
      this.#watchers.delete(path);
    }
  }
}

/** The build itself writes beside what is watched. */
function isOfRoot(name: string): boolean {
  return rootFile.test(name) || watchedFolders.some((folder) => folder === name || folder.startsWith(`${name}/`));
}
