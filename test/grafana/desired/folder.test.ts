/** Any folder of dashboard JSON: which folders its directories stand for, and what cannot be pushed. */
import fc from 'fast-check';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Folder } from '../../../src/config/settings.ts';
import type { Desired } from '../../../src/grafana/desired.ts';
import { folderUid } from '../../../src/grafana/desired/folder-uid.ts';
import { readDesired, type SourceOptions } from '../../../src/grafana/desired/folder.ts';
import { asNobody } from '../../support/as-nobody.ts';
import { put, temporaryFolder } from '../../support/program.ts';
import { settings } from '../../support/settings.ts';
import { rejected } from '../../support/user-error.ts';

type Files = Readonly<Record<string, unknown>>;

function source(files: Files): string {
  const dir = temporaryFolder();
  for (const [file, content] of Object.entries(files)) {
    put(join(dir, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return dir;
}

async function desired(files: Files, options?: SourceOptions, folders?: readonly Folder[]): Promise<Desired> {
  const dir = source(files);
  const given = folders === undefined ? settings() : settings({ folders });
  const { unusable, ...rest } = await readDesired(dir, given, options);
  return { ...rest, unusable: unusable.map(({ file, reason }) => ({ file: file.slice(dir.length + 1), reason })) };
}

const board = (uid: string, more: object = {}) => ({ uid, title: `The ${uid}`, panels: [], ...more });
const tree = ({ folders }: Desired) => folders.map(({ uid, title, parentUid }) => [uid, title, parentUid]);
const places = ({ dashboards }: Desired) =>
  Object.fromEntries(dashboards.map(({ uid, folderUid }) => [uid, folderUid]));

describe('directories', () => {
  it('are folders in folders, parents first, and files at the top are in the root', async () => {
    const found = await desired({
      'top.json': board('top'),
      'a/x.json': board('x'),
      'a/b/y.json': board('y'),
      'a/b/c/z.json': board('z'),
      'only/inner/w.json': board('w'),
    });
    const [b, c, inner] = [
      ['a', 'b'],
      ['a', 'b', 'c'],
      ['only', 'inner'],
    ].map((path) => folderUid(path, () => false));
    expect(tree(found)).toEqual([
      ['a', 'a', undefined],
      [b, 'b', 'a'],
      [c, 'c', b],
      ['only', 'only', undefined],
      [inner, 'inner', 'only'],
    ]);
    expect(places(found)).toEqual({ top: undefined, x: 'a', y: b, z: c, w: inner });
    expect(found.folders.map(({ from }) => from)).toContain('the directory a/b/c');
  });

  it('without a dashboard that can be pushed are none', async () => {
    expect(tree(await desired({ 'a/x.json': board(''), 'b/c.txt': 'text', 'd.json': board('d') }))).toEqual([]);
  });

  it('that the settings name have title, uid and parent from there', async () => {
    const folders: readonly Folder[] = [
      { directory: 'orders', title: 'Orders!', uid: 'o-1', parent: 'outer-1', definedAt: 'c.yaml:2' },
      { directory: 'outer', title: 'Outer', uid: 'outer-1', parent: 'foreign' },
    ];
    const found = await desired({ 'orders/x.json': board('x'), 'orders/in/y.json': board('y') }, {}, folders);
    const inner = folderUid(['orders', 'in'], () => false);
    expect(tree(found)).toEqual([
      ['outer-1', 'Outer', 'foreign'],
      ['o-1', 'Orders!', 'outer-1'],
      [inner, 'in', 'o-1'],
    ]);
    expect(places(found)).toEqual({ x: 'o-1', y: inner });
    expect(found.folders.map(({ from }) => from)).toEqual([
      'the folder outer, which is built in',
      'c.yaml:2',
      'the directory orders/in',
    ]);
  });

  it('that the settings name deeper down are none of theirs', async () => {
    const found = await desired({ 'a/order-processing/x.json': board('x') });
    expect(found.folders.map(({ uid }) => uid)).not.toContain('order-processing');
  });

  it('stand before what the settings put into them', async () => {
    const folders: readonly Folder[] = [{ directory: 'a', title: 'A', uid: 'a', parent: 'z' }];
    expect(tree(await desired({ 'a/x.json': board('x'), 'z/y.json': board('y') }, {}, folders))).toEqual([
      ['z', 'z', undefined],
      ['a', 'A', 'z'],
    ]);
  });

  it.each(['General', 'general'])('called %s stand for the root', async (name) => {
    const found = await desired({ [`${name}/x.json`]: board('x') });
    expect(tree(found)).toEqual([]);
    expect(places(found)).toEqual({ x: undefined });
  });

  it('below one that stands for the root are in the root', async () => {
    expect(tree(await desired({ 'General/a/x.json': board('x') }))).toEqual([['a', 'a', undefined]]);
    const folders: readonly Folder[] = [{ directory: 'general', title: 'Common', uid: 'common' }];
    expect(tree(await desired({ 'general/x.json': board('x') }, {}, folders))).toEqual([
      ['common', 'Common', undefined],
    ]);
  });

  it('whose uid the settings give to another folder have one of their own', async () => {
    const folders: readonly Folder[] = [{ directory: 'orders', title: 'Orders', uid: 'team' }];
    const found = await desired({ 'orders/x.json': board('x'), 'team/y.json': board('y') }, {}, folders);
    expect(places(found)).toEqual({ x: 'team', y: expect.stringMatching(/^team-[0-9a-f]{8}$/) });
  });
});

describe('all below a folder', () => {
  it('that is there already', async () => {
    const files = { 'top.json': board('top'), 'a/x.json': board('x'), 'order-processing/y.json': board('y') };
    const found = await desired(files, { folderUid: 'team' });
    expect(tree(found)).toEqual([
      ['a', 'a', 'team'],
      ['order-processing', 'Order processing', 'team'],
    ]);
    expect(places(found)).toEqual({ top: 'team', x: 'a', y: 'order-processing' });
  });

  it('that is one of the settings, which then is in no folder of its own', async () => {
    const folders: readonly Folder[] = [
      { directory: 'inner', title: 'Inner', uid: 'i', parent: 'o' },
      { directory: 'outer', title: 'Outer', uid: 'o', parent: 'elsewhere' },
    ];
    const found = await desired(
      { 'inner/x.json': board('x'), 'outer/y.json': board('y') },
      { folderUid: 'o' },
      folders,
    );
    expect(tree(found)).toEqual([['i', 'Inner', 'o']]);
    expect(places(found)).toEqual({ x: 'i', y: 'o' });
  });

  it('keeps what the settings put into each other', async () => {
    const folders: readonly Folder[] = [
      { directory: 'inner', title: 'Inner', uid: 'i', parent: 'o' },
      { directory: 'outer', title: 'Outer', uid: 'o', parent: 'elsewhere' },
    ];
    const found = await desired({ 'inner/x.json': board('x') }, { folderUid: 'team' }, folders);
    expect(tree(found)).toEqual([
      ['o', 'Outer', 'team'],
      ['i', 'Inner', 'o'],
    ]);
  });

  it('in which a directory has its name', async () => {
    const found = await desired({ 'team/x.json': board('x') }, { folderUid: 'team' });
    expect(tree(found)).toEqual([[expect.stringMatching(/^team-[0-9a-f]{8}$/), 'team', 'team']]);
  });

  it.each([
    ['../x', /other characters/],
    ['', /other characters/],
    ['u'.repeat(41), /41 characters/],
    ['general', /Grafana's own root/],
  ])('that cannot be one: %j', async (uid, message) => {
    const error = await rejected(() => desired({ 'x.json': board('x') }, { folderUid: uid }));
    expect(error.message).toMatch(message);
    expect(error.next).toMatch(/uid of a folder/);
  });

  it('whatever folder a file says it was read from', async () => {
    const answer = { dashboard: board('x'), meta: { folderUid: 'f', folderTitle: 'F' } };
    const found = await desired({ 'x.json': answer }, { folderUid: 'team' });
    expect([tree(found), places(found)]).toEqual([[], { x: 'team' }]);
  });
});

describe('a file that says which folder it was read from', () => {
  it('goes back there; the folder is only made where it is missing', async () => {
    const found = await desired({
      'deep/down/x.json': { dashboard: board('x'), meta: { folderUid: 'f', folderTitle: 'F' } },
    });
    expect(found.folders).toEqual([
      { uid: 'f', title: 'F', parentUid: undefined, from: expect.stringMatching(/x\.json$/), onlyIfMissing: true },
    ]);
    expect(places(found)).toEqual({ x: 'f' });
  });

  it.each([
    ['the root', { meta: { folderUid: '', folderTitle: 'General' } }, undefined],
    ['the root by its old name', { meta: { folderUid: 'general' } }, undefined],
    ['the root by null', { meta: { folderUid: null } }, undefined],
    ['a folder without a title', { meta: { folderUid: 'f' } }, 'f'],
    ['nothing', { meta: { version: 3 } }, 'a'],
    ['nothing by no object', { meta: 'f' }, 'a'],
  ])('%s', async (_, more, folder) => {
    const found = await desired({ 'a/x.json': { dashboard: board('x'), ...more } });
    expect(places(found)).toEqual({ x: folder });
    expect(found.folders.map(({ uid }) => uid)).toEqual(folder === 'a' ? ['a'] : []);
  });

  it('as a resource', async () => {
    const resource = (annotations: object) => ({
      apiVersion: 'dashboard.grafana.app/v1beta1',
      kind: 'Dashboard',
      metadata: { name: 'x', annotations },
      spec: { title: 'X', panels: [], id: 4 },
    });
    const found = await desired({ 'a/x.json': resource({ 'grafana.app/folder': 'f' }) });
    expect(places(found)).toEqual({ x: 'f' });
    expect(found.dashboards[0]?.content).toEqual({ uid: 'x', title: 'X', panels: [] });
    expect(places(await desired({ 'a/x.json': resource({}) }))).toEqual({ x: 'a' });
  });

  it('does not rename the folder that a directory stands for', async () => {
    const found = await desired({
      '1.json': { dashboard: board('x'), meta: { folderUid: 'order-processing', folderTitle: 'An older title' } },
      'order-processing/y.json': board('y'),
    });
    expect(tree(found)).toEqual([['order-processing', 'Order processing', undefined]]);
    expect(found.folders[0]?.onlyIfMissing).toBeUndefined();
  });

  it('has a field of that name where it is no wrapping', async () => {
    expect(places(await desired({ 'a/x.json': board('x', { meta: { folderUid: 'f' }, dashboard: {} }) }))).toEqual({
      x: 'a',
    });
  });
});

describe('content', () => {
  it('is that of the file, without the numbers of the server that it came from', async () => {
    const { dashboards } = await desired({
      'x.json': board('x', { id: 7, version: 3, schemaVersion: 41, tags: ['t'] }),
    });
    expect(dashboards).toEqual([
      {
        uid: 'x',
        title: 'The x',
        content: { uid: 'x', title: 'The x', panels: [], schemaVersion: 41, tags: ['t'] },
        folderUid: undefined,
        file: expect.stringMatching(/x\.json$/),
      },
    ]);
  });

  it('of one file', async () => {
    const dir = source({ 'a/x.json': board('x'), 'a/y.json': board('y') });
    const found = await readDesired(join(dir, 'a', 'x.json'), settings());
    expect([tree(found), places(found)]).toEqual([[], { x: undefined }]);
  });
});

describe('what cannot be pushed', () => {
  test.each<[string, unknown, RegExp]>([
    ['no uid', { title: 'T', panels: [] }, /no uid/],
    ['an empty uid', board('', { title: 'T' }), /no uid/],
    ['a uid that is a number', { uid: 5, title: 'T', panels: [] }, /no uid/],
    ['a uid with other characters', board('a/b'), /characters/],
    ['a uid with a line break', board('a\n'), /characters/],
    ['a uid of 41 characters', board('u'.repeat(41)), /41 characters/],
    ['no title', { uid: 'x', panels: [] }, /no title/],
    ['a blank title', board('x', { title: ' \t' }), /no title/],
    [
      'a folder that cannot be one',
      { dashboard: board('x'), meta: { folderUid: '../../api/admin', folderTitle: 'F' } },
      /^says that it is in a folder that has a uid with other characters/,
    ],
    ['no JSON', '{', /no JSON/],
    ['nothing', '', /no JSON/],
    ['schema v2', { elements: {}, layout: {} }, /v2/],
    ['something else', { name: 'package' }, /no dashboard/],
  ])('%s', async (_, content, reason) => {
    const found = await desired({ 'a/bad.json': content, 'good.json': board('good') });
    expect(found.unusable).toEqual([{ file: 'a/bad.json', reason: expect.stringMatching(reason) }]);
    expect(places(found)).toEqual({ good: undefined });
  });

  it('but 40 characters of all kinds can', async () => {
    const uid = `aZ0_-${'u'.repeat(35)}`;
    expect((await desired({ 'x.json': board(uid) })).unusable).toEqual([]);
  });

  it('two files with one uid, each told with the other', async () => {
    const found = await desired({ 'a.json': board('x'), 'b/b.json': board('x'), 'c.json': board('y') });
    expect(found.unusable.map(({ file }) => file)).toEqual(['a.json', 'b/b.json']);
    expect(found.unusable[0]?.reason).toMatch(/^has the uid "x", as .*b\/b\.json has$/);
    expect(found.unusable[1]?.reason).toMatch(/^has the uid "x", as .*a\.json has$/);
    expect(places(found)).toEqual({ y: undefined });
    expect(tree(found)).toEqual([]);
  });

  it('all in the order of the files, whatever is wrong', async () => {
    const found = await desired({ 'a.json': board('x'), 'b.json': '{', 'c.json': board('x'), 'd.json': board('') });
    expect(found.unusable.map(({ file }) => file)).toEqual(['a.json', 'b.json', 'c.json', 'd.json']);
  });

  it('many files with one uid, of which few are told', async () => {
    const files = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`${at}.json`, board('x')]));
    const { unusable } = await desired(files);
    expect(unusable).toHaveLength(9);
    expect(unusable[0]?.reason).toMatch(/1\.json, .*2\.json, .*3\.json and 5 more have$/);
  });

  it('a link is not followed', async () => {
    const dir = source({ 'x.json': board('x') });
    const other = source({ 'y.json': board('y') });
    symlinkSync(other, join(dir, 'linked'));
    symlinkSync(join(other, 'y.json'), join(dir, 'y.json'));
    symlinkSync(dir, join(dir, 'loop'));
    const found = await readDesired(dir, settings());
    expect(places(found)).toEqual({ x: undefined });
    // Untold, --prune would take it for one that is gone.
    expect(found.unusable).toEqual([{ file: join(dir, 'y.json'), reason: 'a symbolic link, which is not followed' }]);
  });
});

describe('a source that is none', () => {
  it.each([
    ['an empty folder', () => temporaryFolder(), /^There is no dashboard in /],
    ['a folder without JSON', () => source({ 'a/b.txt': 'x' }), /^There is no dashboard in /],
    ['a path that is not there', () => join(temporaryFolder(), 'none'), / is not there\.$/],
    ['an empty text', () => '', /^The source is an empty text\.$/],
    ['a device', () => '/dev/null', / is neither a folder nor a file\.$/],
  ])('%s', async (_, path, message) => {
    const error = await rejected(() => readDesired(path(), settings()));
    expect(error.message).toMatch(message);
    expect(error.exit).toBe(2);
  });

  it('a folder that may not be read is told', async () => {
    const outside = await asNobody(
      (folder) => chmodSync(folder, 0o700),
      (folder) => readDesired(folder, settings()),
    );
    expect(outside.unusable).toEqual([{ file: expect.anything(), reason: 'cannot be read: permission denied' }]);
  });

  it('a file that is no dashboard is told as a file', async () => {
    const path = join(source({ 'x.json': '{' }), 'x.json');
    expect((await readDesired(path, settings())).unusable).toEqual([
      { file: path, reason: expect.stringMatching(/no JSON/) },
    ]);
  });
});

describe('the uid of a directory', () => {
  const free = () => false;
  it.each([
    [['platform'], 'platform'],
    [['Team_A-1'], 'Team_A-1'],
    [['u'.repeat(40)], 'u'.repeat(40)],
    [['my team'], /^my-team-[0-9a-f]{8}$/],
    [['a', 'b'], /^a-b-[0-9a-f]{8}$/],
    [['general'], /^general-[0-9a-f]{8}$/],
    [['-'], /^folder-[0-9a-f]{8}$/],
    [['☃'], /^folder-[0-9a-f]{8}$/],
    [['u'.repeat(41)], /^u{31}-[0-9a-f]{8}$/],
  ])('%j', (path, uid) => {
    expect(folderUid(path, free)).toMatch(uid instanceof RegExp ? uid : new RegExp(`^${uid}$`));
  });

  it('stays as it is from one version of this program to the next', () => {
    expect(folderUid(['a', 'b'], free)).toBe('a-b-c14cddc0');
  });

  it('is the same for an accent in both spellings', () => {
    expect(folderUid(['caf\u00e9'], free)).toBe(folderUid(['cafe\u0301'], free));
  });

  it('is one that Grafana takes, and another for each path', () => {
    const name = fc.oneof(
      fc.constantFrom('a', 'b', 'a-b', 'a b', 'A', '-'),
      fc.string({ minLength: 1, maxLength: 50 }),
    );
    const path = fc.array(
      name.filter((text) => !text.includes('/')),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(path, path, (one, other) => {
        const uid = folderUid(one, free);
        expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
        const same = one.join('/').normalize('NFC') === other.join('/').normalize('NFC');
        expect(uid === folderUid(other, free)).toBe(same);
      }),
    );
  });
});
