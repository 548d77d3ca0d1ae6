import { existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { undo } from './commit.ts';
import { hasJournal, readJournal } from './journal.ts';
import { claim } from './lock.ts';
import { stagingPrefix } from './paths.ts';
import { refuseLinks, scan } from './tree.ts';

/** A folder inside the output folder, so on the same file system, where new files wait for the commit. */
export class Staging {
  readonly folder: string;
  readonly #made: readonly string[];
  #count = 0;

  constructor(folder: string, made: readonly string[]) {
    this.folder = folder;
    this.#made = made;
  }

  /** A number that no other file has. */
  reserve(): number {
    this.#count += 1;
    return this.#count;
  }

  /** Keeps the text as `new-<number>` and returns the number. */
  put(content: string): number {
    const number = this.reserve();
    writeFileSync(join(this.folder, `new-${number}`), content);
    return number;
  }

  /**
   * Deletes it, unless a commit could neither be ended nor be taken back: the next build needs it then. A failure is
   * of no account, since the next build deletes what is left.
   */
  discard(): void {
    if (hasJournal(this.folder)) return;
    quietly(() => rmSync(this.folder, { recursive: true, force: true }));
    // Not empty, unless nothing was written.
    for (const folder of this.#made.toReversed()) quietly(() => rmdirSync(folder));
  }
}

/** Makes the staging folder, and the output folder if need be; puts right what builds that were killed left behind. */
export function openStaging(root: string): Staging {
  const made: string[] = [];
  let staging: Staging | undefined;
  try {
    for (const folder of missingFolders(root)) {
      mkdirSync(folder);
      made.push(folder);
    }
    staging = new Staging(mkdtempSync(join(root, `${stagingPrefix}${process.pid}-`)), made);
    for (const left of claim(root, staging.folder)) recover(root, left);
    return staging;
  } catch (error) {
    if (staging === undefined) for (const folder of made.toReversed()) quietly(() => rmdirSync(folder));
    else staging.discard();
    throw error;
  }
}

/** Puts the output folder back as it was before a commit that was killed. */
function recover(root: string, left: string): void {
  const steps = readJournal(left);
  if (steps !== undefined) {
    const tree = scan(root);
    for (const { path } of steps) refuseLinks(root, tree, path);
    undo(root, left, steps, undefined);
  }
  rmSync(left, { recursive: true, force: true });
}

function missingFolders(root: string): string[] {
  const missing: string[] = [];
  for (let folder = resolve(root); !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
  return missing;
}

function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // See discard.
  }
}
