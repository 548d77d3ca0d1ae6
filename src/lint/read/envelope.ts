/** The wrappings that a dashboard's JSON comes in. */
import { isObject, object, text, type Json } from './json.ts';

/**
 * The classic model in a JSON: bare, as the HTTP API answers it, or as a resource of Kubernetes, whose name is the uid.
 * @returns the reason why not, where it holds none
 */
export function unwrap(value: unknown): Json | string {
  if (!isObject(value)) return noDashboard;
  const api = text(value['apiVersion']);
  if (api.startsWith('dashboard.grafana.app/')) return resource(value, api.slice(api.indexOf('/') + 1));
  const inner = value['dashboard'];
  if (isObject(inner) && !isClassic(value)) return isObject(inner['elements']) ? newSchema : classic(inner);
  return isV2(value) ? newSchema : classic(value);
}

/** A folder of Grafana, as the wrapping of a dashboard names it. */
export interface NamedFolder {
  /** Undefined in the root folder. */
  readonly uid: string | undefined;
  readonly title: string | undefined;
}

/** The folder that a dashboard was read from, by the HTTP API or as a resource; undefined where nothing says so. */
export function folderIn(value: unknown): NamedFolder | undefined {
  if (!isObject(value)) return undefined;
  if (text(value['apiVersion']).startsWith('dashboard.grafana.app/')) {
    const uid = text(object(object(value['metadata'])['annotations'])['grafana.app/folder']);
    return uid === '' ? undefined : { uid, title: undefined };
  }
  const meta = value['meta'];
  if (isClassic(value) || !isObject(meta) || !Object.hasOwn(meta, 'folderUid')) return undefined;
  const uid = text(meta['folderUid']);
  // What Grafana calls its root, where it calls it anything.
  if (uid === '' || uid === 'general') return { uid: undefined, title: undefined };
  return { uid, title: text(meta['folderTitle']) || undefined };
}

const noDashboard = 'no dashboard: it has no panels, templating or schemaVersion';
const newSchema = 'a dashboard of schema v2, which is not read; save it as v1';

function resource(value: Json, version: string): Json | string {
  const kind = text(value['kind']);
  if (kind !== 'Dashboard') return `no dashboard, but a resource of kind "${kind}"`;
  const spec = object(value['spec']);
  if (!/^v[01](?!\d)/.test(version) || isV2(spec)) return newSchema;
  const name = text(object(value['metadata'])['name']);
  return name === '' ? spec : { ...spec, uid: name };
}

function classic(model: Json): Json | string {
  return isClassic(model) ? model : noDashboard;
}

/** `rows` is what held the panels before Grafana 5. */
function isClassic(model: Json): boolean {
  return ['panels', 'templating', 'schemaVersion', 'rows'].some((key) => Object.hasOwn(model, key));
}

function isV2(model: Json): boolean {
  return isObject(model['elements']) && isObject(model['layout']);
}
