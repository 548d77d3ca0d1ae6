import { copyFileSync, existsSync, linkSync, lstatSync, mkdirSync, renameSync, rmdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors/user-error.ts';
import { codeOf } from '../../errors/code-of.ts';
import { tolerating } from './errors.ts';
import type { Step } from './journal.ts';

/** Codes of file systems without hard links, and of files that may not have one. */
const noLink = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

/** Takes a step. A file that goes on existing is never missing: a rename puts the new version in its place. */
export function apply(root: string, staging: string, step: Step): void {
  const { target, fresh, old } = filesOf(root, staging, step);
  switch (step.kind) {
    case 'mkdir':
      mkdirSync(target);
      break;
    case 'create':
      refuseOccupied(target);
      renameSync(fresh, target);
      break;
    case 'replace':
      keep(target, old);
      renameSync(fresh, target);
      break;
    case 'remove':
      renameSync(target, old);
      break;
    case 'rmdir':
      // Something else lies in it, or it is gone already.
      tolerating(['ENOTEMPTY', 'EEXIST', 'ENOENT'], () => rmdirSync(target));
      break;
  }
}

/** Takes a step back, if it was taken at all. */
export function revert(root: string, staging: string, step: Step): void {
  const { target, fresh, old } = filesOf(root, staging, step);
  switch (step.kind) {
    case 'mkdir':
      tolerating(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'], () => rmdirSync(target));
      break;
    case 'create':
      if (!existsSync(fresh)) tolerating(['ENOENT', 'ENOTDIR'], () => renameSync(target, fresh));
      break;
    case 'replace':
      if (!existsSync(fresh) && existsSync(old)) renameSync(old, target);
      break;
    case 'remove':
      // If a person has put a file there since, it stays.
      if (existsSync(old) && !isThere(target)) renameSync(old, target);
      break;
    case 'rmdir':
      tolerating(['EEXIST'], () => mkdirSync(target));
      break;
  }
}

function filesOf(root: string, staging: string, { number, path }: Step): Record<'target' | 'fresh' | 'old', string> {
  return { target: join(root, path), fresh: join(staging, `new-${number}`), old: join(staging, `old-${number}`) };
}

/** A second name for the old version costs no space; where there are no hard links, a copy does. */
function keep(target: string, old: string): void {
  try {
    linkSync(target, old);
  } catch (error) {
    if (!noLink.has(codeOf(error) ?? '')) throw error;
    const { atimeMs, mtimeMs } = lstatSync(target);
    copyFileSync(target, `${old}-draft`);
    utimesSync(`${old}-draft`, atimeMs / 1000, mtimeMs / 1000);
    renameSync(`${old}-draft`, old);
  }
}

/** The folder was scanned when the build began: a file that has come since is not ours to replace. */
function refuseOccupied(target: string): void {
  if (!isThere(target)) return;
  throw new UserError(`${target} is in the way of a generated file, and no build wrote it`, {
    details: ['it appeared during the build, or its name differs from the generated one only in upper and lower case'],
    next: `Move ${target} away and build again.`,
  });
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
