/** `/api/search`. */
import { has, mayDashboard, mayFolder } from './access.ts';
import { message, text, type Answer } from './answer.ts';
import type { Call } from './call.ts';
import { stored, type State } from './state.ts';
import { slugOf } from './words.ts';

interface Hit {
  readonly uid: string;
  readonly id: number;
  readonly title: string;
  readonly tags: readonly string[];
  readonly folderUid: string;
  readonly type: 'dash-folder' | 'dash-db';
}

export function search(call: Call): Answer | undefined {
  if (call.method !== 'GET' || call.path.length !== 2) return undefined;
  const { query } = call;
  const limit = Number(query.get('limit') ?? 0) || 1000;
  if (limit > 5000) {
    return message(422, 'Limit is above maximum allowed (5000), use page parameter to access hits beyond limit');
  }
  const start = ((Number(query.get('page') ?? 1) || 1) - 1) * limit;
  const found = hits(call)
    .filter(matching(query))
    .sort((one, other) => (one.title < other.title ? -1 : one.title > other.title ? 1 : one.id - other.id))
    .slice(start, start + limit)
    // Within a page, folders come first.
    .sort((one, other) => Number(one.type === 'dash-db') - Number(other.type === 'dash-db'));
  return text(200, `[${found.map((hit) => JSON.stringify(shown(call, hit))).join(',')}]`);
}

function hits({ state, by, query }: Call): readonly Hit[] {
  const types = query.getAll('type').filter((type) => type.startsWith('dash-') && type !== 'dash-annotation');
  const wanted = (type: string): boolean => types.length === 0 || types.includes(type);
  const folders =
    wanted('dash-folder') && has(by, 'folders:read')
      ? [...state.folders.values()].filter((folder) => mayFolder(state, by, 'folders:read', folder))
      : [];
  const dashboards =
    wanted('dash-db') && has(by, 'dashboards:read')
      ? [...state.dashboards.values()].filter((dashboard) => mayDashboard(state, by, 'dashboards:read', dashboard))
      : [];
  return [
    ...folders.map(({ uid, id, title, parentUid }): Hit => ({
      uid,
      id,
      title,
      tags: [],
      folderUid: parentUid,
      type: 'dash-folder',
    })),
    ...dashboards.map((dashboard): Hit => {
      const { title, tags } = stored(dashboard);
      return { uid: dashboard.uid, id: dashboard.id, title, tags, folderUid: dashboard.folderUid, type: 'dash-db' };
    }),
  ];
}

function matching(query: URLSearchParams): (hit: Hit) => boolean {
  const tags = query.getAll('tag');
  const folderUids = all(query, 'folderUIDs').map((uid) => (uid === 'general' ? '' : uid));
  const uids = all(query, 'dashboardUIDs').concat(all(query, 'dashboardUID'));
  const words = (query.get('query') ?? '').toLowerCase();
  return (hit) =>
    tags.every((tag) => hit.tags.includes(tag)) &&
    (folderUids.length === 0 || folderUids.includes(hit.folderUid)) &&
    (uids.length === 0 || uids.includes(hit.uid)) &&
    hit.title.toLowerCase().includes(words);
}

function all(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((value) => value.split(',').filter((part) => part !== ''));
}

function shown({ state, is, query }: Call, hit: Hit): unknown {
  const slug = slugOf(hit.title);
  // 12.2 shows no tags where words are looked for.
  const tags = (query.get('query') ?? '') === '' ? hit.tags : [];
  return {
    id: hit.id,
    uid: hit.uid,
    orgId: is.organisation.id,
    title: hit.title,
    uri: `db/${slug}`,
    url: `${is.prefix}${hit.type === 'dash-folder' ? '/dashboards/f' : '/d'}/${hit.uid}/${slug}`,
    slug: '',
    type: hit.type,
    tags,
    isStarred: false,
    ...inFolder(state, is.prefix, hit.folderUid),
    sortMeta: 0,
    isDeleted: false,
  };
}

function inFolder(state: State, prefix: string, uid: string): object {
  const folder = state.folders.get(uid);
  if (folder === undefined) return {};
  return {
    folderId: folder.id,
    folderUid: uid,
    folderTitle: folder.title,
    folderUrl: `${prefix}/dashboards/f/${uid}/${slugOf(folder.title)}`,
  };
}
