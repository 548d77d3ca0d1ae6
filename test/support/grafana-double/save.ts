/** A save of a dashboard, whichever API it comes by. */
import { isObject, list, type Json } from '../../../src/lint/read/json.ts';
import type { Personality } from './options.ts';
import { newDashboard, stored, type Account, type Dashboard, type State, type Version } from './state.ts';
import { sorted, timeOf } from './words.ts';

export interface Saved {
  readonly dashboard: Dashboard;
  /** As the server answers it: it lags behind where the content is the same as before. */
  readonly answeredVersion: number;
}

export interface SaveOf {
  readonly uid: string;
  readonly folderUid: string;
  readonly content: Json;
  readonly message: string;
  readonly by: Account | undefined;
  readonly restoredFrom?: number;
  readonly storedVersion?: string;
  readonly managed?: Readonly<Record<string, string>>;
}

/** Writes without asking whether it may be. */
export function save(state: State, is: Personality, asked: SaveOf): Saved {
  const before = state.dashboards.get(asked.uid);
  const dashboard = before ?? newDashboard(state, asked.uid, asked.folderUid, asked.by);
  const previous = before === undefined ? undefined : stored(before);
  const version = versionOf(asked, previous, is);
  dashboard.versions = [...dashboard.versions, version].slice(-is.versionsToKeep);
  const moved = dashboard.folderUid !== asked.folderUid;
  dashboard.folderUid = asked.folderUid;
  dashboard.storedVersion = asked.storedVersion ?? 'v0alpha1';
  if (asked.storedVersion !== undefined || !is.unifiedStorage || before === undefined)
    dashboard.managed = asked.managed ?? {};
  state.dashboards.set(dashboard.uid, dashboard);
  state.revision++;
  const same = previous !== undefined && !moved && previous.spec === version.spec;
  return { dashboard, answeredVersion: same ? previous.version : version.version };
}

function versionOf(asked: SaveOf, previous: Version | undefined, is: Personality): Version {
  const { id: _, uid: __, version: ___, ...content } = asked.content;
  const refresh = content['refresh'];
  const kept = typeof refresh === 'string' && isShort(refresh, is.minRefresh);
  const spec = kept ? { ...content, refresh: `${is.minRefresh}s` } : content;
  return {
    version: (previous?.version ?? 0) + 1,
    parentVersion: previous?.version ?? 0,
    restoredFrom: asked.restoredFrom ?? 0,
    created: timeOf(new Date()),
    by: asked.by,
    message: asked.message,
    title: String(content['title'] ?? ''),
    tags: list(content['tags']).filter((tag) => typeof tag === 'string'),
    spec: sorted(spec),
  };
}

function isShort(refresh: string, least: number): boolean {
  const [, count, unit = ''] = /^(\d+)(ms|s|m|h|d)$/.exec(refresh) ?? [];
  const seconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400 };
  return count !== undefined && Number(count) * (seconds[unit] ?? 0) < least;
}

/** The content of a version as somebody would push it: with `uid`, without `id` and `version`. */
export function contentOf(uid: string, { spec }: Pick<Version, 'spec'>): Json {
  const content: unknown = JSON.parse(spec);
  return isObject(content) ? { ...content, uid } : { uid };
}
