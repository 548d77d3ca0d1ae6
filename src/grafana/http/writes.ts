/** Writes: through `/api`, which every Grafana has, and which refuses a save of a version that has changed since. */
import type { ListedFolder, SaveRequest, Written } from '../grafana.ts';
import { deleted, saved, savedFolder } from './answers.ts';
import type { Requests } from './requests.ts';
import { isWorded } from './words.ts';
import { refused, written } from './written.ts';

/** Never with `overwrite`: what is in the way is told, not lost. Without a folder it would go to the root. */
export async function saveDashboard(requests: Requests, request: SaveRequest): Promise<Written> {
  const { id: _id, version: _version, ...content } = request.content;
  const version = request.version === undefined ? {} : { version: request.version };
  const outcome = await requests.write({
    method: 'POST',
    path: '/api/dashboards/db',
    body: {
      dashboard: { ...content, uid: request.uid, ...version },
      folderUid: request.folderUid ?? '',
      message: request.message,
      overwrite: false,
    },
  });
  return written(requests, outcome, saved(request.uid), (answer, reason) => {
    // Somebody was quicker: Grafana 12.2 also says so of one that it keeps as a resource.
    if (answer.status === 409) return { kind: 'changed-since' };
    return answer.status === 404 && isWorded(answer.json) && /folder/i.test(reason) ? refused(404, reason) : undefined;
  });
}

export async function deleteDashboard(requests: Requests, uid: string): Promise<Written> {
  const path = `/api/dashboards/uid/${encodeURIComponent(uid)}`;
  return written(requests, await requests.write({ method: 'DELETE', path }), deleted);
}

export async function createFolder(requests: Requests, { uid, title, parentUid }: ListedFolder): Promise<Written> {
  const body = { uid, title, ...(parentUid === undefined ? {} : { parentUid }) };
  const outcome = await requests.write({ method: 'POST', path: '/api/folders', body });
  return written(requests, outcome, savedFolder, (answer, reason) => {
    // It is the parent that is not there.
    if (answer.status === 404 && isWorded(answer.json)) return refused(404, reason);
    if (answer.status !== 409 && answer.status !== 412) return undefined;
    return /same (?:name|title)/i.test(reason) ? refused(answer.status, reason) : { kind: 'changed-since' };
  });
}

export async function renameFolder(requests: Requests, uid: string, title: string, version: number): Promise<Written> {
  const outcome = await requests.write({ method: 'PUT', path: pathOf(uid), body: { title, version } });
  return written(requests, outcome, savedFolder);
}

export async function moveFolder(requests: Requests, uid: string, parentUid: string | undefined): Promise<Written> {
  const body = { parentUid: parentUid ?? '' };
  const outcome = await requests.write({ method: 'POST', path: `${pathOf(uid)}/move`, body });
  return written(requests, outcome, savedFolder);
}

/**
 * Grafana 12.2 answers 404 for a folder that holds folders, and deletes it all the same: so 404 says nothing. Rules in
 * the folder keep it: that they go with it is never asked for.
 */
export async function deleteFolder(requests: Requests, uid: string): Promise<Written> {
  const outcome = await requests.write({ method: 'DELETE', path: pathOf(uid) });
  return written(requests, outcome, deleted, (answer, reason) =>
    answer.status === 404 ? { kind: 'unsure', reason, retryAfter: answer.retryAfter } : undefined,
  );
}

function pathOf(uid: string): string {
  return `/api/folders/${encodeURIComponent(uid)}`;
}
