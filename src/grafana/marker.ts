/** What a push writes into a dashboard's history, so that the next one knows what the last one left. */
import { ownTag } from '../identity/ids.ts';

export interface Marker {
  /** `contentHash` of what was sent, which the server may have stored otherwise. */
  readonly hash: string;
  /** The folder that it was put into; undefined for the root. */
  readonly folderUid: string | undefined;
  /** Of the source, as `Desired` has it; undefined where the message names none. */
  readonly commit: string | undefined;
}

/** How the root folder is written, which has no uid. */
const root = '-';
const form = new RegExp(`^${ownTag}: content ([0-9a-f]{32}) in ([\\w-]+)(?:$|,(?: commit ([0-9a-f]{7,64}\\+?)$)?)`);
/** Longer than any name of a commit; Grafana takes 500 bytes in all. */
const longestCommit = 100;

/** The message of a save: read by people in the history, and by `readMarker`. */
export function pushMessage(push: Marker): string {
  const mark = `${ownTag}: content ${push.hash} in ${push.folderUid ?? root}`;
  return push.commit === undefined ? mark : `${mark}, commit ${push.commit.slice(0, longestCommit)}`;
}

/** Undefined where the message is not one of a push. */
export function readMarker(message: string): Marker | undefined {
  const [, hash, folder, commit] = form.exec(message) ?? [];
  if (hash === undefined || folder === undefined) return undefined;
  return { hash, folderUid: folder === root ? undefined : folder, commit };
}
