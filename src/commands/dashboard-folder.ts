/** What commands share that take any folder of dashboards. */
import { stat } from 'node:fs/promises';
import { isMissing, unreadable } from '../errors/unreadable.ts';
import { UserError } from '../errors/user-error.ts';
import { few } from '../text/few.ts';
import { tell } from './tell.ts';

/** Whether a path is that of one file. @throws UserError where it is not there */
export async function isOneFile(target: string): Promise<boolean> {
  if (target === '') throw new UserError('The folder is empty text.', { next: 'Name the folder to judge.' });
  const found = await stat(target).catch((error: unknown) => {
    if (!isMissing(error)) throw unreadable(target, error);
    throw new UserError(`${target} is not there.`, {
      next: 'Name a folder with the JSON of dashboards.',
      cause: error,
    });
  });
  if (found.isDirectory()) return false;
  if (found.isFile()) return true;
  throw new UserError(`${target} is neither a folder nor a file.`, {
    next: 'Name a folder with the JSON of dashboards.',
  });
}

/** How many files of a kind are named; a wrong folder can hold thousands. */
const namedAtMost = 50;

export function namedOf(lines: readonly string[]): readonly string[] {
  return few(lines, namedAtMost, (left) => `and ${left} more`);
}

/** Tells of files that are no dashboards. */
export function tellSkipped(skipped: readonly { readonly file: string; readonly reason: string }[]): void {
  const lines = skipped.map(({ file, reason }) => `skipped: ${file}: ${reason}`);
  for (const line of few(lines, namedAtMost, (left) => `skipped: ${left} more`)) tell(line);
}

/** What to tell of files that are no JSON, or cannot be read; the rest was judged. */
export function brokenFiles(broken: readonly { readonly file: string; readonly reason: string }[]): UserError {
  return new UserError(`${broken.length === 1 ? 'A file' : 'Files'} could not be judged.`, {
    details: namedOf(broken.map(({ file, reason }) => `${file}: ${reason}`)),
    next: 'Mend or remove what is named above; the rest was judged.',
  });
}

export function noDashboardIn(target: string | undefined): UserError {
  return new UserError(`There is no dashboard in ${target ?? 'the project'}.`, {
    next: 'Name a folder with the JSON of dashboards, or one such file.',
  });
}
