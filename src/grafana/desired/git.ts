/** Runs git to read from a repository that anybody may have made. */
import { execFile } from 'node:child_process';

/** What a hook of git sets, and what would make another repository of the one around the directory. */
const misleading = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_PREFIX']);
/** Of all that one call answers, in bytes: some fifty versions of a large dashboard. */
const mostOutput = 64 * 1024 * 1024;

export interface GitAnswer {
  /** No number where git is not there, was ended, or said too much. */
  readonly code: unknown;
  readonly stdout: Buffer;
}

/**
 * Runs without a shell, and without what the repository's configuration names to be run.
 * @param signal ends it
 * @param input what it reads from standard input
 */
export function git(directory: string, signal: AbortSignal, args: readonly string[], input = ''): Promise<GitAnswer> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !misleading.has(name)));
  const options = {
    cwd: directory,
    encoding: 'buffer',
    // Neither objects that others keep are fetched, nor are some taken for others.
    env: {
      ...env,
      GIT_NO_LAZY_FETCH: '1',
      GIT_ALLOW_PROTOCOL: 'none',
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_LITERAL_PATHSPECS: '1',
    },
    signal,
    killSignal: 'SIGKILL',
    maxBuffer: mostOutput,
    windowsHide: true,
  } as const;
  return new Promise((resolve) => {
    // The configuration of a repository may name programs to run; none is needed here.
    const safe = ['--no-optional-locks', '-c', 'core.fsmonitor=false', ...args];
    const child = execFile('git', safe, options, (error, stdout) =>
      resolve({ code: error === null ? 0 : error.code, stdout }),
    );
    // One that ends early reads no more; its exit code says it.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
