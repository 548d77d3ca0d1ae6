/** A dashboard's JSON without what belongs to this server. */
import type { Json } from '../../lint/read/json.ts';

/** Without `id` and `version`, with `uid`: the resource API keeps it elsewhere. */
export function contentOf(dashboard: Json, uid: string): Json {
  const { id: _id, version: _version, ...rest } = dashboard;
  return { ...rest, uid };
}

/** A dashboard of schema v2 has no panels but elements; there is no classic form of it. */
export function isClassic(dashboard: Json): boolean {
  return !('elements' in dashboard && 'layout' in dashboard);
}
