import { join } from 'node:path';
import { digest, readPlain } from './bytes.ts';
import type { Found, Hashes } from './manifest.ts';
import { manifestName, sorted } from './paths.ts';

/** What the last build wrote and this one does not. */
export interface Dropped {
  readonly removed: readonly string[];
  /** Changed by hand since, so not ours to delete. */
  readonly edited: readonly string[];
}

/** Files of the last build that this one does not generate. */
export function findDropped(root: string, { tree, listed }: Found, hashes: Hashes): Dropped {
  const removed: string[] = [];
  const edited: string[] = [];
  for (const path of sorted(listed.keys())) {
    const kind = tree.get(path);
    if (hashes.has(path) || kind === undefined || kind === 'folder') continue;
    const asBuilt = kind === 'file' && digest(readPlain(join(root, path))) === listed.get(path);
    (asBuilt ? removed : edited).push(path);
  }
  return { removed, edited };
}

/** Files that neither the last build nor this one wrote. */
export function findForeign({ tree, listed }: Found, hashes: Hashes): string[] {
  const ours = (path: string): boolean => path === manifestName || listed.has(path) || hashes.has(path);
  return sorted([...tree].filter(([path, kind]) => kind !== 'folder' && !ours(path)).map(([path]) => path));
}
