/** A Grafana in memory: dashboards with their history, folders, and a count of what it was asked. */
import { setImmediate } from 'node:timers/promises';
import type {
  DashboardVersion,
  FolderCounts,
  Grafana,
  ListedDashboard,
  ListedFolder,
  Manager,
  ServerFacts,
  StoredDashboard,
  StoredFolder,
  Written,
} from '../../../src/grafana/grafana.ts';
import { NotPermitted } from '../../../src/grafana/not-permitted.ts';
import { list, text, type Json } from '../../../src/lint/read/json.ts';

interface Kept {
  folderUid: string | undefined;
  /** Oldest first, with true messages. */
  versions: DashboardVersion[];
  manager: Manager | undefined;
  /** Whether it is kept as v2, which has no classic form. */
  v2: boolean;
}

export interface Save {
  readonly content: Json;
  readonly folderUid?: string | undefined;
  readonly by?: string;
  readonly message?: string;
}

export const us = 'ci';

function refused(permission: string): NotPermitted {
  return new NotPermitted('It may not be read.', { next: 'Give the permission.', exit: 3 }, permission);
}

export class InMemoryGrafana implements Grafana {
  readonly facts: ServerFacts;
  /** The name of each request, in order. */
  readonly asked: string[] = [];
  readonly folders = new Map<string, StoredFolder>();
  readonly dashboards = new Map<string, Kept>();
  /** What else lies in a folder: `alertrule`, `librarypanel`. */
  readonly others = new Map<string, Readonly<Record<string, number>>>();
  /** What is done before a request is answered, by its name; once. */
  readonly before = new Map<string, () => void>();
  /** Uids of dashboards that are there and may not be seen. */
  readonly hidden = new Set<string>();
  /** Uids of dashboards whose history may not be read. */
  readonly withoutHistory = new Set<string>();
  counts = true;
  #minutes = 0;
  #underWay = 0;
  mostUnderWay = 0;

  constructor(facts: Partial<ServerFacts> = {}) {
    this.facts = {
      address: 'http://grafana.test',
      version: undefined,
      organisation: undefined,
      login: us,
      listsWhole: true,
      choices: [],
      ...facts,
    };
  }

  /** What somebody saves; the folder stays where none is given. */
  save(uid: string, { content, by = us, message = '', ...rest }: Save): void {
    const there = this.dashboards.get(uid) ?? { folderUid: undefined, versions: [], manager: undefined, v2: false };
    this.dashboards.set(uid, there);
    if ('folderUid' in rest) there.folderUid = rest.folderUid;
    const version = (there.versions.at(-1)?.version ?? 0) + 1;
    there.versions.push({ version, created: this.#now(), createdBy: by, message, content });
  }

  move(uid: string, folderUid: string | undefined, by: string): void {
    this.save(uid, { content: this.content(uid), folderUid, by });
  }

  restore(uid: string, version: number, by: string): void {
    const content = this.#kept(uid).versions.find((one) => one.version === version)?.content;
    if (content !== undefined) this.save(uid, { content, by, message: `Restored from version ${version}` });
  }

  /** Keeps only the newest versions, as a server does after a while. */
  forget(uid: string, keep: number): void {
    const kept = this.#kept(uid);
    kept.versions = kept.versions.slice(-keep);
  }

  manage(uid: string, manager: Manager): void {
    this.#kept(uid).manager = manager;
  }

  keepAsV2(uid: string): void {
    this.#kept(uid).v2 = true;
  }

  content(uid: string): Json {
    return this.#kept(uid).versions.at(-1)?.content ?? {};
  }

  putFolder(uid: string, title: string, parentUid?: string, updatedBy = us): void {
    const version = (this.folders.get(uid)?.version ?? 0) + 1;
    this.folders.set(uid, { uid, title, parentUid, version, updatedBy, updated: this.#now() });
  }

  /** The names of the requests with how often each was made. */
  requests(): Readonly<Record<string, number>> {
    const counted: Record<string, number> = {};
    for (const name of this.asked) counted[name] = (counted[name] ?? 0) + 1;
    return counted;
  }

  listFolders(): Promise<readonly ListedFolder[]> {
    return this.#answer('listFolders', () =>
      [...this.folders.values()].map(({ uid, title, parentUid }) => ({ uid, title, parentUid })),
    );
  }

  folder(uid: string): Promise<StoredFolder | undefined> {
    return this.#answer('folder', () => this.folders.get(uid));
  }

  countIn(folderUid: string): Promise<FolderCounts> {
    return this.#answer('countIn', () => {
      if (!this.counts) return undefined;
      const inside = new Set([folderUid]);
      for (const _ of this.folders) {
        for (const { uid, parentUid } of this.folders.values()) {
          if (parentUid !== undefined && inside.has(parentUid)) inside.add(uid);
        }
      }
      const dashboards = [...this.dashboards.values()].filter(
        (kept) => kept.folderUid !== undefined && inside.has(kept.folderUid),
      );
      const none = { alertrule: 0, librarypanel: 0 };
      return { ...none, ...this.others.get(folderUid), dashboard: dashboards.length, folder: inside.size - 1 };
    });
  }

  listDashboards(): Promise<readonly ListedDashboard[]> {
    return this.#answer('listDashboards', () =>
      [...this.dashboards].map(([uid, { folderUid }]) => {
        const content = this.content(uid);
        return { uid, title: text(content['title']), tags: list(content['tags']).map(text), folderUid };
      }),
    );
  }

