/** What a Grafana has, as files: so that an edit can be brought back into the code. */
import { canonicalJson } from '../artefacts/json.ts';
import { compare } from '../compare/compare.ts';
import type { Difference } from '../compare/difference.ts';
import { respelled } from '../compare/respelled.ts';
import type { Folder } from '../config/settings.ts';
import type { Json } from '../lint/read/json.ts';
import { safeFileName } from '../text/safe-file-name.ts';
import { atOnce } from './at-once.ts';
import type { DesiredDashboard } from './desired.ts';
import type { Grafana, ListedFolder, StoredDashboard } from './grafana.ts';
import type { PulledFile, PullFolder } from './pull-folder.ts';

export type Pulled = {
  readonly uid: string;
  readonly title: string;
  /** What the code has under that uid. */
  readonly dashboard: DesiredDashboard | undefined;
} & (
  | {
      readonly kind: 'pulled';
      /** Where it is now, and whether something was there. */
      readonly file: PulledFile;
      /** From the code to what Grafana has: the edits that are to be brought back. */
      readonly difference: Difference | undefined;
    }
  | { readonly kind: 'missing' }
  /** Grafana keeps it in a form that this program does not read. */
  | { readonly kind: 'unreadable' }
  /** Something else stands where its file would be. */
  | { readonly kind: 'refused'; readonly reason: string }
);

export interface PullSource {
  readonly grafana: Grafana;
  readonly out: PullFolder;
  /** Of the settings, by directory: a dashboard in one of them goes where a build would put it. */
  readonly folders: ReadonlyMap<string, Folder>;
  /** How many dashboards are read at once. */
  readonly concurrency: number;
  readonly advance?: () => void;
}

/** Dashboards of the code, in their order. */
export async function pullOwn(dashboards: readonly DesiredDashboard[], source: PullSource): Promise<readonly Pulled[]> {
  const directories = directoryNames(await source.grafana.listFolders(), source.folders);
  return atOnce(dashboards, source.concurrency, async (dashboard) => {
    const stored = await source.grafana.dashboard(dashboard.uid);
    const pulled =
      stored === undefined
        ? ({ uid: dashboard.uid, title: dashboard.title, dashboard, kind: 'missing' } as const)
        : await pull(stored, dashboard, directories, source.out);
    source.advance?.();
    return pulled;
  });
}

/**
 * Dashboards of the server, whoever made them.
 * @param uids those; all that may be seen where left out
 */
export async function pullAny(
  uids: readonly string[] | undefined,
  code: readonly DesiredDashboard[],
  source: PullSource,
): Promise<readonly Pulled[]> {
  const { grafana, out, concurrency } = source;
  const directories = directoryNames(await grafana.listFolders(), source.folders);
  const ours = new Map(code.map((dashboard) => [dashboard.uid, dashboard]));
  const one = async (stored: StoredDashboard): Promise<Pulled> => {
    const pulled = await pull(stored, ours.get(stored.uid), directories, out);
    source.advance?.();
    return pulled;
  };
  const result: Pulled[] = [];
  if (uids === undefined && grafana.facts.listsWhole) {
    for await (const stored of grafana.allDashboards()) result.push(await one(stored));
    return sorted(result);
  }
  const wanted = uids ?? (await grafana.listDashboards()).map(({ uid }) => uid);
  const found = await atOnce(wanted, concurrency, async (uid) => {
    const stored = await grafana.dashboard(uid);
    return stored === undefined ? undefined : one(stored);
  });
  return sorted(found.filter((pulled) => pulled !== undefined));
}

function sorted(pulled: readonly Pulled[]): readonly Pulled[] {
  return pulled.toSorted((a, b) => (a.uid < b.uid ? -1 : 1));
}

async function pull(
  stored: StoredDashboard,
  code: DesiredDashboard | undefined,
  directories: (folderUid: string | undefined) => readonly string[],
  out: PullFolder,
): Promise<Pulled> {
  const { uid, content } = stored;
  const about = { uid, title: titleOf(content) ?? code?.title ?? '', dashboard: code };
  if (content === undefined) return { ...about, kind: 'unreadable' };
  const text = canonicalJson(code === undefined ? content : respelled(content, code.content));
  const file = await out.put([...directories(stored.folderUid), `${safeFileName(uid)}.json`], uid, text);
  if ('reason' in file) return { ...about, kind: 'refused', reason: file.reason };
  const difference = code === undefined ? undefined : compare(code.content, content);
  return { ...about, kind: 'pulled', file, difference };
}

function titleOf(content: Json | undefined): string | undefined {
  const title = content?.['title'];
  return typeof title === 'string' ? title : undefined;
}

/**
 * The directories that stand for a folder, the outermost first: that of the settings where they have it, else its title
 * and those of the folders that it is in, made safe.
 */
export function directoryNames(
  listed: readonly ListedFolder[],
  folders: ReadonlyMap<string, Folder>,
): (folderUid: string | undefined) => readonly string[] {
  const byUid = new Map(listed.map((folder) => [folder.uid, folder]));
  const own = new Map([...folders.values()].map(({ uid, directory }) => [uid, directory]));
  return (folderUid) => {
    const names: string[] = [];
    const seen = new Set<string>();
    for (let uid = folderUid; uid !== undefined && !seen.has(uid); uid = byUid.get(uid)?.parentUid) {
      seen.add(uid);
      const directory = own.get(uid);
      names.unshift(directory ?? safeFileName(byUid.get(uid)?.title ?? uid));
      if (directory !== undefined) break;
    }
    return names;
  };
}
