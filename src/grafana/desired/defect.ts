/** What a Grafana would refuse of a dashboard, whatever it is. */
import { text, type Json } from '../../lint/read/json.ts';

/** Why a dashboard cannot be pushed; undefined where it can. */
export function defectOf(dashboard: Json): string | undefined {
  const uid = text(dashboard['uid']);
  if (uid === '') return 'has no uid, so each push would make another one';
  if (text(dashboard['title']).trim() === '') return 'has no title';
  return uidDefect(uid);
}

/** Why Grafana would not take a uid, of a dashboard or of a folder; undefined where it would. */
export function uidDefect(uid: string): string | undefined {
  if (!/^[a-zA-Z0-9_-]+$/.test(uid)) return 'has a uid with other characters than a-z, A-Z, 0-9, - and _';
  return uid.length > 40 ? `has a uid of ${uid.length} characters, and 40 is the most that Grafana takes` : undefined;
}
