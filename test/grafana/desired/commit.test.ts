/** The commit of a source: only where git knows one, and never a failure. */
import { spawnSync } from 'node:child_process';
import { realpathSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commitOf } from '../../../src/grafana/desired/commit.ts';
import { needs } from '../../support/needs.ts';
import { git } from '../../support/git.ts';
import { put, temporaryFolder } from '../../support/program.ts';

/** A repository with a commit of two files. */
function repository(): { readonly dir: string; readonly commit: string } {
  const dir = temporaryFolder();
  git(dir, 'init', '-q');
  put(join(dir, 'boards', 'a.json'), '{}');
  put(join(dir, 'other.txt'), 'x');
  git(dir, 'add', '.');
  git(dir, 'commit', '-q', '-m', 'first');
  return { dir, commit: git(dir, 'rev-parse', 'HEAD').slice(0, 12) };
}

/** For one test. */
function setEnvironment(name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  onTestFinished(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}

describe('the commit', () => {
  needs('git');
  it('has a mark where a file of the source is changed, and only there', async () => {
    const { dir, commit } = repository();
    const boards = join(dir, 'boards');
    expect(await commitOf(boards)).toBe(commit);
    put(join(boards, 'new.json'), '{}');
    put(join(dir, 'other.txt'), 'changed');
    expect(await commitOf(boards)).toBe(commit);
    expect(await commitOf(dir)).toBe(`${commit}+`);
    expect(await commitOf(dir, 'boards')).toBe(commit);
    put(join(boards, 'a.json'), '{"title":1}');
    expect(await commitOf(boards)).toBe(`${commit}+`);
    expect(await commitOf(boards, 'a.json')).toBe(`${commit}+`);
    git(dir, 'add', '.');
    expect(await commitOf(boards)).toBe(`${commit}+`);
  });

  it('is known in a worktree and in a shallow clone', async () => {
    const { dir, commit } = repository();
    const [tree, clone] = [join(temporaryFolder(), 'tree'), join(temporaryFolder(), 'clone')];
    git(dir, 'worktree', 'add', '-q', tree, '-b', 'other');
    git(dir, 'clone', '-q', '--depth', '1', `file://${dir}`, clone);
    expect(await commitOf(join(tree, 'boards'))).toBe(commit);
    expect(await commitOf(clone)).toBe(commit);
  });

  it('is unknown without a repository, a commit, or a folder', async () => {
    const dir = temporaryFolder();
    setEnvironment('GIT_CEILING_DIRECTORIES', realpathSync(join(dir, '..')));
    expect(await commitOf(dir)).toBeUndefined();
    git(dir, 'init', '-q');
    expect(await commitOf(dir)).toBeUndefined();
    expect(await commitOf(join(dir, 'none'))).toBeUndefined();
  });

  it('is not that of a source which it does not hold', async () => {
    const { dir } = repository();
    put(join(dir, 'backups', 'a.json'), '{}');
    put(join(dir, 'boards', 'new.json'), '{}');
    expect(await commitOf(join(dir, 'backups'))).toBeUndefined();
    expect(await commitOf(dir, 'backups')).toBeUndefined();
    expect(await commitOf(join(dir, 'boards'), 'new.json')).toBeUndefined();
    git(dir, 'add', '.');
    expect(await commitOf(join(dir, 'backups'))).toBeUndefined();
  });

  it('is that of the folder, also within a hook of another repository', async () => {
    const { dir, commit } = repository();
    setEnvironment('GIT_DIR', '/nowhere');
    setEnvironment('GIT_WORK_TREE', '/nowhere');
    setEnvironment('GIT_INDEX_FILE', '/nowhere/index');
    expect(await commitOf(dir)).toBe(commit);
  });

  it('is unknown where git does not trust the repository', async () => {
    const { dir } = repository();
    setEnvironment('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(await commitOf(dir)).toBeUndefined();
  });

  it('is asked for without running what the repository names', async () => {
    const { dir, commit } = repository();
    const mark = join(dir, 'was-run');
    git(dir, 'config', 'core.fsmonitor', `touch ${mark}; false`);
    git(dir, 'config', 'diff.external', `touch ${mark}; false`);
    put(join(dir, 'boards', 'a.json'), 'changed');
    expect(await commitOf(dir)).toBe(`${commit}+`);
    expect(spawnSync('test', ['-e', mark]).status).toBe(1);
  });
});

describe('a git', () => {
  function pretend(script: string): void {
    const bin = temporaryFolder();
    writeFileSync(join(bin, 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    setEnvironment('PATH', `${bin}${delimiter}${process.env['PATH'] ?? ''}`);
  }

  it('that is not there', async () => {
    setEnvironment('PATH', temporaryFolder());
    expect(await commitOf(process.cwd())).toBeUndefined();
  });

  it.each(['echo nonsense', 'exit 128', `printf '%041d' 7; exit 1`, 'kill -9 $$'])('that does: %s', async (script) => {
    pretend(script);
    expect(await commitOf(process.cwd())).toBeUndefined();
  });

  it('that takes too long, with a program of its own that goes on', async () => {
    pretend('sleep 5');
    const start = performance.now();
    expect(await commitOf(process.cwd(), '', 50)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  it('that cannot say what is changed', async () => {
    pretend(`case "$*" in *rev-parse*) printf '%040d' 7;; *) exit 129;; esac`);
    expect(await commitOf(process.cwd())).toBeUndefined();
  });
});
