/** What a push does to one folder. */
import type { DesiredFolder } from './desired.ts';
import type { ListedFolder, StoredFolder } from './grafana.ts';
import type { Outcome } from './outcome.ts';
import type { FolderStep } from './plan.ts';
import type { Run } from './run.ts';
import { settle } from './settle.ts';

export type FolderWrite = Extract<FolderStep, { kind: 'create' | 'rename' | 'move' }>;

export async function writeFolder(run: Run, step: FolderWrite): Promise<Outcome> {
  switch (step.kind) {
    case 'create':
      return create(run, step.folder);
    case 'rename':
      return rename(run, step.folder, step.stored);
    case 'move':
      return move(run, step);
  }
}

function create(run: Run, { uid, title, parentUid }: DesiredFolder): Promise<Outcome> {
  const folder: ListedFolder = { uid, title, parentUid };
  return settle(run, {
    send: () => run.grafana.createFolder(folder),
    look: async () => {
      const now = await run.grafana.folder(uid);
      if (now === undefined) return 'as-before';
      return now.title === title && now.parentUid === parentUid ? 'as-wanted' : 'otherwise';
    },
  });
}

function rename(run: Run, { uid, title }: DesiredFolder, stored: StoredFolder): Promise<Outcome> {
  return settle(run, {
    send: () => run.grafana.renameFolder(uid, title, stored.version),
    look: async () => {
      const now = await run.grafana.folder(uid);
      if (now?.title === title) return 'as-wanted';
      return now?.version === stored.version ? 'as-before' : 'otherwise';
    },
  });
}

/** A move names no version, so it is read right before. */
async function move(run: Run, step: Extract<FolderStep, { kind: 'move' }>): Promise<Outcome> {
  const { folder, stored } = step;
  const { uid, parentUid } = folder;
  const now = await run.read(run.grafana.folder(uid));
  if (now === undefined || now.parentUid !== stored.parentUid || now.title !== stored.title) {
    return { kind: 'changed-since' };
  }
  const moved = await settle(run, {
    send: () => run.grafana.moveFolder(uid, parentUid),
    look: async () => {
      const then = await run.grafana.folder(uid);
      if (then === undefined) return 'otherwise';
      if (then.parentUid === parentUid) return 'as-wanted';
      return then.parentUid === stored.parentUid ? 'as-before' : 'otherwise';
    },
  });
  if (!step.rename || (moved.kind !== 'done' && moved.kind !== 'nothing')) return moved;
  const renamed = await renameMoved(run, folder, stored).catch((error: unknown) => run.failed(error));
  if (renamed.kind !== 'failed' && renamed.kind !== 'left' && renamed.kind !== 'unsure') return renamed;
  return { ...renamed, reason: `it was moved, and not renamed: ${renamed.reason}` };
}

async function renameMoved(run: Run, folder: DesiredFolder, stored: StoredFolder): Promise<Outcome> {
  if (run.stopped !== undefined) return { kind: 'left', reason: 'the push ended' };
  // The move has given it another version.
  const there = await run.read(run.grafana.folder(folder.uid));
  return there?.title === stored.title ? rename(run, folder, there) : { kind: 'changed-since' };
}
