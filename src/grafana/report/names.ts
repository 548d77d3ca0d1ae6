/** What folders are called in reports: by their titles, as far as a plan knows them. */
import type { Plan } from '../plan.ts';
import { rootFolder } from './words.ts';

/** The title of a folder by its uid; the uid itself where the plan does not know it. */
export function folderNames(plan: Plan): (uid: string | undefined) => string {
  const titles = new Map<string, string>();
  for (const step of [...plan.emptied, ...plan.folders]) {
    if (step.kind === 'delete') titles.set(step.stored.uid, step.stored.title);
    else titles.set(step.folder.uid, step.folder.title);
  }
  return (uid) => (uid === undefined ? rootFolder : (titles.get(uid) ?? uid));
}
