import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Artefact } from '../../../src/artefacts/output/artefact.ts';
import { check } from '../../../src/artefacts/output/check.ts';
import { write } from '../../../src/artefacts/output/write.ts';
import { artefacts, put, snapshot, temporary, text, userError } from './support.ts';

function paths(...list: string[]): Artefact[] {
  return list.map((path) => ({ path, content: path }));
}

describe('paths', () => {
  test.each([
    ['', 'is empty'],
    ['/etc/passwd', 'is absolute'],
    ['../outside', "'..'"],
    ['a/../../outside', "'..'"],
    ['a/..', "'..'"],
    ['./a', "'.'"],
    ['a//b', 'empty segment'],
    ['a/', 'empty segment'],
    ['a\\b', 'backslash'],
    ['a\nb', 'control character'],
    ['a\ud800', 'half a character'],
    ['generated.sha256', 'list of generated files'],
    ['Generated.SHA256/x', 'list of generated files'],
    ['.staging-1/x', 'unfinished files'],
  ])('%j is refused', async (path, reason) => {
    const root = temporary();
    for (const run of [write, check]) {
      const error = await userError(run(root, paths('a.json', path)));
      expect(error.message).toContain(reason);
      expect(error.message).toContain(`'${path}'`);
      expect(error.exit).toBe(2);
    }
    expect(snapshot(root)).toEqual({});
  });

  test.each([
    [['a/b', 'a/b'], "Two generated files have the path 'a/b'"],
    [['a/b.json', 'a/B.json'], "'a/b.json' and 'a/B.json'"],
    [['a/b', 'A/c'], "'a' and 'A'"],
    [['\u00fc', 'u\u0308'], 'differ only in spelling'],
    [['a', 'a/b'], "'a' would be a file and a folder"],
    [['a/b', 'a'], "'a' would be a file and a folder"],
    [['a/b', 'A'], "'a' and 'A'"],
  ])('%j are refused together', async (list, message) => {
    const root = temporary();
    for (const run of [write, check]) expect((await userError(run(root, paths(...list)))).message).toContain(message);
    expect(snapshot(root)).toEqual({});
  });

  const fine = ['.gitkeep', '..a/b..', 'a/generated.sha256', 'a/.staging-1', 'a b/ü', 'a\u2028b'];
  test.each(fine)('%j is fine', async (path) => {
    const root = temporary();
    expect(await write(root, paths(path))).toMatchObject({ created: [path] });
    expect(await check(root, paths(path))).toMatchObject({ unchanged: 1, foreign: [] });
  });
});

describe('the manifest', () => {
  const hash = 'a'.repeat(64);
  test.each([
    ['a line without a hash', `${hash}  a\nhello\n`, ':2:', 'git checkout --'],
    ['an empty line', `${hash}  a\n\n${hash}  b\n`, ':2:', 'git checkout --'],
    ['a short hash', `${hash.slice(1)}  a\n`, ':1:', 'git checkout --'],
    ['a conflict', `<<<<<<< HEAD\n${hash}  a\n=======\n`, ':1:', 'git checkout --ours'],
    ['a later conflict', `${hash}  a\n=======\n`, 'generated.sha256:2: the line is a merge conflict marker', '--ours'],
    ['a path twice', `${hash}  a\n${hash}  a\n`, ':2:', 'second time'],
    ['a path outside', `${hash}  ../a\n`, ':1:', "'..'"],
    ['an absolute path', `${hash}  /etc/passwd\n`, ':1:', 'absolute'],
    ['itself', `${hash}  generated.sha256\n`, ':1:', 'list of generated files'],
    ['Windows line ends', `${hash}  a\r\n`, ':1:', 'control character'],
  ])('with %s is refused', async (_name, content, place, next) => {
    const root = temporary();
    put(root, { 'generated.sha256': content, a: '1' });
    for (const run of [write, check]) {
      const error = await userError(run(root, paths('b')));
      expect(text(error)).toContain(`${root}/generated.sha256`);
      expect(text(error)).toContain(place);
      expect(text(error)).toContain(next);
      expect(error.exit).toBe(2);
    }
    expect(snapshot(root)).toEqual({ 'generated.sha256': content, a: '1' });
  });
});

