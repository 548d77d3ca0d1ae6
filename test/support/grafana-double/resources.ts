/** `/apis/dashboard.grafana.app`: dashboards as resources. */
import { isObject, object, text as textOf, type Json } from '../../../src/lint/read/json.ts';
import { has, mayDashboard, mayPut } from './access.ts';
import { json, message, older, status, text, type Answer } from './answer.ts';
import type { Call } from './call.ts';
import { namespaceOf } from './options.ts';
import { save } from './save.ts';
import { newDashboard, stored, type Account, type Dashboard, type Version } from './state.ts';
import { sorted, timeOf, withMembers } from './words.ts';

const group = 'dashboard.grafana.app';
const versions = ['v1beta1', 'v0alpha1', 'v2alpha1', 'v2alpha2'];
const otherGroups = ['notifications.alerting', 'folder', 'iam', 'userstorage', 'features', 'playlist'];
/** The newest `schemaVersion` that the server migrates. */
const newestSchema = 41;

export function resources(call: Call): Answer | undefined {
  const { path, method, is } = call;
  if (path[0] !== 'apis' || !is.resources) return undefined;
  const [, name, version = '', , namespace, kind, uid] = path;
  if (name === undefined) return json(200, groups(call.host));
  if (name !== group) return undefined;
  if (path.length === 2) return json(200, { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(group, versions) });
  if (!versions.includes(version) || kind !== 'dashboards') return undefined;
  if (namespace !== namespaceOf(is)) {
    const why =
      namespace === `org-${is.organisation.id}`
        ? `use default rather than ${namespace}`
        : 'user is not signed in to organization';
    return {
      status: 500,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: `Internal Server Error: "/${path.join('/')}": ${why}`,
    };
  }
  const asked: Asked = { call, version };
  if (uid === undefined) {
    if (method === 'GET') return list(asked);
    return method === 'POST' ? write(asked, textOf(object(call.body?.['metadata'])['name']), true) : undefined;
  }
  if (method === 'GET') return read(asked, uid);
  if (method === 'PUT') return write(asked, uid, false);
  return method === 'DELETE' ? remove(asked, uid) : undefined;
}

interface Asked {
  readonly call: Call;
  /** Of the API. */
  readonly version: string;
}

function groupOf(name: string, versions: readonly string[]): Json {
  const all = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: all, preferredVersion: all[0] };
}

function groups(host: string): Json {
  const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: host }];
  const ofOthers = otherGroups.map((name) =>
    groupOf(`${name}.grafana.app`, [name === 'folder' ? 'v1beta1' : 'v0alpha1']),
  );
  const [first, ...rest] = ofOthers;
  return {
    kind: 'APIGroupList',
    groups: [first, groupOf(group, versions), ...rest].map((one) => ({ ...one, serverAddressByClientCIDRs })),
  };
}

const named = (name: string): Readonly<Record<string, string>> => ({ name, group, kind: 'dashboards' });

function missing(uid: string): Answer {
  return status(404, 'NotFound', `dashboards.${group} "${uid}" not found`, named(uid));
}

function forbidden({ call: { by, is } }: Asked, verb: string, uid: string | undefined, why: string): Answer {
  const what = uid === undefined ? `dashboards.${group} is forbidden` : `dashboards.${group} "${uid}" is forbidden`;
  const tried = `User "${by.name}" cannot ${verb} resource "dashboards" in API group "${group}"`;
  const details = uid === undefined ? { group, kind: 'dashboards' } : named(uid);
  return status(403, 'Forbidden', `${what}: ${tried} in the namespace "${namespaceOf(is)}": ${why}`, details);
}

function read(asked: Asked, uid: string): Answer {
  const { state, by } = asked.call;
  const dashboard = state.dashboards.get(uid);
  if (dashboard === undefined) return missing(uid);
  if (!mayDashboard(state, by, 'dashboards:read', dashboard))
    return forbidden(asked, 'get', uid, 'can not view dashboard');
  return text(200, resourceText(asked, dashboard));
}

