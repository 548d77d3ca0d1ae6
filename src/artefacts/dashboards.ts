/** The finished dashboards of the registry, one at a time. */
import type { Folder, Settings } from '../config/settings.ts';
import { finish, type FinishedDashboard } from '../dashboard/finish.ts';
import type { RegistryEntry } from '../dashboard/registry.ts';
import { UserError } from '../errors/user-error.ts';
import { placeOf } from '../errors/place.ts';
import { folderOf } from './folders.ts';

export interface Finished extends FinishedDashboard {
  readonly entry: RegistryEntry;
  readonly folder: Folder;
}

/**
 * Loads, builds and finishes each dashboard when it is asked for.
 * @throws UserError naming the file of one that throws, has defects, has no folder, or takes the uid of another
 */
export async function* finishedDashboards(
  registry: readonly RegistryEntry[],
  settings: Settings,
): AsyncIterable<Finished> {
  const uids = new Map<string, string>();
  for (const entry of registry) {
    const folder = folderOf(entry, settings.folders);
    const finished = await build(entry, settings);
    refuseTaken(uids, finished.dashboard.uid ?? '', entry.file);
    yield { entry, folder, ...finished };
  }
}

async function build(entry: RegistryEntry, settings: Settings): Promise<FinishedDashboard> {
  try {
    const define = await entry.load();
    return finish(define(settings), settings, entry.file);
  } catch (error) {
    if (error instanceof UserError) throw within(entry.file, error);
    const message = error instanceof Error ? error.message : String(error);
    const place = placeOf(error);
    throw new UserError(`${entry.file} cannot be built: ${message}`, {
      details: place === undefined ? [] : [`thrown at ${place}`],
      next: `Mend ${place ?? entry.file} and build again.`,
      cause: error,
    });
  }
}

/** The same error, with the file of the dashboard and, where its own lines led to it, the line. */
function within(file: string, error: UserError): UserError {
  const place = placeOf(error);
  const led = place?.startsWith('dashboards') === true ? [`at ${place}`] : [];
  const { exit, next, details } = error;
  return new UserError(`${file}: ${error.message}`, { exit, next, details: [...details, ...led], cause: error });
}

function refuseTaken(taken: Map<string, string>, uid: string, file: string): void {
  const other = taken.get(uid);
  if (other === undefined) {
    taken.set(uid, file);
    return;
  }
  throw new UserError(`Two dashboards have the uid "${uid}".`, {
    details: [other, file],
    next: 'Give one of them another name.',
  });
}
