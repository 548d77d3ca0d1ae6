/** Folders of the configuration, beside the one that is built in. */
import { nearest } from '../text/nearest.ts';
import type { MergedConfig } from './schema.ts';
import type { Folder, Settings } from './settings.ts';

type FolderConfigs = NonNullable<MergedConfig['folders']>;

const builtIn: Folder = { directory: 'order-processing', title: 'Order processing', uid: 'order-processing' };

interface FolderMistake {
  readonly path: readonly string[];
  readonly problem: string;
}

/** Folders that have no title or uid, and those that would be within themselves. */
export function folderMistakes(folders: FolderConfigs = {}): readonly FolderMistake[] {
  const unnamed = unnamedFolders(folders);
  return unnamed.length > 0 ? unnamed : circles(folders);
}

function unnamedFolders(folders: FolderConfigs): readonly FolderMistake[] {
  return Object.entries(folders).flatMap(([directory, { title, uid }]) => {
    if (directory === builtIn.directory) return [];
    const missing = [...(title === undefined ? ['title'] : []), ...(uid === undefined ? ['uid'] : [])];
    if (missing.length === 0) return [];
    const meant = nearest(directory, [builtIn.directory]);
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
    return [
      {
        path: [directory],
        problem: `there is no ${missing.join(' and no ')}, and only ${builtIn.directory} has them by default${hint}`,
      },
    ];
  });
}

/** Each circle of parents is told once, at the folder of it that comes first. */
function circles(folders: FolderConfigs): readonly FolderMistake[] {
  const all = foldersWith(folders);
  const told = new Set<Folder>();
  return [...all.values()].flatMap((folder) => {
    const chain = chainOf(folder, all);
    const [outermost = folder] = chain;
    const isOwn = folder.parent === folder.uid;
    if (!isOwn && (outermost.parent !== folder.uid || told.has(folder))) return [];
    for (const one of chain) told.add(one);
    const problem = isOwn
      ? 'is the uid of this folder itself; a folder cannot be in itself'
      : `leads back to this folder, by way of ${names(chain)}; a folder cannot be in itself`;
    return [{ path: [folder.directory, 'parent'], problem }];
  });
}

/** From the parent of the innermost one outwards. */
function names(chain: readonly Folder[]): string {
  const parents = chain.slice(0, -1).toReversed();
  return parents.map(({ directory }) => directory).join(' and ');
}

/** A folder and those of the configuration that it is in, the outermost first; of a circle each once. */
export function chainOf(folder: Folder, folders: Settings['folders']): readonly Folder[] {
  const chain: Folder[] = [];
  for (let at: Folder | undefined = folder; at !== undefined && !chain.includes(at); at = parentOf(at, folders)) {
    chain.unshift(at);
  }
  return chain;
}

function parentOf({ parent }: Folder, folders: Settings['folders']): Folder | undefined {
  return parent === undefined ? undefined : [...folders.values()].find(({ uid }) => uid === parent);
}

/** All folders by directory. `definedAt` says where the configuration speaks of one. */
export function foldersWith(
  folders: FolderConfigs = {},
  definedAt: (directory: string) => string | undefined = () => undefined,
): ReadonlyMap<string, Folder> {
  const all = new Map([[builtIn.directory, builtIn]]);
  for (const [directory, { title, uid, parent }] of Object.entries(folders)) {
    const { title: defaultTitle, uid: defaultUid } = all.get(directory) ?? { title: directory, uid: directory };
    const place = definedAt(directory);
    all.set(directory, {
      directory,
      title: title ?? defaultTitle,
      uid: uid ?? defaultUid,
      ...(parent === undefined ? {} : { parent }),
      ...(place === undefined ? {} : { definedAt: place }),
    });
  }
  return all;
}