/** Newest first by its number; a page ends at the limit, or after some megabytes. */
function list(asked: Asked): Answer {
  const { state, by, query, is } = asked.call;
  if (!has(by, 'dashboards:read')) return forbidden(asked, 'list', undefined, 'can not read any dashboards');
  if (query.has('labelSelector')) return status(500, undefined, 'labels not yet supported');
  const asText = query.get('limit') ?? '';
  if (!/^\d*$/.test(asText)) {
    return status(400, 'BadRequest', `strconv.ParseInt: parsing ${JSON.stringify(asText)}: invalid syntax`);
  }
  const token = query.get('continue') ?? '';
  const [, start] = /^org:\d+\/start:(\d+)\/folder:$/.exec(token) ?? [];
  if (token !== '' && start === undefined) {
    return status(500, undefined, 'invalid continue token (too few parts)');
  }
  const limit = Number(asText) || Number.POSITIVE_INFINITY;
  const before = start === undefined ? Number.POSITIVE_INFINITY : Number(start);
  const rest = [...state.dashboards.values()]
    .filter((dashboard) => dashboard.id < before && mayDashboard(state, by, 'dashboards:read', dashboard))
    .sort((one, other) => other.id - one.id);
  const page: Dashboard[] = [];
  let bytes = 0;
  for (const dashboard of rest) {
    if (page.length >= limit || bytes >= is.pageBytes) break;
    page.push(dashboard);
    bytes += stored(dashboard).spec.length;
  }
  const last = page.length < rest.length ? page.at(-1) : undefined;
  const metadata = {
    resourceVersion: String(Math.floor(Date.now() / 1000) * 1_000_000),
    ...(last === undefined ? {} : { continue: `org:${is.organisation.id}/start:${last.id}/folder:` }),
  };
  const head = JSON.stringify({ kind: 'DashboardList', apiVersion: `${group}/${asked.version}`, metadata });
  return text(200, withMembers(head, { items: `[${page.map((one) => resourceText(asked, one, true)).join(',')}]` }));
}

function resourceText(asked: Asked, dashboard: Dashboard, listed = false): string {
  const newest = stored(dashboard);
  return assemble(asked, {
    metadata: metadataOf(asked, dashboard, newest),
    spec: isConvertible(asked, dashboard) ? newest.spec : 'null',
    status: conversion(asked, dashboard, newest, listed),
  });
}

function assemble(
  { version }: Asked,
  { metadata, spec, status }: { metadata: Json; spec: string; status: Json },
): string {
  const head = JSON.stringify({ kind: 'Dashboard', apiVersion: `${group}/${version}`, metadata });
  return withMembers(head, { spec, status: JSON.stringify(status) });
}

function metadataOf({ call: { is } }: Asked, dashboard: Dashboard, newest: Version): Json {
  return {
    name: dashboard.uid,
    namespace: namespaceOf(is),
    uid: dashboard.resourceUid,
    resourceVersion: String(newest.version),
    generation: newest.version,
    creationTimestamp: dashboard.created,
    labels: { 'grafana.app/deprecatedInternalID': String(dashboard.id) },
    annotations: {
      'grafana.app/createdBy': identity(dashboard.by),
      ...(dashboard.folderUid === '' ? {} : { 'grafana.app/folder': dashboard.folderUid }),
      ...dashboard.managed,
      'grafana.app/updatedBy': identity(newest.by),
      'grafana.app/updatedTimestamp': newest.created,
    },
  };
}

/** 12.2 shows `provisioning:` for a service account too. */
function identity(account: Account | undefined): string {
  return account?.kind === 'user' ? `user:${account.uid}` : 'provisioning:';
}

function isConvertible({ version }: Asked, { storedVersion }: Dashboard): boolean {
  return version.startsWith('v2') === storedVersion.startsWith('v2');
}

function conversion(asked: Asked, dashboard: Dashboard, newest: Version, listed: boolean): Json {
  const { storedVersion } = dashboard;
  if (asked.version === storedVersion) return {};
  let error = '';
  if (!isConvertible(asked, dashboard)) error = 'backend conversion not yet implemented';
  else if (asked.version === 'v1beta1' && !listed) error = migration(newest);
  return { conversion: { failed: error !== '', storedVersion, error } };
}

function migration({ spec }: Version): string {
  const [, schema] = /"schemaVersion":(\d+)/.exec(spec) ?? [];
  if (schema === undefined || Number(schema) <= newestSchema) return '';
  return `schema migration from version ${schema} to ${newestSchema} failed: schema version not migrated to target version`;
}

