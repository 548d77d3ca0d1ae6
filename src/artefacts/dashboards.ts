/** The finished dashboards of the registry, one at a time. */
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Folder, Settings } from '../config/settings.ts';
import { finish } from '../dashboard/finish.ts';
import type { RegistryEntry } from '../dashboard/registry.ts';
import { UserError } from '../errors/user-error.ts';
import { placeOf } from '../errors/place.ts';
import { folderOf } from './folders.ts';

export interface Finished {
  readonly folder: Folder;
  readonly dashboard: Dashboard;
}

/**
 * Loads, builds and finishes each dashboard when it is asked for.
 * @throws UserError naming the file of one that throws, has defects, has no folder, or takes the uid or title of another
 */
export async function* finishedDashboards(
  registry: readonly RegistryEntry[],
  settings: Settings,
): AsyncIterable<Finished> {
  const uids = new Map<string, string>();
  const titles = new Map<string, string>();
  const known = new Set<string>();
  for (const entry of registry) {
    const folder = folderOf(entry, settings.folders);
    const dashboard = await build(entry, settings, known);
    refuseTaken(uids, dashboard.uid ?? '', entry.file, 'uid');
    refuseTaken(titles, `${folder.title} / ${dashboard.title ?? ''}`, entry.file, 'title');
    yield { folder, dashboard };
  }
}

async function build(entry: RegistryEntry, settings: Settings, known: Set<string>): Promise<Dashboard> {
  try {
    const define = await entry.load();
    return finish(define(settings), settings, { file: entry.file, known });
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

function refuseTaken(taken: Map<string, string>, name: string, file: string, what: 'uid' | 'title'): void {
  const other = taken.get(name);
  if (other === undefined) {
    taken.set(name, file);
    return;
  }
  throw new UserError(`Two dashboards have the ${what} "${name}".`, {
    details: [other, file],
    next: what === 'uid' ? 'Give one of them another name.' : 'Give one of them another title, or another folder.',
  });
}
