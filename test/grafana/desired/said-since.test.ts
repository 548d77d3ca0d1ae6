/** What a file said at earlier commits: only where git surely knows, and never a failure. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readDesired } from '../../../src/grafana/desired/folder.ts';
import { CommittedFiles } from '../../../src/grafana/desired/said-since.ts';
import type { SaidSince } from '../../../src/grafana/desired.ts';
import { needs } from '../../support/needs.ts';
import { git, gitWith } from '../../support/git.ts';
import { put, temporaryFolder } from '../../support/program.ts';
import { settings } from '../../support/settings.ts';

const start = 1_795_000_000;
const file = 'boards/a.json';

class Repository {
  readonly dir = temporaryFolder();
  #commits = 0;

  constructor() {
    git(this.dir, 'init', '-q', '-b', 'main');
  }

  /** Writes a title into the file and commits it, a minute after the last; its name. */
  says(title: string, path = file): string {
    put(join(this.dir, path), json(title));
    return this.commit(title);
  }

  commit(message: string): string {
    this.#commits += 1;
    git(this.dir, 'add', '-A');
    gitWith({ at: start + 60 * this.#commits }, this.dir, 'commit', '-q', '-m', message);
    return this.head;
  }

  merge(branch: string, ...options: readonly string[]): string {
    this.#commits += 1;
    const at = start + 60 * this.#commits;
    gitWith({ at }, this.dir, 'merge', '-q', '--no-ff', '-m', `merge ${branch}`, ...options, branch);
    return this.head;
  }

  get head(): string {
    return git(this.dir, 'rev-parse', 'HEAD').slice(0, 12);
  }
}

function json(title: string): string {
  return JSON.stringify({ uid: 'a', id: 7, version: 3, title, panels: [] });
}

function saidSince(dir: string, since: string | undefined, path = file): Promise<SaidSince | undefined> {
  return new CommittedFiles().saidSince(dir, path, since);
}

/** The titles that are later, newest first. */
async function later(dir: string, since: string | undefined, path = file): Promise<readonly unknown[] | undefined> {
  return (await saidSince(dir, since, path))?.later.map(({ content }) => content['title']);
}

/** Two commits whose names have the same seven digits at the beginning. */
function alike(dir: string): readonly [string, string] {
  const tree = git(dir, 'rev-parse', 'HEAD^{tree}');
  const seen = new Map<string, string>();
  for (let number = 0; ; number += 1) {
    const who = `A <a@example.org> ${start + number} +0000`;
    const text = `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nx\n`;
    const digits = createHash('sha1').update(`commit ${text.length}\0${text}`).digest('hex').slice(0, 7);
    const other = seen.get(digits);
    if (other !== undefined) return [write(dir, other), write(dir, text)];
    seen.set(digits, text);
  }
}

function write(dir: string, commit: string): string {
  return gitWith({ input: commit }, dir, 'hash-object', '-t', 'commit', '-w', '--stdin');
}

function setEnvironment(name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  onTestFinished(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}

describe('what a file said', () => {
  needs('git');
  it('is told with commit, time and content, newest first', async () => {
    const repository = new Repository();
    const [first, second, third] = [repository.says('1'), repository.says('2'), repository.says('3')];
    const said = (title: string) => ({ uid: 'a', title, panels: [] });
    const [two, three] = [
      { commit: second, at: start + 120, content: said('2') },
      { commit: third, at: start + 180, content: said('3') },
    ];
    const { dir } = repository;
    expect(await saidSince(dir, first)).toEqual({ base: said('1'), later: [three, two] });
    expect(await saidSince(dir, `${second}+`)).toEqual({ base: said('2'), later: [three] });
    expect(await saidSince(dir, third)).toEqual({ base: said('3'), later: [] });
    expect(await later(dir, undefined)).toEqual(['3', '2', '1']);
    expect((await saidSince(dir, undefined))?.base).toBeUndefined();
    expect(await saidSince(join(dir, 'boards'), first, 'a.json')).toEqual(await saidSince(dir, first));
  });

  it('counts where the file changed, and what is committed', async () => {
    const repository = new Repository();
    const first = repository.says('1');
    repository.says('x', 'other.json');
    const second = repository.says('2');
    put(join(repository.dir, file), json('not committed'));
    expect(await later(repository.dir, first)).toEqual(['2']);
    put(join(repository.dir, file), 'no JSON');
    repository.commit('broken');
    put(join(repository.dir, file), '{"elements":{},"layout":{}}');
    repository.commit('no classic dashboard');
    git(repository.dir, 'rm', '-q', file);
    repository.commit('gone');
    repository.says('3');
    expect(await later(repository.dir, first)).toEqual(['3', '2']);
    rmSync(join(repository.dir, file));
    expect(await later(repository.dir, first)).toEqual(['3', '2']);
    expect((await saidSince(repository.dir, second))?.base).toMatchObject({ title: '2' });
  });

  it('is what is in the wrapping of an export, with a mark of the byte order', async () => {
    const repository = new Repository();
    put(join(repository.dir, file), `\uFEFF{"meta":{"folderUid":"f"},"dashboard":${json('wrapped')}}`);
    repository.commit('wrapped');
    expect((await saidSince(repository.dir, undefined))?.later[0]?.content).toEqual({
      uid: 'a',
      title: 'wrapped',
      panels: [],
    });
  });

  it('is known from names with spaces, letters of all kinds, and stars; a line break is not asked for', async () => {
    const repository = new Repository();
    for (const path of ['a board.json', 'Übersicht.json', '*.json', '[ab].json', 'a: b.json', '-n.json']) {
      repository.says(path, path);
      expect(await later(repository.dir, undefined, path)).toEqual([path]);
    }
    expect(await later(repository.dir, undefined, '*.json')).toEqual(['*.json']);
    expect(await later(repository.dir, undefined, '[ab].json')).toEqual(['[ab].json']);
    expect(await saidSince(repository.dir, undefined, 'a\nb.json')).toBeUndefined();
  });

  it('begins anew with a name', async () => {
    const repository = new Repository();
    const first = repository.says('1');
    git(repository.dir, 'mv', file, 'boards/b.json');
    repository.commit('moved');
    const second = repository.says('2', 'boards/b.json');
    expect(await later(repository.dir, first, 'boards/b.json')).toEqual(['2', '1']);
    expect((await saidSince(repository.dir, first, 'boards/b.json'))?.base).toBeUndefined();
    expect((await saidSince(repository.dir, second, 'boards/b.json'))?.later).toEqual([]);
  });

  it('counts on branches that were merged, where it came after the commit', async () => {
    const repository = new Repository();
    const { dir } = repository;
    repository.says('0');
    const first = repository.says('1');
    git(dir, 'switch', '-q', '-c', 'branch');
    repository.says('2');
    repository.says('3');
    git(dir, 'switch', '-q', 'main');
    const unrelated = repository.says('x', 'other.json');
    expect(await later(dir, first)).toEqual([]);
    repository.merge('branch');
    expect(await later(dir, first)).toEqual(expect.arrayContaining(['3', '2']));
    // The branch is older than this; the merge brought what it said last.
    expect(await later(dir, unrelated)).toEqual(['3']);
    repository.says('4');
    expect(await later(dir, unrelated)).toEqual(['4', '3']);
  });

  it('counts what a merge made, and what a branch said that a merge left out', async () => {
    const repository = new Repository();
    const { dir } = repository;
    const first = repository.says('1');
    git(dir, 'switch', '-q', '-c', 'branch');
    repository.says('2');
    git(dir, 'switch', '-q', 'main');
    repository.says('x', 'other.json');
    repository.merge('branch', '-s', 'ours', '--no-commit');
    put(join(dir, file), json('merged'));
    repository.commit('merged');
    expect(await later(dir, first)).toEqual(['merged', '2']);
    git(dir, 'switch', '-q', '-c', 'other', first);
    repository.says('left out');
    git(dir, 'switch', '-q', 'main');
    repository.merge('other', '-s', 'ours');
    expect(await later(dir, first)).toEqual(expect.arrayContaining(['left out', 'merged', '2']));
    expect(await later(dir, undefined)).toEqual(expect.arrayContaining(['left out', 'merged', '2', '1']));
  });

  it('has what came later first, whatever the clocks said', async () => {
    const repository = new Repository();
    const { dir } = repository;
    const first = repository.says('1');
    git(dir, 'switch', '-q', '-c', 'branch');
    const two = repository.says('2');
    git(dir, 'switch', '-q', 'main');
    repository.says('x', 'other.json');
    repository.merge('branch');
    git(dir, 'switch', '-q', 'branch');
    put(join(dir, file), json('3'));
    gitWith({ at: start + 1 }, dir, 'commit', '-q', '-a', '-m', '3');
    const three = repository.head;
    git(dir, 'switch', '-q', 'main');
    repository.merge('branch');
    for (const since of [first, undefined]) {
      const commits = (await saidSince(dir, since))?.later.map(({ commit }) => commit) ?? [];
      // The merges said it as well.
      expect(commits.filter((commit) => commit === two || commit === three)).toEqual([three, two]);
    }
  });

  it('is not known since a commit that is on another branch, or was rebased away', async () => {
    const repository = new Repository();
    const { dir } = repository;
    repository.says('1');
    git(dir, 'switch', '-q', '-c', 'branch');
    const aside = repository.says('aside');
    git(dir, 'switch', '-q', 'main');
    repository.says('2');
    expect((await saidSince(dir, aside))?.later).toEqual([]);
    git(dir, 'branch', '-q', '-D', 'branch');
    expect((await saidSince(dir, aside))?.later).toEqual([]);
    git(dir, 'reflog', 'expire', '--expire=now', '--all');
    git(dir, 'gc', '-q', '--prune=now');
    expect(await saidSince(dir, aside)).toBeUndefined();
  });

  it('is at most that of the fifty newest commits', async () => {
    const repository = new Repository();
    const first = repository.says('0');
    const stream = Array.from({ length: 60 }, (_, index) => {
      const text = json(String(index + 1).padEnd(30_000));
      const from = index === 0 ? `from ${git(repository.dir, 'rev-parse', 'HEAD')}\n` : '';
      const who = `committer A <a@example.org> ${start + 100 + index} +0000`;
      return `commit refs/heads/main\n${who}\ndata 1\nx\n${from}M 100644 inline ${file}\ndata ${text.length}\n${text}\n`;
    });
    gitWith({ input: stream.join('') }, repository.dir, 'fast-import', '--quiet');
    const titles = await later(repository.dir, first);
    expect(titles).toHaveLength(50);
    expect(titles?.map(Number)).toEqual(Array.from({ length: 50 }, (_, index) => 60 - index));
    expect((await saidSince(repository.dir, first))?.base).toMatchObject({ title: '0' });
  });

  it('is known in a worktree, and in a shallow clone as far as that goes', async () => {
    const repository = new Repository();
    const [first, second] = [repository.says('1'), repository.says('2')];
    repository.says('3');
    const [tree, clone] = [join(temporaryFolder(), 'tree'), join(temporaryFolder(), 'clone')];
    git(repository.dir, 'worktree', 'add', '-q', tree, '-b', 'other');
    git(repository.dir, 'clone', '-q', '--depth', '2', `file://${repository.dir}`, clone);
    expect(await later(tree, first)).toEqual(['3', '2']);
    expect(await later(clone, second)).toEqual(['3']);
    expect(await saidSince(clone, first)).toBeUndefined();
  });

  it('is not known where the abbreviation fits several commits, none, or only a name', async () => {
    const repository = new Repository();
    const { dir } = repository;
    const first = repository.says('1');
    repository.says('2');
    git(dir, 'tag', 'abcdef123456', first);
    git(dir, 'branch', 'fedcba654321', first);
    for (const since of ['abcdef123456', 'fedcba654321', '000000000000', first.slice(0, 6), 'HEAD', '', '--all', '+']) {
      expect(await saidSince(dir, since), since).toBeUndefined();
    }
    expect(await later(dir, first.slice(0, 7))).toEqual(['2']);
    // A tag of its own name takes nothing from a commit.
    git(dir, 'tag', first, 'HEAD');
    expect(await saidSince(dir, first)).toBeUndefined();
  });

  it('is not known where two commits begin alike', async () => {
    const repository = new Repository();
    repository.says('1');
    const { dir } = repository;
    const [one, two] = alike(dir);
    const common = [...one].findIndex((digit, index) => digit !== two[index]);
    expect(common).toBeGreaterThanOrEqual(7);
    expect(await saidSince(dir, one.slice(0, common))).toBeUndefined();
    expect(await saidSince(dir, one.slice(0, common + 1))).toBeDefined();
  });

  it('is nothing without a repository, a commit, a folder, and of a file that git does not know', async () => {
    const dir = temporaryFolder();
    setEnvironment('GIT_CEILING_DIRECTORIES', join(dir, '..'));
    expect(await saidSince(dir, undefined)).toBeUndefined();
    git(dir, 'init', '-q');
    expect(await saidSince(dir, undefined)).toBeUndefined();
    expect(await saidSince(join(dir, 'none'), undefined)).toBeUndefined();
    const repository = new Repository();
    const first = repository.says('1');
    put(join(repository.dir, 'new.json'), json('new'));
    expect(await saidSince(repository.dir, first, 'new.json')).toEqual({ base: undefined, later: [] });
    expect(await later(repository.dir, undefined, '../a.json')).toBeUndefined();
  });

  it('is nothing where git does not trust the repository', async () => {
    const repository = new Repository();
    const first = repository.says('1');
    setEnvironment('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(await saidSince(repository.dir, first)).toBeUndefined();
  });

  it('is that of the folder, also within a hook of another repository', async () => {
    const repository = new Repository();
    repository.says('1');
    for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE']) setEnvironment(name, '/nowhere');
    expect(await later(repository.dir, undefined)).toEqual(['1']);
  });

  it('is asked for without running what the repository names, and as it was committed', async () => {
    const repository = new Repository();
    const { dir } = repository;
    const first = repository.says('1');
    repository.says('2');
    const mark = join(dir, 'was-run');
    const named = [
      'core.fsmonitor',
      'core.pager',
      'pager.rev-list',
      'diff.external',
      'diff.json.textconv',
      'filter.json.smudge',
      'filter.json.clean',
      'gpg.program',
      'alias.rev-list',
      'alias.cat-file',
    ];
    for (const key of named) git(dir, 'config', key, `touch ${mark}; cat`);
    git(dir, 'config', 'log.showSignature', 'true');
    put(join(dir, '.gitattributes'), '*.json diff=json filter=json\n');
    git(dir, 'replace', 'HEAD', first);
    expect(await later(dir, first)).toEqual(['2']);
    expect(existsSync(mark)).toBe(false);
  });

  it('does not fetch what a clone left out', async () => {
    const repository = new Repository();
    const { dir } = repository;
    const first = repository.says('1');
    repository.says('2');
    repository.says('3');
    git(dir, 'config', 'uploadpack.allowFilter', 'true');
    const clone = join(temporaryFolder(), 'clone');
    git(dir, 'clone', '-q', '--filter=blob:none', `file://${dir}`, clone);
    const mark = join(clone, 'was-run');
    git(clone, 'config', 'remote.origin.url', `ext::sh -c touch% ${mark}`);
    git(clone, 'config', 'protocol.ext.allow', 'always');
    const titles = await later(clone, first);
    expect(titles === undefined || titles.join() === '3').toBe(true);
    expect(existsSync(mark)).toBe(false);
  });

  it('is asked of the file of each dashboard of a source', async () => {
    const repository = new Repository();
    const first = repository.says('1');
    repository.says('2');
    repository.says('3');
    for (const source of [repository.dir, join(repository.dir, file)]) {
      const { dashboards, saidSince: ask } = await readDesired(source, settings());
      const [dashboard] = dashboards;
      const said = dashboard === undefined ? undefined : await ask?.(dashboard, first);
      expect(said?.later.map(({ content }) => content['title'])).toEqual(['3', '2']);
    }
  });
});

describe('a git', () => {
  function pretend(script: string): string {
    const bin = temporaryFolder();
    writeFileSync(join(bin, 'git'), `#!/bin/sh\necho x >> ${bin}/calls\n${script}\n`, { mode: 0o755 });
    setEnvironment('PATH', `${bin}${delimiter}${process.env['PATH'] ?? ''}`);
    return join(bin, 'calls');
  }

  const name = '7'.repeat(40);

  it('that is not there', async () => {
    setEnvironment('PATH', temporaryFolder());
    expect(await saidSince(process.cwd(), undefined)).toBeUndefined();
  });

  const answer = `printf '${name} blob 15\\n{"panels": [] }\\n'`;

  it.each<[string, readonly unknown[] | undefined]>([
    ['echo nonsense', []],
    ['exit 128', undefined],
    ['kill -9 $$', undefined],
    [`case "$*" in *rev-list*) echo 1 ${name};; *) cat > /dev/null; ${answer};; esac`, [{ panels: [] }]],
    [`case "$*" in *rev-list*) echo 1 ${name};; *) ${answer}; exit 1;; esac`, undefined],
    [`case "$*" in *rev-list*) echo 1 ${name}; exit 1;; *) ${answer};; esac`, undefined],
    [`case "$*" in *rev-list*) echo 1 ${name};; *) echo nonsense; echo 2;; esac`, []],
    [`case "$*" in *rev-list*) echo 1 ${name};; *) printf '${name} blob 9999\\n{"pan';; esac`, []],
    [`case "$*" in *rev-list*) echo 1 ${name};; *) printf '${name} blob 15';; esac`, []],
  ])('that does: %s', async (script, expected) => {
    pretend(script);
    const said = await saidSince(process.cwd(), undefined);
    expect(said?.later.map(({ content }) => content)).toEqual(expected);
  });

  it('that takes too long is not asked again', async () => {
    const calls = pretend('sleep 5');
    const begin = performance.now();
    const files = new CommittedFiles(50);
    expect(await files.saidSince(process.cwd(), file, undefined)).toBeUndefined();
    expect(await files.saidSince(process.cwd(), file, undefined)).toBeUndefined();
    expect(performance.now() - begin).toBeLessThan(4_000);
    expect(readFileSync(calls, 'utf8')).toBe('x\n');
  });
});
