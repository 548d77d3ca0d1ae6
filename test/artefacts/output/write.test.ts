import { execFileSync } from 'node:child_process';
import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { write } from '../../../src/artefacts/output/write.ts';
import { artefacts, filesIn, identities, inChild, put, snapshot, temporary } from './support.ts';

const first = {
  'grafana/orders/a.json': 'a1',
  'grafana/orders/b.json': 'b1',
  'prometheus/rules.yml': 'r1',
  '.gitkeep': '',
};

describe('a build into an empty folder', () => {
  it('writes all files and reports them', async () => {
    const root = join(temporary(), 'new', 'provisioning');
    expect(await write(root, artefacts(first))).toEqual({
      created: ['.gitkeep', 'grafana/orders/a.json', 'grafana/orders/b.json', 'prometheus/rules.yml'],
      updated: [],
      removed: [],
      edited: [],
      foreign: [],
      unchanged: 0,
    });
    expect(filesIn(root)).toEqual(first);
  });

  it('takes an asynchronous source', async () => {
    const root = temporary();
    await write(
      root,
      (async function* () {
        yield* artefacts(first);
      })(),
    );
    expect(filesIn(root)).toEqual(first);
  });

  it('writes a manifest in the format of sha256sum, sorted by bytes', async () => {
    const root = temporary();
    await write(root, artefacts({ 'z.json': 'z', 'a/ü ö.json': 'ü\ud800', 'a-b.json': '', '😀': '1', '\uff5e': '2' }));
    const paths = (snapshot(root)['generated.sha256'] ?? '').split('\n').map((line) => line.slice(66));
    expect(paths).toEqual(['a-b.json', 'a/ü ö.json', 'z.json', '\uff5e', '😀', '']);
    const [tool, parameters] = process.platform === 'darwin' ? ['shasum', ['-a', '256']] : ['sha256sum', ['--strict']];
    const output = execFileSync(tool, [...parameters, '--check', 'generated.sha256'], { cwd: root, encoding: 'utf8' });
    expect(output.match(/: OK\n/g)).toHaveLength(5);
  });

  it('makes nothing when nothing is generated', async () => {
    const parent = temporary();
    const report = await write(join(parent, 'new'), []);
    expect(report.created).toEqual([]);
    expect(snapshot(parent)).toEqual({});
  });

  it('keeps no content in memory', () => {
    // 120 MB of files with 64 MB for all objects.
    const root = temporary();
    const builds = [{ many: { count: 2000, size: 60_000 } }, { many: { count: 2000, size: 60_000 } }];
    const { outcomes } = inChild(root, [...builds, { many: { count: 2000, size: 60_000 }, check: true }]);
    expect(outcomes.map(({ report }) => report?.['unchanged'])).toEqual([0, 2000, 2000]);
  });
});

