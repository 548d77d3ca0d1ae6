/** What a folder of dashboard JSON says that a Grafana should have. */
import { stat } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { isMissing, unreadable } from '../../errors/unreadable.ts';
import { UserError } from '../../errors/user-error.ts';
import { readDashboardFile, readFolder, type FolderItem } from '../../lint/folder.ts';
import { text } from '../../lint/read/json.ts';
import { few } from '../../text/few.ts';
import type { Desired, DesiredDashboard, UnusableFile } from '../desired.ts';
import { commitOf } from './commit.ts';
import { contentOf } from './content.ts';
import { defectOf } from './defect.ts';
import { DirectoryFolders } from './directory-folders.ts';

export interface SourceOptions {
  /** The uid of a folder that is there already, in place of the root. */
  readonly folderUid?: string | undefined;
}

type DashboardItem = Extract<FolderItem, { kind: 'dashboard' }>;

/**
 * The dashboards in a folder, or in one file, and the folders that their directories stand for. A file that says which
 * folder it was read from goes back there, unless all are to go below another. What cannot be pushed is listed.
 * @throws UserError where there is no such folder, or nothing in it
 */
export async function readDesired(
  source: string,
  settings: Settings,
  { folderUid }: SourceOptions = {},
): Promise<Desired> {
  const isFile = await isOneFile(source);
  const top = isFile ? dirname(source) : source;
  const folders = new DirectoryFolders(settings, folderUid);
  const dashboards: DesiredDashboard[] = [];
  const unusable: UnusableFile[] = [];
  const add = (item: DashboardItem): void => {
    const { path: file, json, folder } = item;
    const defect = defectOf(json);
    if (defect !== undefined) {
      unusable.push({ file, reason: defect });
      return;
    }
    const stored = folderUid === undefined ? folder : undefined;
    dashboards.push({
      uid: text(json['uid']),
      title: text(json['title']),
      content: contentOf(json),
      folderUid: stored === undefined ? folders.of(directoriesOf(top, file)) : folders.stored(stored, file),
      file,
    });
  };
  for await (const item of isFile ? oneFile(source) : readFolder(source)) {
    if (item.kind === 'dashboard') add(item);
    else if (item.path === source && !isFile)
      throw new UserError(`${source} ${item.reason}.`, { next: 'Make it readable for you.' });
    else unusable.push({ file: item.path, reason: item.reason });
  }
  const { single, twice } = apart(dashboards);
  if (dashboards.length + unusable.length === 0) {
    throw new UserError(`There is no dashboard in ${source}.`, {
      next: 'Name a folder with the JSON of dashboards, or one such file.',
    });
  }
  return {
    folders: folders.all,
    dashboards: single,
    unusable: [...unusable, ...twice].toSorted((a, b) => (a.file < b.file ? -1 : 1)),
    commit: await commitOf(top, isFile ? [basename(source)] : undefined),
  };
}

async function isOneFile(source: string): Promise<boolean> {
  const next = 'Name a folder with the JSON of dashboards, or one such file.';
  if (source === '') throw new UserError('The source is an empty text.', { next });
  const found = await stat(source).catch((error: unknown) => {
    if (!isMissing(error)) throw unreadable(source, error);
    throw new UserError(`${source} is not there.`, { next, cause: error });
  });
  if (!found.isDirectory() && !found.isFile()) {
    throw new UserError(`${source} is neither a folder nor a file.`, { next });
  }
  return found.isFile();
}

async function* oneFile(path: string): AsyncGenerator<FolderItem> {
  yield await readDashboardFile(path);
}

function directoriesOf(top: string, file: string): readonly string[] {
  return relative(top, dirname(file))
    .split(sep)
    .filter((name) => name !== '' && name !== '.');
}

/** Dashboards whose uid no other has, and what to tell of the rest: which of two is meant, nobody can know. */
function apart(dashboards: readonly DesiredDashboard[]) {
  const files = new Map<string, string[]>();
  for (const { uid, file } of dashboards) {
    const others = files.get(uid);
    if (others === undefined) files.set(uid, [file]);
    else others.push(file);
  }
  const isSingle = ({ uid }: DesiredDashboard): boolean => files.get(uid)?.length === 1;
  return {
    single: dashboards.filter(isSingle),
    twice: dashboards
      .filter((dashboard) => !isSingle(dashboard))
      .map(({ uid, file }) => {
        const others = (files.get(uid) ?? []).filter((other) => other !== file);
        return { file, reason: `has the uid "${uid}", as in ${few(others, 3, (left) => `${left} more`).join(', ')}` };
      }),
  };
}
