/** Folders to retire that are not deleted, each with the reason; pushing again with the same options is fine. */
import type { Plan } from '../plan.ts';

export function stayingLines({ staying = new Map() }: Plan): readonly string[] {
  return [...staying].map(([uid, reason]) => `--retired-folder ${uid}: ${reason}.`);
}
