import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { write } from '../../../src/artefacts/output/write.ts';
import { failing, type Chosen } from './faults.ts';
import {
  artefacts,
  child,
  filesIn,
  inChild,
  put,
  snapshot,
  temporary,
  text,
  userError,
  type Build,
  type Files,
} from './support.ts';

const started = Date.now() - process.uptime() * 1000;
const before = { 'a/b': '1', c: 'a folder next', 'd/e/f': 'a file next', 'g/h': 'gone', k: 'v1' };
const after = { 'a/b': '2', 'c/d': '1', 'd/e': '2', k: 'v2', 'l/m/n': '3' };

async function folder(): Promise<string> {
  const root = temporary();
  await write(root, artefacts(before));
  put(root, { 'g/foreign': 'f' });
  return root;
}

/** Starts a build that stops after some artefacts, and waits until it has. */
async function blocked(root: string, build: Build) {
  const parameters = [child, root, JSON.stringify([build])];
  const running = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void running.kill('SIGKILL'));
  await once(running.stdout, 'data');
  return running;
}

function whole(files: Files): Files {
  return { ...files, 'g/foreign': 'f' };
}

/**
 * As a kill at the chosen change would leave the folder: no change from there on succeeds, not even clearing up. Says
 * whether there was such a change.
 */
async function dying(root: string, chosen: Chosen, files: Files): Promise<boolean> {
  let dead = false;
  const isDead: Chosen = (...change) => (dead ||= chosen(...change));
  await failing(isDead, 'EIO', () => write(root, artefacts(files)).catch(() => undefined));
  for (const name of stagings(root).filter((staging) => staging.startsWith(`.staging-${process.pid}-`))) {
    renameSync(join(root, name), join(root, name.replace(String(process.pid), '999999998')));
  }
  return dead;
}

function stagings(root: string): string[] {
  return Object.keys(snapshot(root)).filter((path) => /^\.staging-[^/]*$/.test(path));
}

