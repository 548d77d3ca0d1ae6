/** Folders in the order in which they can be made. */
import { UserError } from '../errors/user-error.ts';
import type { DesiredFolder } from './desired.ts';

/** Parents before children, otherwise as given. @throws UserError where folders lie in each other */
export function parentsFirst(folders: readonly DesiredFolder[]): readonly DesiredFolder[] {
  const byUid = new Map(folders.map((folder) => [folder.uid, folder]));
  const ordered = new Set<DesiredFolder>();
  const put = (folder: DesiredFolder, below: readonly DesiredFolder[]): void => {
    if (below.includes(folder)) throw circle([...below.slice(below.indexOf(folder)), folder]);
    const parent = folder.parentUid === undefined ? undefined : byUid.get(folder.parentUid);
    if (parent !== undefined && !ordered.has(parent)) put(parent, [...below, folder]);
    ordered.add(folder);
  };
  for (const folder of folders) put(folder, []);
  return [...ordered];
}

function circle(folders: readonly DesiredFolder[]): UserError {
  return new UserError('folders lie in each other', {
    details: folders.slice(0, -1).map(({ uid, parentUid, from }) => `${uid} lies in ${parentUid ?? ''} (${from})`),
    next: 'give one of them another parent, or none',
  });
}
