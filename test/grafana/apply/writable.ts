/** The Grafana in memory, with writes that can go wrong in every way that a network and other people allow. */
import { exitCode } from '../../../src/errors/exit-code.ts';
import { UserError } from '../../../src/errors/user-error.ts';
import type { ListedFolder, SaveRequest, Written } from '../../../src/grafana/grafana.ts';
import { InMemoryGrafana, us } from '../plan/in-memory.ts';

export const faults = [
  /** It is done, and the answer is lost. */
  'done-lost',
  /** It never arrives. */
  'lost',
  /** It arrives only after it was looked for. */
  'late',
  /** It is done, the answer is lost, and a person saves after it. */
  'done-lost-edited',
  'lost-edited',
  /** A person saves right before it. */
  'edited',
  'busy',
  'refused',
  'forbidden',
  'signed-out',
  /** The signal is aborted while it is under way. */
  'interrupted',
  'interrupted-done-lost',
  'interrupted-lost',
] as const;

export type Fault = (typeof faults)[number];

export interface Effect {
  readonly name: string;
  readonly uid: string;
}

const lost: Written = { kind: 'unsure', reason: 'the connection was closed', retryAfter: undefined };

export class WritableGrafana extends InMemoryGrafana {
  /** By `saveDashboard uid`; each is taken by one write. */
  readonly faults = new Map<string, Fault[]>();
  /** What was sent. */
  readonly sent: string[] = [];
  /** What was changed by us. */
  readonly effects: Effect[] = [];
  readonly controller = new AbortController();
  /** Throws where reads cannot be made any more. */
  beforeRead: () => void = () => undefined;
  /** Done as soon as something was read. */
  #late: (() => void)[] = [];
  /** What the server makes of a content. */
  rewrite: (content: SaveRequest['content']) => SaveRequest['content'] = (content) => content;

  override async dashboard(uid: string) {
    this.beforeRead();
    const stored = await super.dashboard(uid);
    this.arrive();
    return stored;
  }

  override async folder(uid: string) {
    this.beforeRead();
    const stored = await super.folder(uid);
    this.arrive();
    return stored;
  }

  arrive(): void {
    for (const task of this.#late.splice(0)) task();
  }

  override saveDashboard(request?: SaveRequest): Promise<Written> {
    if (request === undefined) throw new Error('nothing to save');
    const { uid, content, folderUid, version, message } = request;
    return this.write('saveDashboard', uid, () => {
      const stored = this.dashboards.get(uid)?.versions.at(-1)?.version;
      if (stored !== undefined && stored !== version) return { kind: 'changed-since' };
      if (folderUid !== undefined && !this.folders.has(folderUid)) return refusal(400, 'folder not found');
      this.save(uid, { content: this.rewrite(content), folderUid, message });
      return { kind: 'done' };
    });
  }

  override deleteDashboard(uid?: string): Promise<Written> {
    const key = uid ?? '';
    return this.write('deleteDashboard', key, () =>
      this.dashboards.delete(key) ? { kind: 'done' } : { kind: 'missing' },
    );
  }

  override createFolder(folder?: ListedFolder): Promise<Written> {
    const { uid, title, parentUid } = folder ?? { uid: '', title: '', parentUid: undefined };
    return this.write('createFolder', uid, () => {
      if (this.folders.has(uid)) return { kind: 'changed-since' };
      if (parentUid !== undefined && !this.folders.has(parentUid)) return refusal(404, 'folder not found');
      this.putFolder(uid, title, parentUid);
      return { kind: 'done' };
    });
  }

  override renameFolder(uid = '', title = '', version = 0): Promise<Written> {
    return this.write('renameFolder', uid, () => {
      const folder = this.folders.get(uid);
      if (folder === undefined) return { kind: 'missing' };
      if (folder.version !== version) return { kind: 'changed-since' };
      this.putFolder(uid, title, folder.parentUid);
      return { kind: 'done' };
    });
  }

  override moveFolder(uid = '', parentUid?: string): Promise<Written> {
    return this.write('moveFolder', uid, () => {
      const folder = this.folders.get(uid);
      if (folder === undefined) return { kind: 'missing' };
      this.putFolder(uid, folder.title, parentUid);
      return { kind: 'done' };
    });
  }

  override deleteFolder(uid = ''): Promise<Written> {
    return this.write('deleteFolder', uid, () => {
      if (!this.folders.delete(uid)) return { kind: 'missing' };
      for (const [name, { folderUid }] of this.dashboards) if (folderUid === uid) this.dashboards.delete(name);
      return { kind: 'done' };
    });
  }

  /** What a person does meanwhile to whatever has that uid. */
  edit(uid: string): void {
    const folder = this.folders.get(uid);
    if (folder !== undefined) this.putFolder(uid, `${folder.title} of Ann`, folder.parentUid, 'ann');
    else if (this.dashboards.has(uid))
      this.save(uid, { content: { ...this.content(uid), description: 'Ann' }, by: 'ann' });
  }

  async write(name: string, uid: string, task: () => Written): Promise<Written> {
    const key = `${name} ${uid}`;
    this.sent.push(key);
    const act = (): Written => {
      const written = task();
      if (written.kind === 'done') this.effects.push({ name, uid });
      return written;
    };
    await Promise.resolve();
    switch (this.faults.get(key)?.shift()) {
      case undefined:
        return act();
      case 'done-lost':
        act();
        return lost;
      case 'lost':
        return lost;
      case 'late':
        this.#late.push(act);
        return lost;
      case 'done-lost-edited':
        act();
        this.edit(uid);
        return lost;
      case 'lost-edited':
        this.edit(uid);
        return lost;
      case 'edited':
        this.edit(uid);
        return act();
      case 'busy':
        return { kind: 'busy', reason: 'too many requests (429)', retryAfter: 1000 };
      case 'refused':
        return refusal(400, 'it is not liked');
      case 'forbidden':
        return { ...refusal(403, 'Permissions needed: dashboards:write'), permission: true };
      case 'signed-out':
        throw new UserError('the token is refused.', { next: 'Give another.', exit: exitCode.permission });
      case 'interrupted':
        this.controller.abort();
        return act();
      case 'interrupted-done-lost':
        this.controller.abort();
        act();
        return lost;
      case 'interrupted-lost':
        this.controller.abort();
        return lost;
    }
  }

  /** The saves of ours, of those that are there. */
  oursIn(uid: string): number {
    return (this.dashboards.get(uid)?.versions ?? []).filter(({ createdBy }) => createdBy === us).length;
  }
}

function refusal(status: number, reason: string) {
  return { kind: 'refused', status, reason, permission: false } as const;
}