  async *allDashboards(): AsyncIterable<StoredDashboard> {
    const uids = [...this.dashboards.keys()].filter((uid) => !this.hidden.has(uid));
    for (let page = 0; page < uids.length; page += 100) {
      const stored = await this.#answer('page', () => uids.slice(page, page + 100).map((uid) => this.#stored(uid)));
      for (const one of stored) if (one !== undefined) yield one;
    }
  }

  dashboard(uid: string): Promise<StoredDashboard | undefined> {
    return this.#answer('dashboard', () => {
      if (this.hidden.has(uid)) throw refused('dashboards:read');
      return this.#stored(uid);
    });
  }

  versions(uid: string, limit: number): Promise<readonly DashboardVersion[]> {
    return this.#answer('versions', () => {
      if (this.withoutHistory.has(uid)) throw refused('dashboards:write');
      return (this.dashboards.get(uid)?.versions ?? [])
        .toReversed()
        .slice(0, limit)
        .map((version) => (version.version === 1 ? { ...version, message: 'Initial save' } : version));
    });
  }

  message(uid: string, version: number): Promise<string> {
    return this.#answer(
      'message',
      () => this.dashboards.get(uid)?.versions.find((one) => one.version === version)?.message ?? '',
    );
  }

  saveDashboard(): Promise<Written> {
    return this.#write('saveDashboard');
  }

  deleteDashboard(): Promise<Written> {
    return this.#write('deleteDashboard');
  }

  createFolder(): Promise<Written> {
    return this.#write('createFolder');
  }

  renameFolder(): Promise<Written> {
    return this.#write('renameFolder');
  }

  moveFolder(): Promise<Written> {
    return this.#write('moveFolder');
  }

  deleteFolder(): Promise<Written> {
    return this.#write('deleteFolder');
  }

  /** A plan only reads. */
  #write(name: string): Promise<Written> {
    this.asked.push(name);
    throw new Error(`${name}: a plan must not write`);
  }

  async #answer<T>(name: string, answer: () => T): Promise<T> {
    this.asked.push(name);
    this.#underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.#underWay);
    const first = this.before.get(name);
    this.before.delete(name);
    await setImmediate();
    first?.();
    this.#underWay -= 1;
    return answer();
  }

  #stored(uid: string): StoredDashboard | undefined {
    const kept = this.dashboards.get(uid);
    if (kept === undefined) return undefined;
    const { folderUid, versions, manager, v2 } = kept;
    const newest = versions.at(-1);
    return { uid, folderUid, version: newest?.version ?? 0, content: v2 ? undefined : newest?.content, manager };
  }

  #kept(uid: string): Kept {
    const kept = this.dashboards.get(uid);
    if (kept === undefined) throw new Error(`no dashboard ${uid}`);
    return kept;
  }

  /** Each a minute after the last. */
  #now(): string {
    this.#minutes += 1;
    return new Date(Date.UTC(2026, 10, 22, 10, this.#minutes)).toISOString();
  }
}
