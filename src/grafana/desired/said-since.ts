/** What a file of dashboard JSON said at earlier commits. */
import { isObject, type Json } from '../../lint/read/json.ts';
import { unwrap } from '../../lint/read/envelope.ts';
import type { Said, SaidSince } from '../desired.ts';
import { contentOf } from './content.ts';
import { git } from './git.ts';

/** Of the commits that changed a file, how many are read: the newest. */
const mostCommits = 50;
/** What is asked of git about one file, in milliseconds. */
const limitOfOne = 5000;

/** Asks git about one file after the other; not again once that took too long. */
export class CommittedFiles {
  readonly #limit: number;
  #isSlow = false;

  constructor(limit = limitOfOne) {
    this.#limit = limit;
  }

  /**
   * Follows no renaming. Undefined where git, a repository or the commit is missing, where its abbreviation fits several,
   * where git does not trust the repository, or takes too long.
   * @param path of the file in the directory
   * @param since a commit, abbreviated, `+` at its end or not; undefined for all commits
   */
  async saidSince(directory: string, path: string, since: string | undefined): Promise<SaidSince | undefined> {
    // One line each is how git is asked.
    if (this.#isSlow || path.includes('\n')) return undefined;
    const signal = AbortSignal.timeout(this.#limit);
    const said = await read(directory, `./${path}`, since?.replace(/\+$/, ''), signal);
    if (signal.aborted) this.#isSlow = true;
    return said;
  }
}

async function read(
  directory: string,
  path: string,
  since: string | undefined,
  signal: AbortSignal,
): Promise<SaidSince | undefined> {
  const base = since === undefined ? undefined : await wholeName(directory, since, signal);
  if (since !== undefined && base === undefined) return undefined;
  // Also on branches that were merged, and the merges: what came after `since` is what has it among its ancestors.
  const range = base === undefined ? ['HEAD'] : ['--ancestry-path', `${base}..HEAD`];
  const order = ['--timestamp', '--topo-order', '--full-history', `--max-count=${mostCommits}`];
  const listed = await git(directory, signal, ['rev-list', ...order, ...range, '--', path]);
  if (listed.code !== 0) return undefined;
  const commits = [...listed.stdout.toString().matchAll(/^(\d+) ([0-9a-f]{40,64})$/gm)].map(([, at, name = '']) => ({
    at: Number(at),
    name,
  }));
  const names = [...commits.map(({ name }) => name), ...(base === undefined ? [] : [base])];
  const asked = names.map((name) => `${name}:${path}\n`).join('');
  const found = await git(directory, signal, ['cat-file', '--batch'], asked);
  if (found.code !== 0) return undefined;
  const contents = [...filesIn(found.stdout)].map((text) => (text === undefined ? undefined : dashboardIn(text)));
  const later = commits.flatMap(({ at, name }, index): readonly Said[] => {
    const content = contents[index];
    return content === undefined ? [] : [{ commit: name.slice(0, 12), at, content }];
  });
  return { base: contents[commits.length], later };
}

/** Undefined where the abbreviation fits no commit or several; a branch may be called like one, and is none. */
async function wholeName(directory: string, commit: string, signal: AbortSignal): Promise<string | undefined> {
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return undefined;
  const { code, stdout } = await git(directory, signal, ['rev-parse', '--verify', '--quiet', `${commit}^{commit}`]);
  const name = stdout.toString().trim();
  return code === 0 && /^[0-9a-f]{40,64}$/.test(name) && name.startsWith(commit) ? name : undefined;
}

/** The files in what `git cat-file --batch` answers, in the order of the questions; undefined for each that is none. */
function* filesIn(answer: Buffer): Generator<string | undefined> {
  for (let at = 0; at < answer.length;) {
    const end = answer.indexOf('\n', at);
    if (end < 0) return;
    const [, size] = /^[0-9a-f]{40,64} \w+ (\d+)$/.exec(answer.toString('utf8', at, end)) ?? [];
    at = end + 1;
    if (size === undefined) yield undefined;
    else {
      yield answer.toString('utf8', at, at + Number(size));
      at += Number(size) + 1;
    }
  }
}

/** As it would be pushed; undefined where it could not. */
function dashboardIn(text: string): Json | undefined {
  try {
    const model = unwrap(JSON.parse(text.replace(/^\uFEFF/, '')));
    return isObject(model) ? contentOf(model) : undefined;
  } catch {
    return undefined;
  }
}
