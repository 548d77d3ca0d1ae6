/** The folders of Grafana that directories stand for. */
import { chainOf } from '../../config/folders.ts';
import type { Settings } from '../../config/settings.ts';
import type { NamedFolder } from '../../lint/read/envelope.ts';
import type { DesiredFolder } from '../desired.ts';
import { desiredFolder, FolderList } from './folders.ts';
import { folderUid } from './folder-uid.ts';

/** Collects folders as dashboards ask for them, parents before children. */
export class DirectoryFolders {
  readonly #settings: Settings;
  readonly #root: string | undefined;
  readonly #folders = new FolderList();
  readonly #stored = new FolderList();

  /** @param root the uid of the folder in place of the root; it must be there already */
  constructor(settings: Settings, root: string | undefined) {
    this.#settings = settings;
    this.#root = root;
  }

  /** A folder that only a file's wrapping names comes last, for its parent is not known. */
  get all(): readonly DesiredFolder[] {
    const own = this.#folders.all;
    const uids = new Set(own.map(({ uid }) => uid));
    return [...own, ...this.#stored.all.filter(({ uid }) => !uids.has(uid))];
  }

  /** The uid of the folder for the directories from the source down to a file; undefined for Grafana's root. */
  of(directories: readonly string[]): string | undefined {
    const [first, ...others] = directories;
    if (first === undefined) return this.#root;
    // Exports of other programs keep what is in the root under the name that it had before Grafana 11.
    if (/^general$/i.test(first) && !this.#settings.folders.has(first)) return this.of(others);
    let parentUid = this.#top(first);
    for (let depth = 2; depth <= directories.length; depth += 1) {
      parentUid = this.#add(directories.slice(0, depth), parentUid);
    }
    return parentUid;
  }

  /** The uid of the folder that a file was read from. */
  stored({ uid, title }: NamedFolder, file: string): string | undefined {
    if (uid !== undefined && title !== undefined) {
      this.#stored.add({ uid, title, parentUid: undefined, from: file, onlyIfMissing: true });
    }
    return uid;
  }

  #top(directory: string): string {
    const known = this.#settings.folders.get(directory);
    if (known === undefined) return this.#add([directory], this.#root);
    const chain = chainOf(known, this.#settings.folders);
    const below = chain.slice(chain.findIndex(({ uid }) => uid === this.#root) + 1);
    for (const [depth, folder] of below.entries()) {
      const desired = desiredFolder(folder);
      this.#folders.add(depth === 0 && this.#root !== undefined ? { ...desired, parentUid: this.#root } : desired);
    }
    return known.uid;
  }

  #add(path: readonly string[], parentUid: string | undefined): string {
    const uid = folderUid(path, (candidate) => this.#isOfSettings(candidate));
    this.#folders.add({ uid, title: path.at(-1) ?? '', parentUid, from: `the directory ${path.join('/')}` });
    return uid;
  }

  #isOfSettings(uid: string): boolean {
    return uid === this.#root || [...this.#settings.folders.values()].some((folder) => folder.uid === uid);
  }
}
