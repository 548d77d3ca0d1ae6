/** Folders that anybody may have filled. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFolder, type FolderItem } from '../../src/lint/folder.ts';
import { put, temporaryFolder } from '../support/program.ts';
import { asNobody } from '../support/as-nobody.ts';

async function items(folder: string): Promise<readonly FolderItem[]> {
  const found: FolderItem[] = [];
  for await (const item of readFolder(folder)) found.push({ ...item, path: item.path.slice(folder.length + 1) });
  return found;
}

async function only(content: string): Promise<FolderItem | undefined> {
  const folder = temporaryFolder();
  put(join(folder, 'a.json'), content);
  return (await items(folder))[0];
}

const model = { uid: 'x', panels: [] };
const resource = (version: string, spec: object, kind = 'Dashboard') => ({
  apiVersion: `dashboard.grafana.app/${version}`,
  kind,
  metadata: { name: 'named' },
  spec,
});
const v2 = { elements: {}, layout: {} };

test.each<[string, unknown, unknown]>([
  ['the bare model', model, model],
  ['one with a schema alone', { schemaVersion: 1 }, { schemaVersion: 1 }],
  ['one of before version 5', { rows: [] }, { rows: [] }],
  ["the API's envelope", { dashboard: model, meta: {} }, model],
  ['a resource', resource('v1beta1', { panels: [] }), { panels: [], uid: 'named' }],
  ['a resource of v1', resource('v1', { title: 'T' }), { title: 'T', uid: 'named' }],
  ['a resource of v0', resource('v0alpha1', model), { panels: [], uid: 'named' }],
  ['a resource without a spec', resource('v1', {}), { uid: 'named' }],
  ['a model with a field of that name', { ...model, dashboard: {} }, { ...model, dashboard: {} }],
])('%s', async (_, json, expected) => {
  expect(await only(JSON.stringify(json))).toEqual({ kind: 'dashboard', path: 'a.json', json: expected });
});

test.each<[string, unknown, RegExp]>([
  ['a package', { name: 'x' }, /no panels/],
  ['a list', [model], /no dashboard/],
  ['null', null, /no dashboard/],
  ['a number', 7, /no dashboard/],
  ['a resource of v2', resource('v2beta1', v2), /v2/],
  ['a resource of v10', resource('v10', model), /v2/],
  ['a resource of v1 with a spec of v2', resource('v1', v2), /v2/],
  ['a bare v2', v2, /v2/],
  ['a v2 in the envelope', { dashboard: v2 }, /v2/],
  ['another resource', resource('v1', {}, 'Folder'), /kind "Folder"/],
  ['an envelope with something else', { dashboard: {} }, /no panels/],
])('skipped: %s', async (_, json, reason) => {
  expect(await only(JSON.stringify(json))).toEqual({
    kind: 'skipped',
    path: 'a.json',
    reason: expect.stringMatching(reason),
  });
});

test('a byte order mark is fine; what is no JSON is told in one line', async () => {
  expect(await only(`\uFEFF${JSON.stringify(model)}`)).toMatchObject({ kind: 'dashboard' });
  for (const text of ['', '{', '{"panels": [1,\n\n]}', '\0']) {
    expect(await only(text)).toEqual({
      kind: 'unreadable',
      path: 'a.json',
      reason: expect.stringMatching(/^no JSON: .+$/),
    });
  }
});

test('all below it, sorted, folders named like files too, other names not; a link is told', async () => {
  const folder = temporaryFolder();
  for (const path of ['b.json', 'a/z.json', 'x.json/inner.json', 'a/B.json', 'c.JSON', 'd.txt', '.hidden/e.json']) {
    put(join(folder, path), JSON.stringify(model));
  }
  symlinkSync(folder, join(folder, 'loop'));
  symlinkSync(join(folder, 'b.json'), join(folder, 'link.json'));
  expect((await items(folder)).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    'dashboard .hidden/e.json',
    'dashboard a/B.json',
    'dashboard a/z.json',
    'dashboard b.json',
    'skipped link.json',
    'dashboard x.json/inner.json',
  ]);
});

test('a folder that is very deep', async () => {
  const folder = temporaryFolder();
  const deep = join(folder, ...Array.from({ length: 400 }, () => 'd'));
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(deep, 'a.json'), JSON.stringify(model));
  expect(await items(folder)).toMatchObject([{ kind: 'dashboard' }]);
});

test('a file of 20 MB', async () => {
  const item = await only(JSON.stringify({ panels: [{ description: 'x'.repeat(20_000_000) }] }));
  expect(item?.kind).toBe('dashboard');
});

test('a folder that is not there is told, and the rest goes on', async () => {
  expect(await items(join(temporaryFolder(), 'none'))).toEqual([
    { kind: 'unreadable', path: '', reason: 'cannot be read (ENOENT)' },
  ]);
});

test('what may not be read is told, and the rest goes on', async () => {
  const found = await asNobody(
    (folder) => {
      for (const path of ['a.json', 'b/a.json', 'c.json']) put(join(folder, path), JSON.stringify(model));
      chmodSync(join(folder, 'a.json'), 0);
      chmodSync(join(folder, 'b'), 0);
    },
    (folder) => items(folder),
  );
  expect(found).toEqual([
    { kind: 'unreadable', path: 'a.json', reason: 'cannot be read: permission denied' },
    { kind: 'unreadable', path: 'b', reason: 'cannot be read: permission denied' },
    expect.objectContaining({ kind: 'dashboard', path: 'c.json' }),
  ]);
});