describe('files in the way', () => {
  it('names a foreign file with other content', async () => {
    const root = temporary();
    put(root, { 'b.json': 'mine' });
    const before = snapshot(root);
    const error = await userError(write(root, artefacts({ 'a.json': '1', 'b.json': '2' })));
    expect(text(error)).toContain(join(root, 'b.json'));
    expect(text(error)).toContain(`git checkout -- ${root}/generated.sha256`);
    expect(error.exit).toBe(2);
    expect(snapshot(root)).toEqual(before);
  });

  it('names ten of many', async () => {
    const root = temporary();
    const files = Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`f${n}`, `${n}`]));
    await write(root, artefacts(files));
    rmSync(join(root, 'generated.sha256'));
    const changed = Object.fromEntries(Object.keys(files).map((path) => [path, 'new']));
    const error = await userError(write(root, artefacts(changed)));
    expect(error.message).toContain('f0 and 13 more');
    expect(error.details).toHaveLength(11);
  });

  test.each([
    ['a foreign file where a folder must be', { a: '1' }, {}, 'a/b'],
    ['a foreign folder where a file must be', { 'a/x': '1' }, {}, 'a'],
    ['a foreign file in a folder of ours where a file must be', { 'a/x': '1' }, { 'a/y': '2' }, 'a'],
    ['an edited file where a folder must be', { a: 'by hand' }, { a: '1' }, 'a/b'],
    ['an edited file in a folder where a file must be', { 'a/b': 'by hand' }, { 'a/b': '1', 'a/c': '2' }, 'a'],
  ])('%s', async (_name, foreign, built, path) => {
    const root = temporary();
    await write(root, artefacts({ ...built, z: 'z' }));
    put(root, foreign);
    const before = snapshot(root);
    const error = await userError(write(root, paths('0', path)));
    expect(text(error)).toContain(join(root, 'a'));
    expect(error.exit).toBe(2);
    expect(snapshot(root)).toEqual(before);
  });

  it('refuses an empty folder where a file must be', async () => {
    const root = temporary();
    mkdirSync(join(root, 'a'));
    expect((await userError(write(root, paths('a')))).message).toContain(`${root}/a: in the way of generated files`);
    expect(snapshot(root)).toEqual({ a: '/' });
  });
});

describe('symbolic links', () => {
  test.each([
    ['where a file must be', 'a.json', 'outside/file'],
    ['where a folder must be', 'grafana', 'outside'],
    ['that leads nowhere', 'a.json', 'nowhere'],
    ['in place of the manifest', 'generated.sha256', 'outside/file'],
  ])('are refused %s', async (_name, link, target) => {
    const parent = temporary();
    const root = join(parent, 'root');
    put(parent, { 'outside/file': 'x', 'root/other': 'o' });
    symlinkSync(join(parent, target), join(root, link));
    const before = snapshot(parent);
    for (const run of [write, check]) {
      const error = await userError(run(root, paths('a.json', 'grafana/orders/b.json')));
      expect(text(error)).toContain(join(root, link));
      expect(error.message).toContain('is a symbolic link');
      expect(error.exit).toBe(2);
    }
    expect(snapshot(parent)).toEqual(before);
  });

  it('are never followed to remove a file', async () => {
    const parent = temporary();
    const root = join(parent, 'root');
    await write(root, paths('a/b', 'c', 'd'));
    put(parent, { 'outside/b': 'a/b' });
    rmSync(join(root, 'a'), { recursive: true });
    symlinkSync(join(parent, 'outside'), join(root, 'a'));
    rmSync(join(root, 'c'));
    symlinkSync(join(parent, 'outside/b'), join(root, 'c'));
    expect(await write(root, paths('d'))).toMatchObject({ removed: [], edited: ['c'], foreign: ['a'] });
    expect(snapshot(parent)).toMatchObject({ 'outside/b': 'a/b', 'root/a': `-> ${parent}/outside` });
  });

  it('may be the output folder itself', async () => {
    const parent = temporary();
    mkdirSync(join(parent, 'real'));
    symlinkSync(join(parent, 'real'), join(parent, 'root'));
    await write(join(parent, 'root'), paths('a'));
    expect(snapshot(join(parent, 'real'))).toMatchObject({ a: 'a' });
  });
});
