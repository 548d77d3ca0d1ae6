/** `/api/folders`. */
import type { Json } from '../../../src/lint/read/json.ts';
import { has, mayFolder } from './access.ts';
import { denied, json, message, type Answer } from './answer.ts';
import type { Call } from './call.ts';
import { ancestors, below, newUid, type Account, type Folder, type State } from './state.ts';
import { slugOf, timeOf } from './words.ts';

/** How many ancestors a folder may have. */
const deepest = 4;

export function folders(call: Call): Answer | undefined {
  const [, , uid, part] = call.path;
  if (uid === undefined) {
    if (call.method === 'GET') return listed(call);
    return call.method === 'POST' ? create(call) : undefined;
  }
  const folder = call.state.folders.get(uid);
  if (part === 'counts' && call.method === 'GET') return counts(call, uid, folder);
  if (part === 'move' && call.method === 'POST') return move(call, folder);
  if (part !== undefined) return undefined;
  if (call.method === 'GET') return read(call, folder);
  if (call.method === 'PUT') return rename(call, folder);
  return call.method === 'DELETE' ? remove(call, folder) : undefined;
}

const missing = (): Answer => message(404, 'folder not found', { status: 'not-found' });

export function addFolder(
  state: State,
  { uid, title, parentUid, by }: { uid: string; title: string; parentUid: string; by: Account | undefined },
): Folder {
  const now = timeOf(new Date());
  const login = by?.login ?? 'Anonymous';
  const folder = {
    uid: uid === '' ? newUid() : uid,
    id: ++state.lastId,
    title,
    parentUid,
    version: 1,
    created: now,
    updated: now,
    createdBy: login,
    updatedBy: login,
    open: parentUid === '',
  };
  state.folders.set(folder.uid, folder);
  state.revision++;
  return folder;
}

/** A folder alone, as it stands among the parents of another. */
function alone({ state, by, is }: Call, folder: Folder): Json {
  const may = (permission: string): boolean => mayFolder(state, by, permission, folder);
  return {
    id: folder.id,
    uid: folder.uid,
    orgId: is.organisation.id,
    title: folder.title,
    url: `${is.prefix}/dashboards/f/${folder.uid}/${slugOf(folder.title)}`,
    hasAcl: false,
    canSave: may('folders:write'),
    canEdit: may('folders:write'),
    canAdmin: by.role === 'Admin',
    canDelete: may('folders:delete'),
    createdBy: folder.createdBy,
    created: folder.created,
    updatedBy: folder.updatedBy,
    updated: folder.updated,
    version: folder.version,
    ...(folder.parentUid === '' ? {} : { parentUid: folder.parentUid }),
  };
}

function whole(call: Call, folder: Folder): Answer {
  const parents = ancestors(call.state, folder.parentUid).map((parent) => alone(call, parent));
  return json(200, { ...alone(call, folder), ...(parents.length === 0 ? {} : { parents }) });
}

function listed({ state, by, query }: Call): Answer {
  const parentUid = query.get('parentUid') ?? '';
  const limit = Number(query.get('limit') ?? 0) || 1000;
  const start = ((Number(query.get('page') ?? 1) || 1) - 1) * limit;
  const found = [...state.folders.values()]
    .filter((folder) => folder.parentUid === parentUid && mayFolder(state, by, 'folders:read', folder))
    .sort((one, other) => (one.title < other.title ? -1 : one.title > other.title ? 1 : one.id - other.id))
    .slice(start, start + limit)
    .map(({ id, uid, title, parentUid }) => ({ id, uid, title, ...(parentUid === '' ? {} : { parentUid }) }));
  const shared = by.role !== 'Admin' && parentUid === '' && start === 0;
  return json(200, [...(shared ? [{ id: -1, uid: 'sharedwithme', title: 'Shared with me' }] : []), ...found]);
}

function read(call: Call, folder: Folder | undefined): Answer {
  if (folder === undefined) return missing();
  return mayFolder(call.state, call.by, 'folders:read', folder) ? whole(call, folder) : denied('folders:read');
}

