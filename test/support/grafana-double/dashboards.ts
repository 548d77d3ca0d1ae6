/** `/api/dashboards`. */
import { isObject, type Json } from '../../../src/lint/read/json.ts';
import { has, mayDashboard, mayPut } from './access.ts';
import { denied, json, message, older, text, type Answer } from './answer.ts';
import type { Call } from './call.ts';
import { namespaceOf } from './options.ts';
import { contentOf, save } from './save.ts';
import { stored, type Dashboard, type Version } from './state.ts';
import { slugOf, withMembers } from './words.ts';

export function dashboards(call: Call): Answer | undefined {
  const [, , kind = '', uid = '', history, number] = call.path;
  if (kind === 'db' && call.method === 'POST' && call.path.length === 3) return saveLegacy(call);
  if (kind !== 'uid' || uid === '') return undefined;
  const dashboard = call.state.dashboards.get(uid);
  if (history === undefined) {
    if (call.method === 'GET') return read(call, dashboard);
    return call.method === 'DELETE' ? remove(call, dashboard) : undefined;
  }
  if (history === 'versions' && call.method === 'GET') {
    return number === undefined ? versions(call, dashboard) : version(call, dashboard, Number(number));
  }
  return history === 'restore' && call.method === 'POST' ? restore(call, dashboard) : undefined;
}

const missing = (): Answer => message(404, 'Dashboard not found');

function read(call: Call, dashboard: Dashboard | undefined): Answer {
  const { state, by, is } = call;
  if (dashboard === undefined) {
    return by.role === 'Admin' ? missing() : older(404, { message: 'Dashboard not found', title: 'Not found' });
  }
  if (!mayDashboard(state, by, 'dashboards:read', dashboard)) return denied('dashboards:read');
  if (dashboard.storedVersion.startsWith('v2')) {
    const path = `/apis/dashboard.grafana.app/${dashboard.storedVersion}/namespaces/${namespaceOf(is)}/dashboards/${dashboard.uid}`;
    return message(406, `dashboard api version not supported, use ${path} instead`);
  }
  const newest = stored(dashboard);
  const whole = withMembers(newest.spec, {
    id: String(dashboard.id),
    uid: JSON.stringify(dashboard.uid),
    version: String(newest.version),
  });
  return text(200, `{"meta":${JSON.stringify(metaOf(call, dashboard, newest))},"dashboard":${whole}}`);
}

function metaOf({ state, by, is }: Call, dashboard: Dashboard, newest: Version): Json {
  const slug = slugOf(newest.title);
  const folder = state.folders.get(dashboard.folderUid);
  const may = (permission: string): boolean => mayDashboard(state, by, permission, dashboard);
  const may3 = {
    canAdd: may('dashboards:write'),
    canEdit: may('dashboards:write'),
    canDelete: may('dashboards:write'),
  };
  return {
    type: 'db',
    canSave: may('dashboards:write'),
    canEdit: may('dashboards:write'),
    canAdmin: by.role === 'Admin',
    canStar: true,
    canDelete: may('dashboards:delete'),
    slug,
    url: `${is.prefix}/d/${dashboard.uid}/${slug}`,
    expires: '0001-01-01T00:00:00Z',
    created: dashboard.created,
    updated: newest.created,
    updatedBy: newest.by?.login ?? 'Anonymous',
    createdBy: dashboard.by?.login ?? 'Anonymous',
    version: newest.version,
    hasAcl: false,
    isFolder: false,
    ...(is.grafana === '12' ? { apiVersion: 'v0alpha1' } : {}),
    folderId: folder?.id ?? 0,
    folderUid: dashboard.folderUid,
    folderTitle: folder?.title ?? 'General',
    folderUrl: folder === undefined ? '' : `${is.prefix}/dashboards/f/${folder.uid}/${slugOf(folder.title)}`,
    provisioned: dashboard.file !== undefined,
    provisionedExternalId: dashboard.file ?? '',
    annotationsPermissions: { dashboard: may3, organization: may3 },
  };
}

function remove({ state, by }: Call, dashboard: Dashboard | undefined): Answer {
  if (dashboard === undefined) return missing();
  if (!mayDashboard(state, by, 'dashboards:delete', dashboard)) return denied('dashboards:delete');
  if (dashboard.file !== undefined) return message(400, 'provisioned dashboard cannot be deleted');
  state.dashboards.delete(dashboard.uid);
  state.revision++;
  const { title } = stored(dashboard);
  return json(200, { message: `Dashboard ${title} deleted`, title, uid: dashboard.uid });
}

function versions(call: Call, dashboard: Dashboard | undefined): Answer {
  if (dashboard === undefined) return missing();
  if (!mayDashboard(call.state, call.by, 'dashboards:write', dashboard)) return denied('dashboards:write');
  if (dashboard.storedVersion.startsWith('v2')) {
    return message(404, `No versions found for dashboardId ${dashboard.id}`);
  }
  const limit = Number(call.query.get('limit') ?? 0) || 1000;
  const newestFirst = dashboard.versions.toReversed();
  const shown = newestFirst.slice(0, limit);
  const texts = shown.map((version) =>
    versionText(dashboard, version, version.parentVersion === 0 ? 'Initial save' : version.message),
  );
  if (call.is.grafana !== '12') return text(200, `[${texts.join(',')}]`);
  const more = newestFirst.length > limit;
  const token = more ? `org:${call.is.organisation.id}/start:${shown.at(-1)?.version}/folder:` : '';
  return text(200, `{"continueToken":${JSON.stringify(token)},"versions":[${texts.join(',')}]}`);
}

