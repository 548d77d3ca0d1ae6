/** Folders of the configuration, beside the one that is built in. */
import { nearest } from '../text/nearest.ts';
import type { MergedConfig } from './schema.ts';
import type { Folder } from './settings.ts';

type FolderConfigs = NonNullable<MergedConfig['folders']>;

const builtIn: Folder = { directory: 'order-processing', title: 'Order processing', uid: 'order-processing' };

/** Directories of folders that have neither title nor uid of their own. */
export function folderMistakes(folders: FolderConfigs = {}): readonly { path: readonly string[]; problem: string }[] {
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

/** All folders by directory. `definedAt` says where the configuration speaks of one. */
export function foldersWith(
  folders: FolderConfigs = {},
  definedAt: (directory: string) => string | undefined = () => undefined,
): ReadonlyMap<string, Folder> {
  const all = new Map([[builtIn.directory, builtIn]]);
  for (const [directory, { title, uid }] of Object.entries(folders)) {
    const { title: defaultTitle, uid: defaultUid } = all.get(directory) ?? { title: directory, uid: directory };
    const place = definedAt(directory);
    all.set(directory, {
      directory,
      title: title ?? defaultTitle,
      uid: uid ?? defaultUid,
      ...(place === undefined ? {} : { definedAt: place }),
    });
  }
  return all;
}
