/** Which commit the source of a push is at. */
import { execFile } from 'node:child_process';

/** What a hook of git sets, and what would make another repository of the one around the directory. */
const misleading = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_PREFIX']);

/**
 * The commit of the repository around a directory: 12 hexadecimal digits, and `+` where files of the source that git
 * knows are changed. Undefined where git, a repository or a commit is missing, where the source is not in it, such as a
 * folder of backups, where git does not trust the repository, or takes too long.
 * @param path of the source in the directory; all of it unless given
 * @param limit how long git may take, in milliseconds
 */
export async function commitOf(directory: string, path = '', limit = 2000): Promise<string | undefined> {
  const [found, changes] = await Promise.all([
    git(directory, limit, ['rev-parse', '--quiet', 'HEAD^{commit}', `HEAD:./${path}`]),
    git(directory, limit, ['diff', '--quiet', '--no-ext-diff', '--no-textconv', 'HEAD', '--', `./${path}`]),
  ]);
  if (found.code !== 0 || !/^[0-9a-f]{40,64}\s/.test(found.stdout)) return undefined;
  if (changes.code !== 0 && changes.code !== 1) return undefined;
  return `${found.stdout.slice(0, 12)}${changes.code === 1 ? '+' : ''}`;
}

/** Runs without a shell; `code` is no number where git is not there or was ended. */
function git(
  directory: string,
  limit: number,
  args: readonly string[],
): Promise<{ readonly code: unknown; readonly stdout: string }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !misleading.has(name)));
  const options = {
    cwd: directory,
    encoding: 'utf8',
    env: { ...env, GIT_NO_LAZY_FETCH: '1', GIT_LITERAL_PATHSPECS: '1' },
    timeout: limit,
    killSignal: 'SIGKILL',
    windowsHide: true,
  } as const;
  return new Promise((resolve) => {
    // The configuration of a repository may name programs to run; none is needed here.
    const safe = ['--no-optional-locks', '-c', 'core.fsmonitor=false', ...args];
    execFile('git', safe, options, (error, stdout) => resolve({ code: error === null ? 0 : error.code, stdout }));
  });
}