function version({ state, by }: Call, dashboard: Dashboard | undefined, number: number): Answer {
  if (dashboard === undefined) return missing();
  if (!mayDashboard(state, by, 'dashboards:write', dashboard)) return denied('dashboards:write');
  const found = dashboard.versions.find(({ version }) => version === number);
  if (found === undefined) return message(500, `Dashboard version ${number} not found for dashboardId ${dashboard.id}`);
  return text(200, versionText(dashboard, found, found.message));
}

function versionText(dashboard: Dashboard, version: Version, message: string): string {
  const data = withMembers(version.spec, { uid: JSON.stringify(dashboard.uid), version: String(version.version) });
  const head = JSON.stringify({
    id: version.version,
    dashboardId: dashboard.id,
    uid: dashboard.uid,
    parentVersion: version.parentVersion,
    restoredFrom: version.restoredFrom,
    version: version.version,
    created: version.created,
    message,
    createdBy: (version.by?.kind === 'service-account' ? dashboard.by : version.by)?.login ?? '',
  });
  return withMembers(head, { data });
}

function restore(call: Call, dashboard: Dashboard | undefined): Answer {
  if (dashboard === undefined) return missing();
  if (!mayDashboard(call.state, call.by, 'dashboards:write', dashboard)) return denied('dashboards:write');
  const number = Number(call.body?.['version']);
  const found = dashboard.versions.find(({ version }) => version === number);
  if (found === undefined) return message(404, 'Dashboard version not found');
  if (found.spec === stored(dashboard).spec) {
    return message(400, 'Current dashboard is identical to the specified version');
  }
  return answerSaved(call, {
    uid: dashboard.uid,
    folderUid: dashboard.folderUid,
    content: contentOf(dashboard.uid, found),
    message: `Restored from version ${number}`,
    by: call.by,
    restoredFrom: number,
  });
}

function saveLegacy(call: Call): Answer {
  const { state, by, is, body } = call;
  if (!has(by, 'dashboards:create') && !has(by, 'dashboards:write')) {
    return denied('any of dashboards:create, dashboards:write');
  }
  const content = body?.['dashboard'];
  if (body === undefined || !isObject(content)) return message(400, 'bad request data');
  const folderUid = String(body['folderUid'] ?? '');
  const uid = String(content['uid'] ?? '');
  const before = state.dashboards.get(uid);
  const note = String(body['message'] ?? '');
  const wrong = refusal(call, { content, uid, folderUid, before, note });
  if (wrong !== undefined) return wrong;
  const needed = before === undefined ? 'dashboards:create' : 'dashboards:write';
  const may =
    before === undefined
      ? mayPut(state, by, needed, folderUid)
      : mayDashboard(state, by, needed, before) && mayPut(state, by, needed, folderUid);
  if (!may) return message(403, 'Access denied');
  if (
    before !== undefined &&
    body['overwrite'] !== true &&
    Number(content['version'] ?? 0) !== stored(before).version
  ) {
    return message(412, 'The dashboard has been changed by someone else', { status: 'version-mismatch' });
  }
  if (is.grafana === '10' && titleTaken(call, uid, folderUid, String(content['title']))) {
    return message(412, 'A dashboard with the same name in the folder already exists', { status: 'name-exists' });
  }
  return answerSaved(call, { uid, folderUid, content, message: note, by });
}

interface Asked {
  readonly content: Json;
  readonly uid: string;
  readonly folderUid: string;
  readonly before: Dashboard | undefined;
  readonly note: string;
}

/** What is wrong with a save, whoever asks; in the order in which the server looks. */
function refusal({ state }: Call, { content, uid, folderUid, before, note }: Asked): Answer | undefined {
  if (String(content['title'] ?? '').trim() === '') {
    return message(400, 'Dashboard title cannot be empty', { status: 'empty-name' });
  }
  if (!/^[\w-]*$/.test(uid)) return message(400, 'uid contains illegal characters');
  if (uid.length > 40) return message(400, 'uid too long, max 40 characters');
  if (Buffer.byteLength(note) > 500) return message(400, 'message too long, max 500 characters');
  if (folderUid !== '' && !state.folders.has(folderUid)) return message(400, 'folder not found');
  const id = Number(content['id'] ?? 0);
  if (id !== 0 && before?.id !== id) {
    const other = [...state.dashboards.values()].some((dashboard) => dashboard.id === id);
    if (other && before !== undefined) return message(400, 'A dashboard with the same uid already exists');
    return message(404, 'Dashboard not found', { status: 'not-found' });
  }
  if (before?.file !== undefined) return message(400, 'Cannot save provisioned dashboard');
  if (state.folders.has(uid)) return message(409, `dashboards.dashboard.grafana.app "${uid}" already exists`);
  return undefined;
}

function titleTaken({ state }: Call, uid: string, folderUid: string, title: string): boolean {
  return [...state.dashboards.values()].some(
    (other) => other.uid !== uid && other.folderUid === folderUid && stored(other).title === title,
  );
}

function answerSaved({ state, is }: Call, asked: Parameters<typeof save>[2]): Answer {
  const { dashboard, answeredVersion } = save(state, is, asked);
  const slug = slugOf(stored(dashboard).title);
  return json(200, {
    folderUid: asked.folderUid,
    id: dashboard.id,
    slug,
    status: 'success',
    uid: dashboard.uid,
    url: `${is.prefix}/d/${dashboard.uid}/${slug}`,
    version: answeredVersion,
  });
}
