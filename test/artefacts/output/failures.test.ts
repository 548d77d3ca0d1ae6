import { chmodSync, chownSync, lstatSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { write } from '../../../src/artefacts/output/write.ts';
import { failing } from './faults.ts';
import {
  artefacts,
  identities,
  inChild,
  put,
  skipUnlessMountable,
  snapshot,
  temporary,
  text,
  userError,
} from './support.ts';

/** Between them every kind of step: in the way, new folder, new file, new version, taken away, emptied folder. */
const before = { 'a/b': 'v1', c: 'a folder next', 'd/e/f': 'a file next', 'g/h': 'gone', 'i/j': 'stays', k: 'v1' };
const after = { 'a/b': 'other', 'c/d': '1', 'd/e': '2', 'i/j': 'stays', k: 'v2', 'l/m/n': '3' };

/** A folder with an earlier build, a foreign file and an edited one. */
async function folder(): Promise<string> {
  const root = temporary();
  await write(root, artefacts({ ...before, edited: 'x' }));
  put(root, { 'g/foreign': 'f', edited: 'by hand' });
  return root;
}

/** How often a build changes the file system in all. */
async function changes(): Promise<number> {
  const root = await folder();
  return failing(
    () => false,
    '',
    () => write(root, artefacts(after)),
  );
}

describe('a build that fails at any single change', () => {
  test.each(['ENOSPC', 'EACCES', 'EIO', 'EPERM'])('with %s leaves the folder as it was', async (code) => {
    const count = await changes();
    expect(count).toBeGreaterThan(25);
    for (let number = 1; number <= count; number += 1) {
      const root = await folder();
      const [state, inodes] = [snapshot(root), identities(root)];
      let error: unknown;
      await failing(
        (change) => change === number,
        code,
        async () => {
          await write(root, artefacts(after)).catch((reason: unknown) => (error = reason));
        },
      );
      const left = Object.keys(snapshot(root)).filter((path) => path.startsWith('.staging-'));
      if (error === undefined) {
        // A copy did instead of a link, or clearing up failed: a later process does that.
        expect(snapshot(root)).toMatchObject(after);
        if (left.length > 0) continue;
      } else {
        expect(left, `change ${number}: ${text(await userError(Promise.reject(error)))}`).toEqual([]);
        expect(snapshot(root), `change ${number}`).toEqual(state);
        expect(identities(root), `change ${number}`).toEqual(inodes);
      }
      await write(root, artefacts(after));
      expect(Object.keys(snapshot(root)).filter((path) => path.startsWith('.staging-'))).toEqual([]);
    }
  });

  it('makes no folder either', async () => {
    const parent = temporary();
    const root = join(parent, 'x', 'y');
    const count = await failing(
      () => false,
      '',
      () => write(join(parent, 'z', 'z'), artefacts(after)),
    );
    let number = 1;
    for (let failed = true; failed; number += 1) {
      await failing(
        (change) => change === number,
        'ENOSPC',
        async () => {
          failed = await write(root, artefacts(after)).then(
            () => false,
            () => true,
          );
        },
      );
      if (failed) expect(Object.keys(snapshot(parent)).filter((path) => path.startsWith('x'))).toEqual([]);
    }
    // The rest is clearing up, whose failures do not count.
    expect(number).toBeGreaterThan(count - 4);
  });

  it('copies where there are no hard links, and puts the copies back with their times', async () => {
    const root = await folder();
    const [state, inodes] = [snapshot(root), identities(root)];
    const changed = (path: string): number => lstatSync(join(root, path)).mtimeMs;
    const modified = Object.fromEntries(Object.keys(inodes).map((path) => [path, changed(path)]));
    const broken = (_: number, name: string, path: string): boolean => {
      return name === 'linkSync' || (name === 'renameSync' && path.endsWith('g/h'));
    };
    await failing(broken, 'EPERM', () => userError(write(root, artefacts(after))));
    expect(snapshot(root)).toEqual(state);
    const times = Object.keys(inodes).map((path) => Math.abs(changed(path) - (modified[path] ?? 0)));
    expect(Math.max(...times)).toBeLessThan(1);
    await failing(
      (_, name) => name === 'linkSync',
      'ENOTSUP',
      () => write(root, artefacts(after)),
    );
    expect(snapshot(root)).toMatchObject(after);
  });

  it('says so if the folder cannot be put back, and the next build does it', async () => {
    const root = await folder();
    const state = snapshot(root);
    let error: unknown;
    // From the removal of the last file on nothing can be moved any more.
    let dead = false;
    const dying = (_: number, name: string, path: string): boolean => {
      dead ||= path.endsWith('g/h');
      return dead && name === 'renameSync';
    };
    await failing(dying, 'EIO', async () => {
      error = await userError(write(root, artefacts(after)));
    });
    expect(error).toMatchObject({ exit: 4, message: expect.stringContaining('could not be put back') });
    expect(Object.keys(snapshot(root)).some((path) => /^\.staging-\d+-\w+\/journal$/.test(path))).toBe(true);
    const staging = Object.keys(snapshot(root)).find((path) => path.startsWith('.staging-')) ?? '';
    // As if this process had ended; while it lives, the folder is its lock.
    renameSync(join(root, staging), join(root, '.staging-999999999'));
    await expect(write(root, failingSource())).rejects.toThrow('source');
    expect(snapshot(root)).toEqual(state);
  });
});

function* failingSource(): Generator<{ path: string; content: string }> {
  yield { path: 'k', content: 'v3' };
  throw new Error('source');
}

describe('a source that throws', () => {
  it('leaves the folder as it was and throws the same error', async () => {
    const root = await folder();
    const [state, inodes] = [snapshot(root), identities(root)];
    const cause = Object.assign(new Error('ENOENT: mine'), { code: 'ENOENT', syscall: 'open' });
    const source = (async function* () {
      yield* artefacts(after);
      throw cause;
    })();
    await expect(write(root, source)).rejects.toBe(cause);
    expect(snapshot(root)).toEqual(state);
    expect(identities(root)).toEqual(inodes);
  });

  it('is closed when a file is refused', async () => {
    let closed = false;
    const source = (function* () {
      try {
        yield { path: '..', content: '' };
        yield { path: 'never', content: '' };
      } finally {
        closed = true;
      }
    })();
    await userError(write(temporary(), source));
    expect(closed).toBe(true);
  });
});

describe('a file that appears during the build', () => {
  it('is not replaced', async () => {
    const root = await folder();
    const source = (function* () {
      yield* artefacts(after);
      put(root, { 'l/m/n': 'mine' });
    })();
    expect(text(await userError(write(root, source)))).toContain(join(root, 'l'));
    expect(snapshot(root)).toMatchObject({ ...before, edited: 'by hand', 'l/m/n': 'mine' });
  });

  it('is not replaced in a folder that was there', async () => {
    const root = await folder();
    const source = (function* () {
      yield* artefacts({ ...after, 'i/new': '1' });
      put(root, { 'i/new': 'mine' });
    })();
    expect((await userError(write(root, source))).message).toContain(join(root, 'i/new'));
    expect(snapshot(root)).toMatchObject({ ...before, edited: 'by hand', 'i/new': 'mine' });
  });
});

describe('a real file system', () => {
  const many = { many: { count: 40, size: 60_000 } };

  it('that is full while staging', (ctx) => {
    skipUnlessMountable(ctx);
    const root = temporary();
    const { outcomes } = inChild(root, [{ files: before }, many], { before: 'mount -t tmpfs -o size=1m tmpfs .' });
    expect(outcomes[1]?.error).toMatchObject({ exit: 2, cause: 'ENOSPC' });
    expect(outcomes[1]?.error?.text).toMatch(/no space left[^]*as it was before[^]*Free space and build again/);
    expect(outcomes[1]?.after).toEqual(outcomes[0]?.after);
  });

  it('that has no inode left in the middle of the commit', (ctx) => {
    skipUnlessMountable(ctx);
    const files = { a: '1', b: '2', c: '3', d: '4' };
    const changed = { a: 'x', b: 'x', c: 'x', d: 'x', 'new/folder/e': 'x', f: 'x' };
    const errors = new Set<string | undefined>();
    for (let inodes = 8; inodes < 24; inodes += 2) {
      const mount = `mount -t tmpfs -o nr_inodes=${inodes} tmpfs .`;
      const { outcomes } = inChild(temporary(), [{ files }, { files: changed }], { before: mount });
      const [first, second] = outcomes;
      if (second?.error === undefined) expect(second?.after).toMatchObject(changed);
      else expect(second.after, `${inodes} inodes`).toEqual(first?.after);
      errors.add(second?.error?.cause);
    }
    expect(errors).toEqual(new Set([undefined, 'ENOSPC']));
  });

  it('that is read-only', (ctx) => {
    skipUnlessMountable(ctx);
    const root = temporary();
    put(root, { x: '1' });
    const mount = 'mount --bind . .; mount -o remount,ro,bind "$1"';
    const { outcomes } = inChild(root, [{ files: before }, { files: before, check: true }], { before: mount });
    expect(outcomes[0]?.error).toMatchObject({ exit: 3, cause: 'EROFS', text: expect.stringContaining('read-only') });
    expect(outcomes[1]?.report).toMatchObject({ foreign: ['x'], unchanged: 0 });
    expect(snapshot(root)).toEqual({ x: '1' });
  });

  it('that lets one file not be replaced', async (ctx) => {
    skipUnlessMountable(ctx);
    const root = await folder();
    const state = snapshot(root);
    const { outcomes } = inChild(root, [{ files: after }], { before: 'mount --bind k k' });
    expect(outcomes[0]?.error).toMatchObject({ exit: 2, text: expect.stringContaining(join(root, 'k')) });
    expect(snapshot(root)).toEqual(state);
  });

  it('that refuses permission in the middle of the commit', async () => {
    const root = await folder();
    const state = snapshot(root);
    const uid = process.getuid?.() === 0 ? 65534 : undefined;
    const owner = lstatSync(root).uid;
    if (uid !== undefined) {
      chownSync(root, uid, uid);
      for (const path of Object.keys(state)) chownSync(join(root, path), uid, uid);
    }
    chmodSync(join(root, 'i'), 0o555);
    const { outcomes } = inChild(root, [{ files: { ...after, 'i/new': '1' } }], uid === undefined ? {} : { uid });
    chmodSync(join(root, 'i'), 0o755);
    chownSync(root, owner, lstatSync(root).gid);
    expect(outcomes[0]?.error).toMatchObject({ exit: 3, cause: 'EACCES', text: expect.stringContaining('denied') });
    expect(snapshot(root)).toEqual(state);
  });

  test.each([
    ['below a file', (parent: string) => join(parent, 'file/root'), 'a file stands where a folder should be'],
    ['that is a file', (parent: string) => join(parent, 'file'), 'a file stands where a folder should be'],
    ['with a name too long', (parent: string) => join(parent, 'x'.repeat(300)), 'ENAMETOOLONG'],
  ])('with an output folder %s', async (_name, rootOf, reason) => {
    const parent = temporary();
    put(parent, { file: 'x' });
    const error = await userError(write(rootOf(parent), artefacts(before)));
    expect(error).toMatchObject({ exit: 2, message: expect.stringContaining(rootOf(parent)) });
    expect(text(error)).toContain(reason);
    expect(error.cause).toBeInstanceOf(Error);
    expect(snapshot(parent)).toEqual({ file: 'x' });
  });
});
