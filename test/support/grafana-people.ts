/** People of a test, who use a Grafana's HTTP API as its UI does; the double's and a real one's are the same. */
import { isObject, list, object, text, type Json } from '../../src/lint/read/json.ts';
import { ofPeople } from './grafana-double/server.ts';
import type { People, SeenDashboard, SeenFolder } from './test-grafana.ts';
import { asSavedInUi } from './ui-save.ts';

export interface Admin {
  readonly user: string;
  readonly password: string;
}

const password = 'a-password-of-tests';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export type Ask = (method: string, path: string, body?: unknown) => Promise<Reply>;

/** Asks as somebody. */
export function asker(url: string, { user, password }: Admin): Ask {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json', [ofPeople]: 'true' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    try {
      return { status: response.status, body: JSON.parse(answer) };
    } catch {
      return { status: response.status, body: answer };
    }
  };
}

/** What must be answered with 200 or 201; throws what was answered else. */
export async function must(ask: Ask, method: string, path: string, body?: unknown): Promise<Json> {
  const reply = await ask(method, path, body);
  if (reply.status !== 200 && reply.status !== 201) {
    throw new Error(`${method} ${path} was answered with ${reply.status}: ${JSON.stringify(reply.body)}`);
  }
  return object(reply.body);
}

/** @param hired is told the id of each account that is made */
export function people(url: string, admin: Admin, hired: (id: number) => void = () => undefined): People {
  const known = new Map<string, Promise<Ask>>();
  const asAdmin = asker(url, admin);
  const as = (login: string | undefined): Promise<Ask> => {
    if (login === undefined || login === admin.user) return Promise.resolve(asAdmin);
    const ask = known.get(login) ?? hire(url, asAdmin, login, hired);
    known.set(login, ask);
    return ask;
  };
  const dashboard = (uid: string): Promise<SeenDashboard | undefined> => see(asAdmin, uid);
  const there = async (uid: string): Promise<SeenDashboard> => {
    const seen = await dashboard(uid);
    if (seen === undefined) throw new Error(`there is no dashboard ${uid}`);
    return seen;
  };
  const saveOver = async (uid: string, content: Json, folderUid: string | undefined, by?: string): Promise<void> => {
    const { version } = await there(uid);
    await must(await as(by), 'POST', '/api/dashboards/db', {
      dashboard: { ...content, uid, version },
      ...(folderUid === undefined ? {} : { folderUid }),
      message: '',
    });
  };
  const folder = (uid: string): Promise<SeenFolder | undefined> => seeFolder(asAdmin, uid);
  return {
    addFolder: async (folder, by) => void (await must(await as(by), 'POST', '/api/folders', folder)),
    renameFolder: async (uid, title, by) => {
      const version = (await folder(uid))?.version;
      await must(await as(by), 'PUT', `/api/folders/${uid}`, { title, version });
    },
    moveFolder: async (uid, parentUid, by) =>
      void (await must(await as(by), 'POST', `/api/folders/${uid}/move`, { parentUid: parentUid ?? '' })),
    deleteFolder: async (uid, by) => void (await must(await as(by), 'DELETE', `/api/folders/${uid}`)),
    folder,
    addDashboard: async (dashboard, to = {}, by) =>
      void (await must(await as(by), 'POST', '/api/dashboards/db', { dashboard, ...to })),
    edit: async (uid, change, by) => {
      const { content, folderUid } = await there(uid);
      await saveOver(uid, change(content), folderUid, by);
    },
    uiSave: async (uid, change, by) => {
      const { content, folderUid } = await there(uid);
      await saveOver(uid, asSavedInUi(change(content)), folderUid, by);
    },
    moveDashboard: async (uid, folderUid, by) => {
      const { content } = await there(uid);
      await saveOver(uid, content, folderUid, by);
    },
    deleteDashboard: async (uid, by) => void (await must(await as(by), 'DELETE', `/api/dashboards/uid/${uid}`)),
    restore: async (uid, version, by) =>
      void (await must(await as(by), 'POST', `/api/dashboards/uid/${uid}/restore`, { version })),
    dashboard,
    versionsOf: async (uid) => {
      const { status, body } = await asAdmin('GET', `/api/dashboards/uid/${uid}/versions?limit=1000`);
      if (status === 404) return [];
      const versions = list(isObject(body) ? body['versions'] : body).map(object);
      return Promise.all(
        versions.map(async ({ version, message, createdBy, parentVersion, data }) => {
          const path = `/api/dashboards/uid/${uid}/versions/${Number(version)}`;
          const shown = parentVersion === 0 ? (await must(asAdmin, 'GET', path))['message'] : message;
          return {
            version: Number(version),
            message: text(shown),
            createdBy: text(createdBy),
            content: withoutNumbers(object(data)),
          };
        }),
      );
    },
  };
}

/** Makes a person who may do everything, for what others made a moment ago is hidden from lesser roles for a while. */
async function hire(url: string, asAdmin: Ask, login: string, hired: (id: number) => void): Promise<Ask> {
  const made = await asAdmin('POST', '/api/admin/users', { name: login, login, email: `${login}@localhost`, password });
  if (made.status === 200) {
    const id = Number(object(made.body)['id']);
    hired(id);
    await must(asAdmin, 'PATCH', `/api/org/users/${id}`, { role: 'Admin' });
  }
  return asker(url, { user: login, password });
}

async function see(ask: Ask, uid: string): Promise<SeenDashboard | undefined> {
  const { status, body } = await ask('GET', `/api/dashboards/uid/${uid}`);
  if (status !== 200) return undefined;
  const { dashboard, meta } = object(body);
  const folderUid = text(object(meta)['folderUid']);
  return {
    content: withoutNumbers(object(dashboard)),
    version: Number(object(dashboard)['version']),
    folderUid: folderUid === '' ? undefined : folderUid,
  };
}

async function seeFolder(ask: Ask, uid: string): Promise<SeenFolder | undefined> {
  const { status, body } = await ask('GET', `/api/folders/${uid}`);
  if (status !== 200) return undefined;
  const { title, parentUid, version, updatedBy } = object(body);
  const parent = text(parentUid);
  return {
    uid,
    title: text(title),
    parentUid: parent === '' ? undefined : parent,
    version: Number(version),
    updatedBy: text(updatedBy),
  };
}

function withoutNumbers({ id: _, version: __, ...content }: Json): Json {
  return content;
}
