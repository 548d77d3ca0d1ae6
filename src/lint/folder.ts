/** Finds the dashboards in a folder that anybody may have filled. */
import { readFileSync, type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { codeOf } from '../errors/code-of.ts';
import { folderIn, unwrap, type NamedFolder } from './read/envelope.ts';
import type { Json } from './read/json.ts';

export type FolderItem =
  | {
      readonly kind: 'dashboard';
      readonly path: string;
      readonly json: Json;
      /** The folder of Grafana that it was read from; absent where the file does not say. */
      readonly folder?: NamedFolder;
    }
  /** JSON that is no classic dashboard. */
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string }
  /** A file or a folder that cannot be read, or is no JSON. */
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string };

type EntryKind = 'folder' | 'file' | 'link';

/** Undefined for what is neither a folder nor called like a dashboard. */
function kindOf(entry: Dirent): EntryKind | undefined {
  if (entry.isDirectory()) return 'folder';
  if (!entry.name.endsWith('.json')) return undefined;
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFile() ? 'file' : undefined;
}

/**
 * A folder and what is in it, sorted; a symbolic link is not followed, for it may lead back. One that is called like a
 * dashboard is told, or a push would take that dashboard for one that is gone.
 */
interface Level {
  readonly path: string;
  readonly entries: readonly { readonly name: string; readonly kind: EntryKind }[];
  next: number;
}

/**
 * What every `*.json` below a folder holds, one after the other in the order of their paths, each read only when it is
 * asked for.
 */
export async function* readFolder(folder: string): AsyncGenerator<FolderItem> {
  const levels: Level[] = [];
  const enter = async (path: string): Promise<FolderItem | undefined> => {
    try {
      const entries = await readdir(path, { withFileTypes: true });
      const kept = entries
        .flatMap((entry) => {
          const kind = kindOf(entry);
          return kind === undefined ? [] : [{ name: entry.name, kind }];
        })
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      levels.push({ path, entries: kept, next: 0 });
      return undefined;
    } catch (error) {
      return { kind: 'unreadable', path, reason: unreadableReason(error) };
    }
  };
  const itemAt = (path: string, kind: EntryKind): Promise<FolderItem | undefined> | FolderItem => {
    if (kind === 'link') return { kind: 'skipped', path, reason: 'a symbolic link, which is not followed' };
    return kind === 'folder' ? enter(path) : readDashboardFile(path);
  };
  const refused = await enter(folder);
  if (refused !== undefined) yield refused;
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const entry = level.entries[level.next];
    level.next += 1;
    if (entry === undefined) {
      levels.pop();
      continue;
    }
    const path = join(level.path, entry.name);
    const item = await itemAt(path, entry.kind);
    if (item !== undefined) yield item;
  }
}

/**
 * What one file holds. To have a thread read a dashboard takes twice as long as to read it here; answers of a server that
 * are awaited meanwhile come in between two files.
 */
export async function readDashboardFile(path: string): Promise<FolderItem> {
  await nextTurn();
  try {
    const text = readFileSync(path, 'utf8');
    const value: unknown = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
    const found = unwrap(value);
    if (typeof found === 'string') return { kind: 'skipped', path, reason: found };
    const folder = folderIn(value);
    return { kind: 'dashboard', path, json: found, ...(folder === undefined ? {} : { folder }) };
  } catch (error) {
    return { kind: 'unreadable', path, reason: unreadableReason(error) };
  }
}

function unreadableReason(error: unknown): string {
  if (error instanceof SyntaxError) return `no JSON: ${error.message.replace(/\s+/g, ' ')}`;
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') return 'cannot be read: permission denied';
  return `cannot be read (${code ?? String(error)})`;
}