/** A POST, which must not find one, or a PUT, which creates what is missing. */
function write(asked: Asked, uid: string, mustBeNew: boolean): Answer {
  const { state, by, is, query, body } = asked.call;
  const spec = body?.['spec'];
  if (body === undefined || !isObject(spec)) return status(400, 'BadRequest', 'the object provided is unrecognized');
  const metadata = object(body['metadata']);
  const annotations = object(metadata['annotations']);
  const before = state.dashboards.get(uid);
  const folderUid = textOf(annotations['grafana.app/folder']);
  const dry = query.get('dryRun') === 'All';
  if (before !== undefined && mustBeNew) {
    return status(409, 'AlreadyExists', `dashboards.${group} "${uid}" already exists`, named(uid));
  }
  const verb = before === undefined ? 'create' : 'update';
  const may =
    before === undefined
      ? mayPut(state, by, 'dashboards:create', dry ? '' : folderUid)
      : mayDashboard(state, by, 'dashboards:write', before);
  if (!may) return forbidden(asked, verb, uid, `can not ${verb} dashboard`);
  const schema = Number(spec['schemaVersion'] ?? 0);
  if (asked.version === 'v1beta1' && schema > newestSchema) {
    return status(422, 'Invalid', `Dashboard.${group} "${uid}" is invalid: spec.schemaVersion`, named(uid));
  }
  if (!dry && folderUid !== '' && !state.folders.has(folderUid)) {
    const details = { name: folderUid, group: 'folder.grafana.app', kind: 'folders' };
    return status(404, 'NotFound', `folders.folder.grafana.app "${folderUid}" not found`, details);
  }
  if (before?.file !== undefined) return forbidden(asked, verb, uid, 'Cannot save provisioned dashboard');
  const given = textOf(metadata['resourceVersion']);
  if (before !== undefined && given !== '' && given !== String(stored(before).version)) {
    const why = 'the object has been modified; please apply your changes to the latest version and try again';
    return status(409, 'Conflict', `Operation cannot be fulfilled on dashboards.${group} "${uid}": ${why}`, named(uid));
  }
  const sent = Object.fromEntries(
    Object.entries(annotations).filter(([name]) => /^grafana\.app\/(?:folder|message|manage|source)/.test(name)),
  );
  if (dry)
    return text(
      201,
      dryText(asked, uid, { spec, annotations: sent, managed: managedFields(asked, annotations, spec) }),
    );
  const { dashboard } = save(state, is, {
    uid,
    folderUid,
    content: spec,
    message: textOf(annotations['grafana.app/message']),
    by,
    storedVersion: asked.version,
    managed: is.unifiedStorage ? managers(annotations) : {},
  });
  const newest = stored(dashboard);
  const all = metadataOf(asked, dashboard, newest);
  const {
    'grafana.app/updatedBy': updatedBy,
    'grafana.app/updatedTimestamp': at,
    ...rest
  } = object(all['annotations']);
  const updated =
    before === undefined ? {} : { 'grafana.app/updatedBy': updatedBy, 'grafana.app/updatedTimestamp': at };
  const answered = {
    ...all,
    annotations: { ...rest, ...sent, ...updated },
    ...(before === undefined ? { managedFields: managedFields(asked, annotations, spec) } : {}),
  };
  return text(before === undefined ? 201 : 200, assemble(asked, { metadata: answered, spec: newest.spec, status: {} }));
}

function managers(annotations: Json): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([name, value]) =>
      /^grafana\.app\/(?:manage|source)/.test(name) ? [[name, textOf(value)]] : [],
    ),
  );
}

function dryText(
  asked: Asked,
  uid: string,
  { spec, annotations, managed }: { spec: Json; annotations: Json; managed: unknown },
): string {
  const { call } = asked;
  // Drawn as for a new one, and its number given back: nothing of it stays.
  const drawn = newDashboard({ ...call.state }, uid, '', call.by);
  const metadata = {
    name: uid,
    namespace: namespaceOf(call.is),
    uid: drawn.resourceUid,
    generation: 1,
    creationTimestamp: drawn.created,
    annotations,
    managedFields: managed,
  };
  return assemble(asked, { metadata, spec: sorted(spec), status: {} });
}

function managedFields({ version, call }: Asked, annotations: Json, spec: Json): unknown {
  const fields = (of: Json): Json =>
    Object.fromEntries(
      Object.keys(of)
        .sort()
        .map((name) => [`f:${name}`, {}]),
    );
  return [
    {
      manager: call.agent,
      operation: 'Update',
      apiVersion: `${group}/${version}`,
      time: timeOf(new Date()),
      fieldsType: 'FieldsV1',
      fieldsV1: {
        'f:metadata': { 'f:annotations': { '.': {}, ...fields(annotations) } },
        'f:spec': fields(spec),
      },
    },
  ];
}

function remove(asked: Asked, uid: string): Answer {
  const { state, by } = asked.call;
  const dashboard = state.dashboards.get(uid);
  if (dashboard === undefined) return missing(uid);
  if (!mayDashboard(state, by, 'dashboards:delete', dashboard))
    return forbidden(asked, 'delete', uid, 'can not delete dashboard');
  if (dashboard.file !== undefined && object(asked.call.body)['gracePeriodSeconds'] !== 0) {
    return status(403, 'Forbidden', 'provisioned dashboard cannot be deleted', named(uid));
  }
  state.dashboards.delete(uid);
  state.revision++;
  return json(200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { ...named(uid), uid: dashboard.resourceUid },
  });
}

/** What is asked of `/apis` where there is nothing of the kind. */
export function withoutResources(call: Call): Answer {
  return call.path[0] === 'apis' && call.is.resources
    ? message(404, 'Not found')
    : older(404, { message: 'Not found' });
}
