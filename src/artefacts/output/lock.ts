import { lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../../errors/user-error.ts';
import { codeOf } from '../../errors/code-of.ts';
import { stagingPrefix } from './paths.ts';

/** Nobody builds this long: by then the process number belongs to another program. */
const oldAfterMs = 60 * 60 * 1000;

/** How often to look whether a build that started in the same instant gives way: some milliseconds in all. */
const looks = 200;

interface Other {
  readonly folder: string;
  readonly pid: number;
  readonly touchedMs: number;
}

/**
 * The staging folder is the lock: who has made his own and sees no other of a live process may build. Of two that
 * start in the same instant the one with the lower process number goes on, when the other has given way.
 * Returns the staging folders that dead builds left behind.
 */
export function claim(root: string, own: string): string[] {
  for (let look = 1; ; look += 1) {
    const others = stagings(root).filter(({ folder }) => basename(folder) !== basename(own));
    const left = others.filter(isLeftBehind);
    const rival = others.find((other) => !left.includes(other));
    if (rival === undefined) return left.map(({ folder }) => folder);
    if (rival.pid > process.pid && look < looks) continue;
    throw new UserError(`Another build is writing to ${root}: process ${rival.pid}`, {
      next:
        `Wait until it has ended and build again. If process ${rival.pid} is no build (ps -p ${rival.pid}), ` +
        `restore ${root} with git and delete ${rival.folder}.`,
    });
  }
}

function stagings(root: string): Other[] {
  return readdirSync(root)
    .filter((name) => name.startsWith(stagingPrefix))
    .flatMap((name) => {
      const pid = /^([1-9]\d*)(?:-|$)/.exec(name.slice(stagingPrefix.length))?.[1];
      const folder = join(root, name);
      const stats = lstatSync(folder, { throwIfNoEntry: false });
      if (pid === undefined || stats?.isDirectory() !== true) return [];
      return [{ folder, pid: Number(pid), touchedMs: stats.mtimeMs }];
    });
}

function isLeftBehind({ pid, touchedMs }: Other): boolean {
  if (touchedMs < Date.now() - oldAfterMs || !isAlive(pid)) return true;
  // In containers each build may have the same number: what is older than this process is an earlier one's.
  return pid === process.pid && touchedMs < Date.now() - process.uptime() * 1000;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
