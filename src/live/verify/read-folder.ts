/** The dashboards of any folder, as verify sees them. */
import { readDashboardFile, readFolder, type FolderItem } from '../../lint/folder.ts';
import type { DeclaredEmptiness, LiveDashboard } from './dashboard.ts';
import { verifyInterrupted } from './interrupted.ts';
import { readLiveDashboard } from './read-dashboard.ts';

export interface LiveFolder {
  readonly dashboards: readonly LiveDashboard[];
  /** Files that hold no dashboard. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * @param isFile whether the path is that of one dashboard
 * @param declared what is said, elsewhere, of queries that may be empty: by file
 * @throws UserError when interrupted
 */
export async function readLiveFolder(
  path: string,
  isFile: boolean,
  declared: (file: string) => DeclaredEmptiness,
  signal: AbortSignal,
): Promise<LiveFolder> {
  const dashboards: LiveDashboard[] = [];
  const skipped: { file: string; reason: string }[] = [];
  const unreadable: { file: string; reason: string }[] = [];
  for await (const item of isFile ? oneFile(path) : readFolder(path)) {
    if (signal.aborted) throw verifyInterrupted();
    if (item.kind === 'dashboard') dashboards.push(readLiveDashboard(item.json, item.path, declared(item.path)));
    else (item.kind === 'skipped' ? skipped : unreadable).push({ file: item.path, reason: item.reason });
  }
  return { dashboards, skipped, unreadable };
}

async function* oneFile(path: string): AsyncGenerator<FolderItem> {
  yield await readDashboardFile(path);
}