describe('a build that is killed', () => {
  it('while staging is forgotten', async () => {
    const root = await folder();
    const state = snapshot(root);
    const running = await blocked(root, { files: after, blockAfter: 3 });
    expect(stagings(root)).toHaveLength(1);
    running.kill('SIGKILL');
    await once(running, 'exit');
    expect(stagings(root)).toHaveLength(1);
    await expect(write(root, failingSource())).rejects.toThrow('source');
    expect(snapshot(root)).toEqual(state);
    await write(root, artefacts(after));
    expect(filesIn(root)).toEqual({ ...after, 'g/foreign': 'f' });
    expect(stagings(root)).toEqual([]);
  });

  test.each([6, 11, 16, 21])('at change %d leaves a folder that the next build puts right', async (number) => {
    const root = await folder();
    const state = snapshot(root);
    expect(inChild(root, [{ files: after, killAt: number }]).signal).toBe('SIGKILL');
    expect(stagings(root)).toHaveLength(1);
    await expect(write(root, failingSource())).rejects.toThrow('source');
    expect(snapshot(root)).toEqual(state);
  });

  it('at any other change leaves a folder that the next build puts right', async () => {
    let number = 0;
    for (let died = true; died;) {
      number += 1;
      const root = await folder();
      const state = snapshot(root);
      died = await dying(root, (change) => change === number, after);
      const again = temporary();
      cpSync(root, again, { recursive: true });
      // The state of before, or if the commit had ended, of after: nothing in between.
      await expect(write(root, failingSource())).rejects.toThrow('source');
      expect([whole(before), whole(after)], `change ${number}`).toContainEqual(filesIn(root));
      if (filesIn(root)['k'] === 'v1') expect(snapshot(root)).toEqual(state);
      expect(stagings(root)).toEqual([]);
      await write(again, artefacts(after));
      expect(filesIn(again), `change ${number}`).toEqual(whole(after));
      expect(stagings(again)).toEqual([]);
    }
    expect(number).toBeGreaterThan(25);
  });

  it('is put right even if the build that does so is killed as well', async () => {
    const root = await folder();
    const state = snapshot(root);
    // Everything is in its place; only the journal and the staging folder are still to be deleted.
    await dying(root, (_, name, path) => name === 'unlinkSync' && path.endsWith('/journal'), after);
    expect(filesIn(root)['k']).toBe('v2');
    let number = 0;
    for (let died = true; died;) {
      number += 1;
      const half = temporary();
      cpSync(root, half, { recursive: true });
      died = await dying(half, (change) => change === number, before);
      await expect(write(half, failingSource())).rejects.toThrow('source');
      expect(snapshot(half), `change ${number}`).toEqual(state);
      expect(stagings(half)).toEqual([]);
    }
    expect(number).toBeGreaterThan(12);
  });

  it('keeps what a person has put in the place of its files since', async () => {
    const root = await folder();
    const left = '.staging-999999999';
    put(root, { 'g/h': 'mine', new: 'mine too', [`${left}/journal`]: 'remove 1 g/h\ncreate 2 new\n' });
    put(root, { [`${left}/old-1`]: 'gone', [`${left}/new-2`]: '' });
    await expect(write(root, failingSource())).rejects.toThrow('source');
    expect(filesIn(root)).toMatchObject({ 'g/h': 'mine', new: 'mine too' });
  });

  it('is put right whatever characters its paths have', async () => {
    const root = await folder();
    const state = snapshot(root);
    await dying(root, (_, name) => name === 'unlinkSync', { 'a\u2028b c/\u00fc': '1' });
    expect(snapshot(root)['a\u2028b c/\u00fc']).toBe('1');
    await expect(write(root, failingSource())).rejects.toThrow('source');
    expect(snapshot(root)).toEqual(state);
  });

  it('is not put right through a symbolic link', async () => {
    const root = await folder();
    const outside = temporary();
    symlinkSync(outside, join(root, 'link'));
    put(root, { '.staging-999999999/journal': 'remove 1 link/x\n', '.staging-999999999/old-1': 'x' });
    expect((await userError(write(root, artefacts(after)))).message).toContain(`${root}/link is a symbolic link`);
    expect(snapshot(outside)).toEqual({});
  });

  const bad = ['remove 1 ../x\n', 'remove x\n', 'erase 1 k\n', '<<<<<<<\n'];
  test.each(bad)('with the journal %j is not trusted', async (line) => {
    const root = await folder();
    put(root, { '.staging-999999999/journal': line, '.staging-999999999/old-1': 'evil' });
    const state = snapshot(root);
    const error = await userError(write(root, artefacts(after)));
    expect(text(error)).toContain('.staging-999999999/journal');
    expect(snapshot(root)).toEqual(state);
  });
});

function* failingSource(): Generator<{ path: string; content: string }> {
  yield { path: 'k', content: 'v3' };
  throw new Error('source');
}

