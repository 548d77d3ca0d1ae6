/** Folders of the settings as a Grafana should have them. */
import type { Folder } from '../../config/settings.ts';
import type { DesiredFolder } from '../desired.ts';

export function desiredFolder({ directory, title, uid, parent, definedAt }: Folder): DesiredFolder {
  return { uid, title, parentUid: parent, from: definedAt ?? `the folder ${directory}, which is built in` };
}

/** Each folder once; of two with one uid the first. */
export class FolderList {
  readonly #byUid = new Map<string, DesiredFolder>();

  add(folder: DesiredFolder): void {
    if (!this.#byUid.has(folder.uid)) this.#byUid.set(folder.uid, folder);
  }

  /** Parents before children, otherwise in the order in which they came. */
  get all(): readonly DesiredFolder[] {
    const sorted = new Set<DesiredFolder>();
    const visit = (folder: DesiredFolder, below: readonly DesiredFolder[]): void => {
      const parent = folder.parentUid === undefined ? undefined : this.#byUid.get(folder.parentUid);
      if (parent !== undefined && !below.includes(parent)) visit(parent, [...below, folder]);
      sorted.add(folder);
    };
    for (const folder of this.#byUid.values()) visit(folder, []);
    return [...sorted];
  }
}
