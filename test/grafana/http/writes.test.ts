/** What an answer says of a write: each is sent once, and what is not known is not claimed. */
import { describe, expect, it } from 'vitest';
import type { Grafana, Written } from '../../../src/grafana/grafana.ts';
import {
  closeAll,
  connected,
  counted,
  discreet,
  failure,
  older,
  page,
  playing,
  secret,
  type Reply,
} from './support.ts';

const request = {
  uid: 'one',
  content: { id: 7, version: 9, uid: 'one', title: 'One' },
  folderUid: 'f',
  version: 3,
  message: 'm',
};

const writes: Readonly<
  Record<string, { route: string; done: unknown; write: (grafana: Grafana) => Promise<Written> }>
> = {
  save: {
    route: 'POST /api/dashboards/db',
    done: { status: 'success', uid: 'one', version: 4 },
    write: (grafana) => grafana.saveDashboard(request),
  },
  delete: {
    route: 'DELETE /api/dashboards/uid/a%2Fb',
    done: { message: 'Dashboard One deleted' },
    write: (grafana) => grafana.deleteDashboard('a/b'),
  },
  'create folder': {
    route: 'POST /api/folders',
    done: { uid: 'f', title: 'F' },
    write: (grafana) => grafana.createFolder({ uid: 'f', title: 'F', parentUid: 'p' }),
  },
  'rename folder': {
    route: 'PUT /api/folders/f',
    done: { uid: 'f', title: 'New' },
    write: (grafana) => grafana.renameFolder('f', 'New', 2),
  },
  'move folder': {
    route: 'POST /api/folders/f/move',
    done: { uid: 'f', title: 'F' },
    write: (grafana) => grafana.moveFolder('f', 'p'),
  },
  'delete folder': {
    route: 'DELETE /api/folders/f',
    done: { message: 'Folder deleted' },
    write: (grafana) => grafana.deleteFolder('f'),
  },
};

const names = Object.keys(writes);

/** What a write was told to be, after it was sent once; how it was sent. */
async function outcome(name: string, reply: Reply, timeout = 5) {
  const { route, write } = writes[name] ?? { route: '', write: () => Promise.reject(new Error(name)) };
  const patience = counted(0);
  const server = await playing({ ...older, [route]: reply });
  const grafana = await connected(server.url, { patience, timeout });
  const written = await write(grafana);
  discreet([written, grafana]);
  expect(server.later()).toEqual([route]);
  expect(patience.waits).toEqual([]);
  return { written, asked: server.asked.at(-1) };
}

function said(status: number, message: string, more: object = {}): Reply {
  return { status, body: { message, ...more } };
}

describe('what is sent', () => {
  it.each<[string, unknown]>([
    ['save', { dashboard: { uid: 'one', title: 'One', version: 3 }, folderUid: 'f', message: 'm', overwrite: false }],
    ['delete', undefined],
    ['create folder', { uid: 'f', title: 'F', parentUid: 'p' }],
    ['rename folder', { title: 'New', version: 2 }],
    ['move folder', { parentUid: 'p' }],
    ['delete folder', undefined],
  ])('%s', async (name, body) => {
    const { written, asked } = await outcome(name, { body: writes[name]?.done });
    expect(written).toEqual({ kind: 'done' });
    expect(asked?.body).toEqual(body);
    expect(asked?.headers.authorization).toBe(`Bearer ${secret}`);
    // With anything behind "?" a folder's rules would go, or the check of provisioning would be left out.
    expect(asked?.path).not.toContain('?');
  });

  it('a new dashboard of the root has no version and an empty folder', async () => {
    const { url, asked } = await playing({ ...older, 'POST /api/dashboards/db': { body: writes['save']?.done } });
    const grafana = await connected(url);
    await grafana.saveDashboard({ ...request, folderUid: undefined, version: undefined });
    expect(asked.at(-1)?.body).toEqual({
      dashboard: { uid: 'one', title: 'One' },
      folderUid: '',
      message: 'm',
      overwrite: false,
    });
  });

  it('a folder of the root has no parent; one that goes there an empty one', async () => {
    const done = { body: { uid: 'f', title: 'F' } };
    const { url, asked } = await playing({ ...older, 'POST /api/folders': done, 'POST /api/folders/f/move': done });
    const grafana = await connected(url);
    await grafana.createFolder({ uid: 'f', title: 'F', parentUid: undefined });
    expect(asked.at(-1)?.body).toEqual({ uid: 'f', title: 'F' });
    await grafana.moveFolder('f', undefined);
    expect(asked.at(-1)?.body).toEqual({ parentUid: '' });
  });
});

const refusal = (status: number, reason: string, permission = false): Written => ({
  kind: 'refused',
  status,
  reason: `${reason} (${status})`,
  permission,
});