describe('a second build', () => {
  it('is refused while the first one runs, and names its process', async () => {
    const root = await folder();
    const running = await blocked(root, { files: after, blockAfter: 1 });
    const state = snapshot(root);
    const error = await userError(write(root, artefacts(after)));
    expect(error.message).toContain(`process ${running.pid}`);
    expect(error.exit).toBe(2);
    expect(snapshot(root)).toEqual(state);
    running.kill('SIGKILL');
    await once(running, 'exit');
    await write(root, artefacts(after));
    expect(filesIn(root)).toMatchObject(after);
  });

  it('is refused in the same process too', async () => {
    const root = await folder();
    const inner: unknown[] = [];
    const source = (async function* () {
      yield* artefacts(after);
      inner.push(await userError(write(root, artefacts(before))));
    })();
    await write(root, source);
    expect(inner).toMatchObject([{ message: expect.stringContaining(`process ${process.pid}`) }]);
    expect(filesIn(root)).toMatchObject(after);
  });

  it('waits for nobody: of several that start at once one builds, the others are refused', async () => {
    const root = temporary();
    const builds = JSON.stringify([{ many: { count: 300, size: 20_000 }, rivals: true }]);
    const outputs = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const running = spawn(process.execPath, [child, root, builds], { stdio: ['ignore', 'pipe', 'inherit'] });
        let output = '';
        running.stdout.on('data', (chunk) => (output += String(chunk)));
        await once(running, 'close');
        return output;
      }),
    );
    expect(outputs.some((output) => output.includes('"report"'))).toBe(true);
    for (const output of outputs) expect(output).toMatch(/"report"|Another build is writing/);
    expect(Object.keys(filesIn(root))).toHaveLength(300);
  });

  test.each([
    ['goes on when one with a higher number gives way', 999999998, 3, true],
    ['is refused when one with a higher number stays', 999999998, Infinity, false],
    ['is refused when one with a lower number is there, without waiting', 1, 3, false],
  ])('that starts in the same instant %s', async (_name, pid, givesWay, builds) => {
    const root = await folder();
    const rival = join(root, `.staging-${pid}-x`);
    mkdirSync(rival);
    let looks = 0;
    vi.spyOn(process, 'kill').mockImplementation(() => {
      looks += 1;
      if (looks === givesWay) rmdirSync(rival);
      return true;
    });
    onTestFinished(() => void vi.restoreAllMocks());
    const outcome = await write(root, artefacts(after)).catch((error: unknown) => error);
    if (builds) expect(outcome).toMatchObject({ unchanged: 0 });
    else expect(outcome).toMatchObject({ message: expect.stringContaining(`process ${pid}`) });
    expect(filesIn(root)['k']).toBe(builds ? 'v2' : 'v1');
  });

  test.each([
    ['of a dead process', '.staging-999999999-x', Date.now(), false],
    ['of a dead process, without a suffix', '.staging-999999999', Date.now(), false],
    ['of a live process', `.staging-${process.ppid}-x`, Date.now(), true],
    ['of a live process, but old', `.staging-${process.ppid}-x`, Date.now() - 2 * 60 * 60 * 1000, false],
    ['of a live process, older than this one', `.staging-${process.ppid}-x`, started - 5000, true],
    ['of this process', `.staging-${process.pid}-x`, Date.now(), true],
    ['of an earlier process with the same number', `.staging-${process.pid}-x`, started - 5000, false],
  ])('meets a staging folder %s', async (_name, name, time, live) => {
    const root = await folder();
    put(root, { [`${name}/new-1`]: 'x' });
    utimesSync(join(root, name), time / 1000, time / 1000);
    if (live) await userError(write(root, artefacts(after)));
    else await write(root, artefacts(after));
    expect(existsSync(join(root, name))).toBe(live);
    expect(stagings(root)).toHaveLength(live ? 1 : 0);
    expect(filesIn(root)['k']).toBe(live ? 'v1' : 'v2');
  });

  it('leaves other names that begin like a staging folder alone', async () => {
    const root = await folder();
    mkdirSync(join(root, '.staging-area'));
    put(root, { '.staging-999999999': 'a file' });
    expect(await write(root, artefacts(after))).toMatchObject({ foreign: ['g/foreign'] });
    expect(snapshot(root)).toMatchObject({ '.staging-area': '/', '.staging-999999999': 'a file' });
  });
});

describe('a reader', () => {
  it('never finds a file missing or cut short', async () => {
    const root = temporary();
    const versions = ['x', 'y'].map((letter) => letter.repeat(200_000));
    const [x = '', y = ''] = versions;
    await write(root, artefacts({ 'a/file': x }));
    const many = Array.from({ length: 40 }, (_, n) => ({ files: { 'a/file': n % 2 === 0 ? y : x, [`b/${n}`]: '' } }));
    const running = spawn(process.execPath, [child, root, '-'], { stdio: ['pipe', 'ignore', 'inherit'] });
    running.stdin.end(JSON.stringify(many));
    let ended = false;
    running.once('exit', () => (ended = true));
    let reads = 0;
    const seen = new Set<string>();
    while (!ended) {
      const content = readFileSync(join(root, 'a/file'), 'utf8');
      expect(versions.includes(content)).toBe(true);
      seen.add(content);
      reads += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(seen.size).toBe(2);
    expect(reads).toBeGreaterThan(10);
  });
});
