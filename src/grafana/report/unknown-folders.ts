/** Folders to retire that are not there: a mistyped uid is found so, and pushing again with the same options is fine. */
import type { Plan } from '../plan.ts';

export function unknownFolderLines({ unknownFolders = [] }: Plan): readonly string[] {
  return unknownFolders.map((uid) => `--retired-folder ${uid}: no folder of this Grafana has that uid (any more).`);
}
