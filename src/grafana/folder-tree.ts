/** Which folder lies in which, as it will be after the steps that are planned so far. */
import type { ListedFolder } from './grafana.ts';

/** How many folders may be above one. */
const mostAbove = 4;

export class FolderTree {
  readonly #parents: Map<string, string | undefined>;

  constructor(folders: readonly ListedFolder[]) {
    this.#parents = new Map(folders.map(({ uid, parentUid }) => [uid, parentUid]));
  }

  has(uid: string): boolean {
    return this.#parents.has(uid);
  }

  put(uid: string, parentUid: string | undefined): void {
    this.#parents.set(uid, parentUid);
  }

  /** Those it lies in, the nearest first; it ends where one may not be seen. */
  above(uid: string): readonly string[] {
    const found = new Set<string>();
    let next = this.#parents.get(uid);
    while (next !== undefined && !found.has(next)) {
      found.add(next);
      next = this.#parents.get(next);
    }
    return [...found];
  }

  /** All that lie in it, at any depth. */
  below(uid: string): readonly string[] {
    return [...this.#parents.keys()].filter((other) => this.above(other).includes(uid));
  }

  /** Why a folder, with all that lies in it, cannot lie in that one; undefined where it can. */
  reasonAgainst(uid: string, parentUid: string): string | undefined {
    if (!this.has(parentUid)) return `its parent folder "${parentUid}" is not there`;
    const above = [parentUid, ...this.above(parentUid)];
    if (above.includes(uid)) return `its parent folder "${parentUid}" lies in it`;
    const height = Math.max(0, ...this.below(uid).map((inner) => this.above(inner).indexOf(uid) + 1));
    if (above.length + height <= mostAbove) return undefined;
    const what = height === 0 ? 'it' : 'what lies in it';
    return `${what} would lie ${above.length + height} folders deep, and Grafana allows ${mostAbove}`;
  }
}
