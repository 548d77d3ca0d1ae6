/** What a push deletes: dashboards of ours that the code no longer has, and folders that are empty after that. */
import type { FolderCounts } from './grafana.ts';
import type { Outcome } from './outcome.ts';
import type { FolderStep, RetiredStep } from './plan.ts';
import type { Run } from './run.ts';
import { sameContent } from './same-content.ts';
import { settle } from './settle.ts';

/** A deletion names no version, so it is read right before, and goes only as it was backed up. */
export async function deleteDashboard(run: Run, step: Extract<RetiredStep, { kind: 'delete' }>): Promise<Outcome> {
  const look = async () => {
    const now = await run.grafana.dashboard(step.uid);
    if (now === undefined) return 'as-wanted';
    const { version, folderUid, manager, content } = now;
    const isSame = version === step.stored.version && folderUid === step.stored.folderUid && manager === undefined;
    return isSame && content !== undefined && sameContent(step.content, content) ? 'as-before' : 'otherwise';
  };
  const now = await run.read(look());
  if (now === 'as-wanted') return { kind: 'nothing' };
  if (now === 'otherwise') return { kind: 'changed-since' };
  return settle(run, { send: () => run.grafana.deleteDashboard(step.uid), look });
}

/** All that is in a folder goes with it, so that it is empty is read right before each try. */
export async function deleteFolder(run: Run, { stored }: Extract<FolderStep, { kind: 'delete' }>): Promise<Outcome> {
  const { grafana } = run;
  const { uid } = stored;
  if ((await run.read(grafana.folder(uid))) === undefined) return { kind: 'nothing' };
  const held = reasonToKeep(await run.read(grafana.countIn(uid)));
  if (held !== undefined) return { kind: 'left', reason: held };
  return settle(run, {
    send: async () => {
      const written = await grafana.deleteFolder(uid);
      // Grafana 12.2 says so of a folder that held folders, and deletes it all the same.
      return written.kind === 'missing'
        ? { kind: 'unsure', reason: 'it is not found', retryAfter: undefined }
        : written;
    },
    look: async () => {
      if ((await grafana.folder(uid)) === undefined) return 'as-wanted';
      return reasonToKeep(await grafana.countIn(uid)) === undefined ? 'as-before' : 'otherwise';
    },
  });
}

function reasonToKeep(counts: FolderCounts): string | undefined {
  if (counts === undefined) return 'the server cannot say whether it is empty';
  const held = Object.entries(counts).filter(([, count]) => count > 0);
  if (held.length === 0) return undefined;
  return `it is not empty: ${held.map(([kind, count]) => `${kind} ${count}`).join(', ')}`;
}