describe('a build into a folder with an earlier build', () => {
  it('leaves unchanged files alone and writes nothing if all are unchanged', async () => {
    const root = temporary();
    await write(root, artefacts(first));
    for (const path of Object.keys(identities(root))) utimesSync(join(root, path), 1e9, 1e9);
    const before = identities(root);
    expect(await write(root, artefacts(first))).toMatchObject({ created: [], updated: [], removed: [], unchanged: 4 });
    expect(identities(root)).toEqual(before);
    expect(await write(root, artefacts({ ...first, 'grafana/orders/b.json': 'b2' }))).toMatchObject({
      updated: ['grafana/orders/b.json'],
      unchanged: 3,
    });
    const { 'grafana/orders/b.json': changed, 'generated.sha256': manifest, ...others } = identities(root);
    expect(before).toMatchObject(others);
    expect([changed, manifest]).not.toContain(before['grafana/orders/b.json']);
    expect(manifest).not.toBe(before['generated.sha256']);
  });

  it('removes what is no longer generated, with the folders that become empty', async () => {
    const root = temporary();
    await write(root, artefacts({ ...first, 'x/y/z/deep.json': 'd' }));
    put(root, { 'prometheus/mine.yml': 'mine' });
    const report = await write(root, artefacts({ 'grafana/orders/a.json': 'a1' }));
    expect(report.removed).toEqual(['.gitkeep', 'grafana/orders/b.json', 'prometheus/rules.yml', 'x/y/z/deep.json']);
    const { 'generated.sha256': _, ...others } = snapshot(root);
    expect(others).toEqual({
      grafana: '/',
      'grafana/orders': '/',
      'grafana/orders/a.json': 'a1',
      prometheus: '/',
      'prometheus/mine.yml': 'mine',
    });
  });

  it('removes the manifest too when nothing is generated any more', async () => {
    const root = temporary();
    await write(root, artefacts(first));
    await write(root, []);
    expect(snapshot(root)).toEqual({});
  });

  it('restores a file that was edited or deleted by hand', async () => {
    const root = temporary();
    await write(root, artefacts(first));
    put(root, { 'prometheus/rules.yml': 'by hand' });
    rmSync(join(root, 'grafana'), { recursive: true });
    expect(await write(root, artefacts(first))).toMatchObject({
      created: ['grafana/orders/a.json', 'grafana/orders/b.json'],
      updated: ['prometheus/rules.yml'],
      unchanged: 1,
    });
    expect(filesIn(root)).toEqual(first);
  });

  it('leaves an edited file that is no longer generated, and forgets it', async () => {
    const root = temporary();
    await write(root, artefacts({ keep: 'k', gone: 'g' }));
    put(root, { gone: 'by hand' });
    expect(await write(root, artefacts({ keep: 'k' }))).toMatchObject({ removed: [], edited: ['gone'], foreign: [] });
    expect(await write(root, artefacts({ keep: 'k' }))).toMatchObject({ removed: [], edited: [], foreign: ['gone'] });
    expect(filesIn(root)).toEqual({ keep: 'k', gone: 'by hand' });
  });

  it('reports foreign files and leaves them alone', async () => {
    const root = temporary();
    put(root, { '.gitignore': 'x', 'grafana/orders/mine.json': 'm', 'other/deep/file': 'o' });
    const before = identities(root);
    const foreign = ['.gitignore', 'grafana/orders/mine.json', 'other/deep/file'];
    expect(await write(root, artefacts(first))).toMatchObject({ foreign });
    expect(await write(root, [])).toMatchObject({ foreign });
    expect(identities(root)).toEqual(before);
  });

  test.each([
    ['a file becomes a folder', { a: '1', 'b/c': '2' }, { 'a/b': '3', 'b/c': '2' }],
    ['a folder becomes a file', { 'a/b/c': '1', 'a/b/d': '2' }, { 'a/b': '3' }],
    ['a deep folder becomes a file', { 'a/b/c': '1', 'a/d/e': '2' }, { a: '3' }],
    ['a file changes to upper case', { 'a/b': '1' }, { 'a/B': '1' }],
    ['a folder changes to upper case', { 'a/b': '1', 'a/c': '2' }, { 'A/b': '1', 'A/c': '3' }],
    ['two swap places', { 'a/b': '1', c: '2' }, { 'c/b': '1', a: '2' }],
  ])('%s', async (_name, before, after) => {
    const root = temporary();
    await write(root, artefacts(before));
    await write(root, artefacts(after));
    expect(filesIn(root)).toEqual(after);
    await write(root, artefacts(before));
    expect(filesIn(root)).toEqual(before);
  });
});

describe('a lost manifest', () => {
  it('takes files with the same content as generated', async () => {
    const root = temporary();
    await write(root, artefacts(first));
    const before = identities(root);
    rmSync(join(root, 'generated.sha256'));
    expect(await write(root, artefacts(first))).toMatchObject({ created: [], foreign: [], unchanged: 4 });
    const { 'generated.sha256': _, ...others } = identities(root);
    expect(before).toMatchObject(others);
    expect(await write(root, [])).toMatchObject({ removed: Object.keys(first).toSorted() });
  });
});
