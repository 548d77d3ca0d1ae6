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
import { NotPermitted } from './not-permitted.ts';
import type { DashboardStep } from './plan.ts';
import type { PulledFile, PullFolder } from './pull-folder.ts';

export interface Pulled {
  readonly uid: string;
  readonly title: string;
  /** How what was pulled stands to the code; undefined where that was not asked, or the code has no such dashboard. */
  readonly step: DashboardStep | undefined;
  /** What is to be brought back: what was edited in Grafana; undefined where nothing was, or that was not asked. */
  readonly edited: Difference | undefined;
  readonly result:
    | { readonly kind: 'pulled'; readonly file: PulledFile }
    | { readonly kind: 'missing' }
    /** Grafana keeps it in a form that this program does not read. */
    | { readonly kind: 'unreadable' }
    /** Grafana has it, and these credentials may not see it. */
    | { readonly kind: 'hidden' }
    /** Something else stands where its file would be. */
    | { readonly kind: 'refused'; readonly reason: string };
}

export interface PullSource {
  readonly grafana: Grafana;
  readonly out: PullFolder;
  /** Of the settings, by directory: a dashboard in one of them goes where a build would put it. */
  readonly folders: ReadonlyMap<string, Folder>;
  /** How many dashboards are read at once. */
  readonly concurrency: number;
}

/** Dashboards of the code, in the order of the plan; what was edited is told apart from what the code has ahead. */
export async function pullOwn(steps: readonly DashboardStep[], source: PullSource): Promise<readonly Pulled[]> {
  const directories = directoryNames(await source.grafana.listFolders(), source.folders);
  return atOnce(steps, source.concurrency, async (step) => {
    const { uid, title } = step.dashboard;
    // The very version that the plan speaks of, so that the file has what is told.
    const stored = 'stored' in step ? step.stored : await unlessHidden(source.grafana.dashboard(uid));
    if (stored === 'hidden') return { uid, title, step, edited: undefined, result: hidden };
    if (stored === undefined) return { uid, title, step, edited: undefined, result: { kind: 'missing' } };
    const result = await write(stored, step.dashboard, directories, source.out);
    return { uid, title: titleOf(stored) ?? title, step, edited: editedOf(step, stored), result };
  });
}

function editedOf(step: DashboardStep, { content }: StoredDashboard): Difference | undefined {
  if (step.kind === 'conflict') return step.difference;
  // Nothing is known of what was pushed, or by whom.
  return step.kind === 'managed' && content !== undefined ? compare(step.dashboard.content, content) : undefined;
}

/**
 * Dashboards of the server, whoever made them, by uid.
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
    const { uid } = stored;
    const result = await write(stored, ours.get(uid), directories, out);
    return { uid, title: titleOf(stored) ?? uid, step: undefined, edited: undefined, result };
  };
  if (uids === undefined && grafana.facts.listsWhole) {
    const result: Pulled[] = [];
    for await (const stored of grafana.allDashboards()) result.push(await one(stored));
    return sorted(result);
  }
  const wanted = uids ?? (await grafana.listDashboards()).map(({ uid }) => uid);
  const found = await atOnce(wanted, concurrency, async (uid): Promise<Pulled | undefined> => {
    const stored = await unlessHidden(grafana.dashboard(uid));
    if (stored === 'hidden') return { uid, title: uid, step: undefined, edited: undefined, result: hidden };
    return stored === undefined ? undefined : one(stored);
  });
  return sorted(found.filter((pulled) => pulled !== undefined));
}

const hidden = { kind: 'hidden' } as const;

/** What may not be seen keeps no other from being written. */
async function unlessHidden<T>(reading: Promise<T>): Promise<T | 'hidden'> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof NotPermitted) return 'hidden';
    throw error;
  }
}

function sorted(pulled: readonly Pulled[]): readonly Pulled[] {
  return pulled.toSorted((a, b) => (a.uid < b.uid ? -1 : 1));
}

async function write(
  { uid, folderUid, content }: StoredDashboard,
  code: DesiredDashboard | undefined,
  directories: (folderUid: string | undefined) => readonly string[],
  out: PullFolder,
): Promise<Pulled['result']> {
  if (content === undefined) return { kind: 'unreadable' };
  const text = canonicalJson(code === undefined ? content : respelled(content, code.content));
  const file = await out.put([...directories(folderUid), `${safeFileName(uid)}.json`], uid, text);
  return 'reason' in file ? { kind: 'refused', reason: file.reason } : { kind: 'pulled', file };
}

function titleOf({ content }: { readonly content: Json | undefined }): string | undefined {
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