describe('what Grafana says', () => {
  const needed = "You'll need additional permissions to perform this action. Permissions needed: dashboards:write";
  it.each<[string, Reply, Written]>([
    ['save', said(412, 'changed', { status: 'version-mismatch' }), { kind: 'changed-since' }],
    ['save', said(412, 'title taken', { status: 'name-exists' }), refusal(412, 'title taken')],
    ['save', said(412, 'of a plugin', { status: 'plugin-dashboard' }), refusal(412, 'of a plugin')],
    ['save', said(404, 'Dashboard not found', { status: 'not-found' }), { kind: 'missing' }],
    ['save', said(404, 'folder not found'), refusal(404, 'folder not found')],
    ['save', said(400, 'folder not found'), refusal(400, 'folder not found')],
    ['save', said(400, 'Cannot save provisioned dashboard'), refusal(400, 'Cannot save provisioned dashboard')],
    ['save', said(403, needed, { title: 'Access denied' }), refusal(403, needed, true)],
    ['save', said(409, 'already exists'), { kind: 'changed-since' }],
    ['save', said(413, 'too large'), refusal(413, 'too large')],
    ['save', said(422, 'cannot be processed'), refusal(422, 'cannot be processed')],
    [
      'save',
      { status: 202, body: { status: 'pending' } },
      { kind: 'refused', status: 202, reason: 'It was handed to git, not saved (202).', permission: false },
    ],
    ['delete', said(404, 'Dashboard not found'), { kind: 'missing' }],
    ['delete', said(400, 'provisioned'), refusal(400, 'provisioned')],
    ['create folder', said(412, 'the folder has been changed by someone else'), { kind: 'changed-since' }],
    ['create folder', said(409, 'a folder with that uid is there'), { kind: 'changed-since' }],
    [
      'create folder',
      said(409, 'a folder with the same name exists'),
      refusal(409, 'a folder with the same name exists'),
    ],
    ['create folder', said(404, 'folder not found'), refusal(404, 'folder not found')],
    ['create folder', said(400, '[folder.maximum-depth-reached] '), refusal(400, '[folder.maximum-depth-reached]')],
    ['create folder', said(403, needed), refusal(403, needed, true)],
    ['rename folder', said(412, 'changed', { status: 'version-mismatch' }), { kind: 'changed-since' }],
    ['rename folder', said(404, 'folder not found'), { kind: 'missing' }],
    ['move folder', said(404, 'folder not found'), { kind: 'missing' }],
    [
      'delete folder',
      said(404, 'folder not found'),
      { kind: 'unsure', reason: 'folder not found (404)', retryAfter: undefined },
    ],
    ['delete folder', said(403, needed), refusal(403, needed, true)],
  ])('%s: %j', async (name, reply, expected) => {
    expect((await outcome(name, reply)).written).toEqual(expected);
  });

  it('is shortened, made printable, and without what was sent in confidence', async () => {
    const message = `no\u001B[31m\n to\u202E ${secret} and Bearer ${secret} ${'x'.repeat(1000)}`;
    const { written } = await outcome('save', said(400, message));
    expect(written).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/^no \[31m to … and … x+… \(400\)$/),
    });
    expect(JSON.stringify(written).length).toBeLessThan(450);
  });
});

describe.each(names)('%s, where it is not known whether it was done', (name) => {
  const half = JSON.stringify(writes[name]?.done).slice(0, -3);
  it.each<[string, Reply]>([
    ['500', said(500, 'oh')],
    ['502 with a page', { ...page, status: 502 }],
    ['503', said(503, 'starting')],
    ['504', { ...page, status: 504 }],
    ['408', said(408, 'slow')],
    ['200 with a page', page],
    ['200 with JSON that is no object', { body: [1] }],
    ['200 with nothing', {}],
    ['200 with half an answer', { body: half, headers: { 'content-type': 'application/json' } }],
    ['a redirect', { status: 302, headers: { location: '/login' } }],
    ['404 of a proxy', { status: 404, body: '404 page not found' }],
    ['a closed connection', { does: (response) => response.socket?.destroy() }],
    ['no answer', { does: () => undefined }],
    [
      'an answer that is cut off',
      {
        does: (response) => {
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
          response.write('{"status":"succ', () => response.socket?.destroy());
        },
      },
    ],
    [
      'an answer that drips',
      {
        does: (response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          const timer = setInterval(() => response.write(' '), 20);
          response.on('close', () => clearInterval(timer));
        },
      },
    ],
  ])('%s', async (title, reply) => {
    const timeout = /no answer|drips/.test(title) ? 0.5 : 5;
    expect((await outcome(name, reply, timeout)).written).toMatchObject({
      kind: 'unsure',
      reason: expect.stringMatching(/./),
    });
  });
});

describe('what can be sent again', () => {
  it('429, at the time that the server names', async () => {
    const reply = { ...said(429, 'slow down'), headers: { 'retry-after': '7' } };
    expect((await outcome('save', reply)).written).toEqual({
      kind: 'busy',
      reason: 'slow down (429)',
      retryAfter: 7000,
    });
  });

  it('503 too names a time, though it is not sure', async () => {
    const reply = { ...page, status: 503, headers: { 'retry-after': '3' } };
    expect((await outcome('save', reply)).written).toMatchObject({ kind: 'unsure', retryAfter: 3000 });
  });

  it('a connection that is refused has sent nothing', async () => {
    const { url } = await playing(older);
    const grafana = await connected(url, { connections: 1 });
    await closeAll();
    // The connection that was kept is found closed only now: it may have carried it.
    await grafana.saveDashboard(request);
    const written = await grafana.saveDashboard(request);
    expect(written).toMatchObject({ kind: 'busy', reason: expect.stringMatching(/nothing listens there/) });
    discreet(written);
  });
});

it('401 ends it: nothing can go on', async () => {
  const { url } = await playing({ ...older, 'POST /api/dashboards/db': said(401, `Invalid API key ${secret}`) });
  const grafana = await connected(url);
  expect(await failure(() => grafana.saveDashboard(request))).toMatchObject({ exit: 3 });
});

it('an interruption does not end what was sent', async () => {
  const controller = new AbortController();
  const { url } = await playing({
    ...older,
    'POST /api/dashboards/db': () => {
      controller.abort();
      return { body: writes['save']?.done };
    },
  });
  const grafana = await connected(url, { signal: controller.signal });
  expect(await grafana.saveDashboard(request)).toEqual({ kind: 'done' });
});
