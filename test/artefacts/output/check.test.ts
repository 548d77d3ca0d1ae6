import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { check } from '../../../src/artefacts/output/check.ts';
import { write } from '../../../src/artefacts/output/write.ts';
import { artefacts, identities, put, snapshot, temporary, text, userError, type Files } from './support.ts';

const built = { 'a.json': '1', 'f/b.json': '2', 'f/c.json': '3' };
const clean = { stale: [], missing: [], extra: [], foreign: [], unchanged: 3 };

const cases: [string, (root: string) => void, Files, object][] = [
  ['nothing', () => undefined, built, clean],
  [
    'a changed artefact',
    () => undefined,
    { ...built, 'a.json': 'x' },
    {
      stale: ['a.json', 'generated.sha256'],
      unchanged: 2,
    },
  ],
  ['a file edited by hand', (root) => put(root, { 'f/b.json': 'x' }), built, { stale: ['f/b.json'], unchanged: 2 }],
  ['a file grown by hand', (root) => put(root, { 'f/b.json': '2 ' }), built, { stale: ['f/b.json'], unchanged: 2 }],
  ['a file cut by hand', (root) => put(root, { 'f/b.json': '' }), built, { stale: ['f/b.json'], unchanged: 2 }],
  ['a deleted file', (root) => rmSync(join(root, 'a.json')), built, { missing: ['a.json'], unchanged: 2 }],
  ['a new artefact', () => undefined, { ...built, d: '4' }, { missing: ['d'], stale: ['generated.sha256'] }],
  [
    'a file no longer generated',
    () => undefined,
    { 'a.json': '1' },
    {
      extra: ['f/b.json', 'f/c.json'],
      stale: ['generated.sha256'],
      unchanged: 1,
    },
  ],
  [
    'a file no longer generated and gone',
    (root) => rmSync(join(root, 'f'), { recursive: true }),
    { 'a.json': '1' },
    {
      stale: ['generated.sha256'],
      unchanged: 1,
    },
  ],
  [
    'nothing generated',
    () => undefined,
    {},
    {
      extra: ['a.json', 'f/b.json', 'f/c.json', 'generated.sha256'],
      unchanged: 0,
    },
  ],
  ['foreign files', (root) => put(root, { '.x': '', 'f/y': '' }), built, { foreign: ['.x', 'f/y'] }],
  ['a lost manifest', (root) => rmSync(join(root, 'generated.sha256')), built, { missing: ['generated.sha256'] }],
  [
    'a foreign file instead of ours',
    (root) => put(root, { d: 'x' }),
    { ...built, d: 'y' },
    {
      stale: ['d', 'generated.sha256'],
    },
  ],
  [
    'a folder instead of a file',
    (root) => {
      rmSync(join(root, 'a.json'));
      put(root, { 'a.json/x': '' });
    },
    built,
    { missing: ['a.json'], foreign: ['a.json/x'], unchanged: 2 },
  ],
  ['an unfinished build', (root) => put(root, { '.staging-1-x/new-1': 'x' }), built, {}],
  [
    'a disordered manifest',
    (root) => {
      const lines = (snapshot(root)['generated.sha256'] ?? '').trimEnd().split('\n').toReversed();
      put(root, { 'generated.sha256': `${lines.join('\n')}\n` });
    },
    built,
    { stale: ['generated.sha256'] },
  ],
];

test.each(cases)('finds %s and writes nothing', async (_name, change, files, report) => {
  const root = temporary();
  await write(root, artefacts(built));
  change(root);
  const before = { ...identities(root), ...snapshot(root) };
  const touched = lstatSync(root).mtimeMs;
  expect(await check(root, artefacts(files))).toEqual({ ...clean, ...report });
  expect({ ...identities(root), ...snapshot(root) }).toEqual(before);
  expect(lstatSync(root).mtimeMs).toBe(touched);
});

it('finds everything missing where there is no folder, and makes none', async () => {
  const parent = temporary();
  expect(await check(join(parent, 'none'), artefacts({ b: '1', a: '2' }))).toEqual({
    ...clean,
    missing: ['a', 'b', 'generated.sha256'],
    unchanged: 0,
  });
  expect(snapshot(parent)).toEqual({});
});

it('is content after a build, whatever was there', async () => {
  const root = temporary();
  put(root, { x: '1' });
  await write(root, artefacts(built));
  await write(root, artefacts({ 'a.json': '1', 'g/é.json': 'é\u{1F600}' }));
  expect(await check(root, artefacts({ 'g/é.json': 'é\u{1F600}', 'a.json': '1' }))).toEqual({
    ...clean,
    foreign: ['x'],
    unchanged: 2,
  });
});

it('says why it cannot read', async () => {
  const parent = temporary();
  put(parent, { file: 'x' });
  expect(text(await userError(check(join(parent, 'file'), artefacts(built))))).toContain(join(parent, 'file'));
});

it('throws what the source throws', async () => {
  const cause = new Error('mine');
  const failing = (function* () {
    yield { path: 'a', content: '1' };
    throw cause;
  })();
  await expect(check(temporary(), failing)).rejects.toBe(cause);
});

it('is done with the permission to read only', async () => {
  const root = temporary();
  await write(root, artefacts(built));
  chmodSync(root, 0o555);
  expect(await check(root, artefacts(built))).toEqual(clean);
  chmodSync(root, 0o755);
});
