import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors/user-error.ts';
import { parents, stagingPrefix } from './paths.ts';

export type Kind = 'file' | 'folder' | 'symlink' | 'other';

/** Everything below the output folder by its path, without the staging folders. */
export type Tree = ReadonlyMap<string, Kind>;

/** Reads the names once, so that no file needs a system call of its own; symbolic links are not followed. */
export function scan(root: string): Tree {
  const tree = new Map<string, Kind>();
  const folders = [''];
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (folder === '' && entry.name.startsWith(stagingPrefix)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const kind = kindOf(entry);
      tree.set(path, kind);
      if (kind === 'folder') folders.push(path);
    }
  }
  return tree;
}

/** Throws if the way to a file of ours leads through a symbolic link: it may lead out of the output folder. */
export function refuseLinks(root: string, tree: Tree, path: string): void {
  for (const part of [...parents(path), path]) {
    const kind = tree.get(part);
    if (kind !== 'symlink' && kind !== 'other') continue;
    const what = kind === 'symlink' ? 'a symbolic link' : 'neither a file nor a folder';
    throw new UserError(`${join(root, part)} is ${what}, and a build writes only to plain files and folders`, {
      details: part === path ? [] : [`the file to write: ${join(root, path)}`],
      next: `Move ${join(root, part)} away and build again.`,
    });
  }
}

function kindOf(entry: Dirent): Kind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'symlink' : 'other';
}
