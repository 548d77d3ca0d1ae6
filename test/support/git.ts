/** Repositories of tests. */
import { spawnSync } from 'node:child_process';

const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];

export interface GitOptions {
  /** Unix time of what is committed, in seconds; now unless given. */
  readonly at?: number;
  /** What it reads from standard input. */
  readonly input?: string;
}

/** What git answers; throws what it complains of. */
export function git(cwd: string, ...args: readonly string[]): string {
  return gitWith({}, cwd, ...args);
}

export function gitWith({ at, input }: GitOptions, cwd: string, ...args: readonly string[]): string {
  const time = at === undefined ? {} : { GIT_COMMITTER_DATE: `@${at} +0000`, GIT_AUTHOR_DATE: `@${at} +0000` };
  const env = { ...process.env, ...time };
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8', env, input });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}