function create(call: Call): Answer {
  const { state, by, is, body } = call;
  if (!has(by, 'folders:create')) return denied('folders:create');
  const uid = String(body?.['uid'] ?? '');
  const title = String(body?.['title'] ?? '');
  const parentUid = String(body?.['parentUid'] ?? '');
  if (body === undefined) return message(400, 'bad request data');
  if (title.trim() === '') return message(400, 'folder title cannot be empty');
  if (!/^[\w-]*$/.test(uid)) return message(400, 'uid contains illegal characters');
  if (uid.length > 40) return message(400, 'uid too long, max 40 characters');
  const parent = state.folders.get(parentUid);
  if (parentUid !== '' && parent === undefined) return message(404, 'folder not found');
  if (parent !== undefined && !mayFolder(state, by, 'folders:create', parent)) return denied('folders:create');
  if (ancestors(state, parentUid).length > deepest) return message(400, '[folder.maximum-depth-reached] ');
  if (state.folders.has(uid)) {
    return is.grafana === '12'
      ? message(412, 'the folder has been changed by someone else')
      : message(409, 'a folder with the same uid already exists');
  }
  if (state.dashboards.has(uid)) return message(400, 'Dashboard cannot be changed to a folder');
  if (is.grafana === '10' && [...state.folders.values()].some((f) => f.parentUid === parentUid && f.title === title)) {
    return message(409, 'a folder with the same name already exists in the current location');
  }
  return whole(call, addFolder(state, { uid, title, parentUid, by }));
}

function rename(call: Call, folder: Folder | undefined): Answer {
  const { state, by, body } = call;
  if (folder === undefined) return missing();
  if (!mayFolder(state, by, 'folders:write', folder)) return denied('folders:write');
  const title = String(body?.['title'] ?? '');
  if (body?.['overwrite'] !== true && body?.['version'] !== folder.version) {
    return message(412, 'The dashboard has been changed by someone else');
  }
  if (title.trim() === '') return message(400, 'Dashboard title cannot be empty');
  folder.title = title;
  touch(call, folder, 1);
  return whole(call, folder);
}

/** 12.2 adds two to the version of a folder that it moves. */
function move(call: Call, folder: Folder | undefined): Answer {
  const { state, by, body } = call;
  const parentUid = String(body?.['parentUid'] ?? '');
  const parent = state.folders.get(parentUid);
  if (folder === undefined) return by.role === 'Admin' ? message(500, 'move folder failed') : denied('folders:write');
  if (!mayFolder(state, by, 'folders:write', folder)) return denied('folders:write');
  const inside = [folder, ...below(state, folder.uid)];
  if (parentUid !== '' && (parent === undefined || inside.includes(parent))) return message(500, 'move folder failed');
  const depth =
    Math.max(...inside.map(({ uid }) => ancestors(state, uid).length)) - ancestors(state, folder.uid).length;
  if (ancestors(state, parentUid).length + depth > deepest) return message(400, '[folder.maximum-depth-reached] ');
  folder.parentUid = parentUid;
  touch(call, folder, 2);
  return whole(call, folder);
}

function touch({ state, by }: Call, folder: Folder, versions: number): void {
  folder.version += versions;
  folder.updated = timeOf(new Date());
  folder.updatedBy = by.login;
  state.revision++;
}

function counts({ state, by }: Call, uid: string, folder: Folder | undefined): Answer {
  if (folder !== undefined && !mayFolder(state, by, 'folders:read', folder)) return denied('folders:read');
  const inside = folder === undefined ? [] : below(state, uid);
  const uids = new Set([uid, ...inside.map(({ uid }) => uid)]);
  const dashboard = [...state.dashboards.values()].filter(({ folderUid }) => uids.has(folderUid)).length;
  return json(200, {
    alertrule: 0,
    dashboard: folder === undefined ? 0 : dashboard,
    folder: inside.length,
    librarypanel: 0,
  });
}

/**
 * Takes all that is inside. 12.2 answers 404 where folders below have folders of their own: those are gone then, and
 * the folder itself goes with the next call.
 */
function remove({ state, by }: Call, folder: Folder | undefined): Answer {
  if (folder === undefined) return message(404, 'folder not found');
  if (!mayFolder(state, by, 'folders:delete', folder)) return denied('folders:delete');
  const inside = below(state, folder.uid);
  const stays = inside.some(({ parentUid }) => parentUid !== folder.uid && parentOf(state, parentUid) !== folder.uid);
  for (const { uid } of stays ? inside : [folder, ...inside]) {
    for (const dashboard of state.dashboards.values()) {
      if (dashboard.folderUid === uid) state.dashboards.delete(dashboard.uid);
    }
    state.folders.delete(uid);
  }
  state.revision++;
  return stays ? message(404, 'folder not found') : message(200, 'Folder deleted');
}

function parentOf(state: State, uid: string): string | undefined {
  return state.folders.get(uid)?.parentUid;
}
