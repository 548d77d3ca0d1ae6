import { existsSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors/user-error.ts';
import { codeOf } from '../../errors/code-of.ts';
import { pathFault } from './paths.ts';

/**
 * One change to the output folder. `number` names its files in the staging folder: `new-<number>` waits to be moved in,
 * `old-<number>` is what stood there before.
 */
export interface Step {
  readonly kind: Kind;
  readonly number: number;
  readonly path: string;
}

type Kind = (typeof kinds)[number];

const kinds = ['mkdir', 'create', 'replace', 'remove', 'rmdir'] as const;
const name = 'journal';

/** Written at once by a rename: while it is there, a commit is under way or broke off; without it, none has begun. */
export function writeJournal(staging: string, steps: readonly Step[]): void {
  const draft = join(staging, 'journal-draft');
  writeFileSync(draft, steps.map(({ kind, number, path }) => `${kind} ${number} ${path}\n`).join(''));
  renameSync(draft, join(staging, name));
}

export function hasJournal(staging: string): boolean {
  return existsSync(join(staging, name));
}

/** The steps of a commit that was begun and not ended, or undefined. */
export function readJournal(staging: string): Step[] | undefined {
  const file = join(staging, name);
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => parseStep(line, file));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Ends a commit: from here on the staging folder is of no more use. */
export function removeJournal(staging: string): void {
  unlinkSync(join(staging, name));
}

function parseStep(line: string, file: string): Step {
  const [, word, number, path] = /^([a-z]+) (\d+) (.+)$/s.exec(line) ?? [];
  const kind = kinds.find((candidate) => candidate === word);
  if (kind === undefined || path === undefined || pathFault(path) !== undefined) {
    throw new UserError(`${file}: a build broke off, and its journal cannot be read`, {
      details: [line],
      next: 'Restore the output folder with git, delete that staging folder and build again.',
    });
  }
  return { kind, number: Number(number), path };
}
