/** What a folder of dashboard JSON says that a Grafana should have. */
import { stat } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { isMissing, unreadable } from '../../errors/unreadable.ts';
import { UserError } from '../../errors/user-error.ts';
import { readDashboardFile, readFolder, type FolderItem } from '../../lint/folder.ts';
import { text, type Json } from '../../lint/read/json.ts';
import { few } from '../../text/few.ts';
import type { Desired, DesiredDashboard, UnusableFile } from '../desired.ts';
import { commitOf } from './commit.ts';
import { contentOf } from './content.ts';
import { defectOf, uidDefect } from './defect.ts';
import { DirectoryFolders } from './directory-folders.ts';
import { CommittedFiles } from './said-since.ts';

export interface SourceOptions {
  /** The uid of a folder that is there already, in place of the root. */
  readonly folderUid?: string | undefined;
}

type DashboardItem = Extract<FolderItem, { kind: 'dashboard' }>;

/**
 * The dashboards in a folder, or in one file, and the folders that their directories stand for. A file that says which
 * folder it was read from goes back there, unless all are to go below another. What cannot be pushed is listed.
 * @throws UserError where there is no such folder, nothing in it, or `folderUid` is none
 */
export async function readDesired(
  source: string,
  settings: Settings,
  { folderUid }: SourceOptions = {},
): Promise<Desired> {
  if (folderUid !== undefined) refuseFolder(folderUid);
  const isFile = await isOneFile(source);
  const top = isFile ? dirname(source) : source;
  const items: DashboardItem[] = [];
  const unusable: UnusableFile[] = [];
  for await (const item of isFile ? oneFile(source) : readFolder(source)) {
    const defect = item.kind === 'dashboard' ? defectIn(item) : item.reason;
    if (item.kind === 'dashboard' && defect === undefined) items.push(item);
    else unusable.push({ file: item.path, reason: defect ?? '' });
  }
  if (items.length + unusable.length === 0) {
    throw new UserError(`There is no dashboard in ${source}.`, { next: whatToName });
  }
  const { single, twice } = apart(items);
  const folders = new DirectoryFolders(settings, folderUid);
  const dashboards = single.map(({ path: file, json, folder }): DesiredDashboard => ({
    uid: uidOf(json),
    title: text(json['title']),
    content: contentOf(json),
    folderUid:
      folder === undefined || folderUid !== undefined
        ? folders.of(directoriesOf(top, file))
        : folders.stored(folder, file),
    file,
  }));
  const committed = new CommittedFiles();
  return {
    folders: folders.all,
    dashboards,
    unusable: [...unusable, ...twice].toSorted((a, b) => (a.file < b.file ? -1 : 1)),
    commit: await commitOf(top, isFile ? basename(source) : undefined),
    saidSince: ({ file }, since) => committed.saidSince(dirname(file), basename(file), since),
  };
}

const whatToName = 'Name a folder with the JSON of dashboards, or one such file.';

function defectIn({ json, folder }: DashboardItem): string | undefined {
  const inFolder = folder?.uid === undefined ? undefined : uidDefect(folder.uid);
  return defectOf(json) ?? (inFolder === undefined ? undefined : `says that it is in a folder that ${inFolder}`);
}

/** It goes into addresses, so it is looked at before anything is asked. */
function refuseFolder(uid: string): void {
  const defect = uid === 'general' ? "is Grafana's own root" : uidDefect(uid);
  if (defect === undefined) return;
  throw new UserError(`The folder that is to hold everything ${defect}.`, {
    next: "Give the uid of a folder: the part of its address after /dashboards/f/. Leave it out for Grafana's root.",
  });
}

async function isOneFile(source: string): Promise<boolean> {
  if (source === '') throw new UserError('The source is an empty text.', { next: whatToName });
  const found = await stat(source).catch((error: unknown) => {
    if (!isMissing(error)) throw unreadable(source, error);
    throw new UserError(`${source} is not there.`, { next: whatToName, cause: error });
  });
  if (!found.isDirectory() && !found.isFile()) {
    throw new UserError(`${source} is neither a folder nor a file.`, { next: whatToName });
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
function apart(items: readonly DashboardItem[]) {
  const files = new Map<string, string[]>();
  for (const { path, json } of items) {
    const others = files.get(uidOf(json));
    if (others === undefined) files.set(uidOf(json), [path]);
    else others.push(path);
  }
  const single: DashboardItem[] = [];
  const twice: UnusableFile[] = [];
  for (const item of items) {
    const uid = uidOf(item.json);
    const others = (files.get(uid) ?? []).filter((other) => other !== item.path);
    if (others.length === 0) single.push(item);
    else twice.push({ file: item.path, reason: `has the uid "${uid}", as ${named(others)}` });
  }
  return { single, twice };
}

function named(files: readonly string[]): string {
  const [last, ...others] = few(files, 3, (left) => `${left} more`).toReversed();
  return others.length === 0 ? `${last} has` : `${others.toReversed().join(', ')} and ${last} have`;
}

function uidOf(json: Json): string {
  return text(json['uid']);
}
