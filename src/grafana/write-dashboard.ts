/** The save of one dashboard. */
import { contentHash } from '../compare/content-hash.ts';
import type { Grafana, SaveRequest, StoredDashboard } from './grafana.ts';
import { pushMessage } from './marker.ts';
import type { Outcome } from './outcome.ts';
import type { DashboardStep } from './plan.ts';
import type { Run } from './run.ts';
import { sameContent } from './same-content.ts';
import { settle, type Look } from './settle.ts';

/** How many versions can have come while an answer was waited for. */
const recent = 20;

/** The version that the plan found is named, so that a save in between is refused and not lost. */
export function saveDashboard(run: Run, step: Extract<DashboardStep, { kind: 'create' | 'update' }>): Promise<Outcome> {
  const { uid, content, folderUid } = step.dashboard;
  const before = step.kind === 'update' ? step.stored : undefined;
  const message = pushMessage({ hash: contentHash(content), folderUid, commit: run.options.commit });
  const request: SaveRequest = { uid, content, folderUid, version: before?.version, message };
  return settle(run, {
    send: () => run.grafana.saveDashboard(request),
    look: () => lookAt(run.grafana, request, before),
  });
}

async function lookAt(grafana: Grafana, request: SaveRequest, before: StoredDashboard | undefined): Promise<Look> {
  const now = await grafana.dashboard(request.uid);
  if (now === undefined) return before === undefined ? 'as-before' : 'otherwise';
  const { version, content, folderUid } = now;
  if (folderUid === request.folderUid && content !== undefined && sameContent(request.content, content)) {
    return 'as-wanted';
  }
  // One API counts no version where a dashboard is only moved; what was deleted and made anew may have the same.
  const isBefore = version === before?.version && folderUid === before.folderUid;
  if (isBefore && sameContent(before.content ?? {}, content ?? {})) return 'as-before';
  return (await isInHistory(grafana, request)) ? 'as-wanted' : 'otherwise';
}

/** The server may store something else than it was sent, and somebody may have saved after us. */
async function isInHistory(grafana: Grafana, { uid, version: base = 0, message }: SaveRequest): Promise<boolean> {
  for (const { version, message: shown } of await grafana.versions(uid, recent)) {
    if (version <= base) continue;
    // The first of all is shown with a message of the server's own.
    if (shown === message || (version === 1 && (await grafana.message(uid, version)) === message)) return true;
  }
  return false;
}
