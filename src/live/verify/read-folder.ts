/** The dashboards of any folder, as verify sees them. */
import { dirname } from 'node:path';
import { readVerifyFile, verifyFileName } from '../../dashboard/verify-file.ts';
import { NearestFile } from '../../lint/nearest-file.ts';
import { readDashboardFile, readFolder, type FolderItem } from '../../lint/folder.ts';
import { text } from '../../lint/read/json.ts';
import type { LiveDashboard } from './dashboard.ts';
import { verifyInterrupted } from './interrupted.ts';
import { readLiveDashboard } from './read-dashboard.ts';
import { declaredIn } from './declared-in.ts';

export interface LiveFolder {
  readonly dashboards: readonly LiveDashboard[];
  /** Files that hold no dashboard. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * Which queries may be empty is said by the `.verify` file that a build writes in the folder of folders: for a single
 * dashboard it is looked for beside it and one above.
 * @param isFile whether the path is that of one dashboard
 * @throws UserError when interrupted, or for a `.verify` file that cannot be read
 */
export async function readLiveFolder(path: string, isFile: boolean, signal: AbortSignal): Promise<LiveFolder> {
  const dashboards: LiveDashboard[] = [];
  const verifyFiles = new NearestFile(isFile ? dirname(dirname(path)) : path, verifyFileName, readVerifyFile);
  const skipped: { file: string; reason: string }[] = [];
  const unreadable: { file: string; reason: string }[] = [];
  for await (const item of isFile ? oneFile(path) : readFolder(path)) {
    if (signal.aborted) throw verifyInterrupted();
    if (item.kind === 'dashboard') {
      const declared = declaredIn((await verifyFiles.for(item.path)) ?? [], text(item.json['uid']));
      dashboards.push(readLiveDashboard(item.json, item.path, declared));
    } else (item.kind === 'skipped' ? skipped : unreadable).push({ file: item.path, reason: item.reason });
  }
  return { dashboards, skipped, unreadable };
}

async function* oneFile(path: string): AsyncGenerator<FolderItem> {
  yield await readDashboardFile(path);
}
