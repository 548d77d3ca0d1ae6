/** Writes an imported module: alone to a file, or into the catalogue together with the lists that name it. */
import { linkSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { commit } from '../../artefacts/output/commit.ts';
import { guarded } from '../../artefacts/output/errors.ts';
import { placement } from '../../artefacts/output/plan.ts';
import { openStaging } from '../../artefacts/output/staging.ts';
import { refuseLinks, scan } from '../../artefacts/output/tree.ts';
import { codeOf } from '../../errors/code-of.ts';
import { unreadable } from '../../errors/unreadable.ts';
import { UserError } from '../../errors/user-error.ts';
import { makeFolder } from '../../text/make-folder.ts';
import { fileOf } from './name.ts';
import { importedFile, importedIn, jobsFile, withJob, withService } from './registered.ts';

export interface NewService {
  readonly name: string;
  readonly job: string;
  readonly text: string;
}

/**
 * Adds the service to the catalogue in `folder` (src/metrics): its module and its lines in the two lists, all or none.
 * @returns the files that changed, without the folder
 * @throws UserError where its file is there already: that of an imported service needs `force`, another is never touched
 */
export function addToCatalogue(folder: string, { name, job, text }: NewService, force: boolean): readonly string[] {
  const staging = guarded(folder, '', () => openStaging(folder));
  try {
    const imported = read(join(folder, importedFile));
    const jobs = read(join(folder, jobsFile));
    const file = fileOf(name);
    refuseTaken(folder, file, importedIn(imported).includes(name), force);
    const tree = scan(folder);
    const lists = [
      [importedFile, withService(imported, name), imported],
      [jobsFile, withJob(jobs, job), jobs],
    ] as const;
    const files = [[file, text] as const, ...lists.filter(([, after, before]) => after !== before)];
    guarded(folder, '', () => {
      for (const [path] of files) refuseLinks(folder, tree, path);
      commit(
        folder,
        staging.folder,
        files.map(([path, content]) => placement(tree, path, staging.put(content))),
      );
    });
    return files.map(([path]) => path);
  } finally {
    staging.discard();
  }
}

function refuseTaken(folder: string, file: string, isImported: boolean, force: boolean): void {
  const isThere = lstatSync(join(folder, file), { throwIfNoEntry: false }) !== undefined;
  if (!isThere || (isImported && force)) return;
  throw new UserError(`src/metrics/${file} is there already. Nothing was written.`, {
    next: isImported ? 'Write it anew with --force.' : 'Choose another name: that file is no imported one.',
  });
}

/**
 * Writes the text to a file, whole or not at all.
 * @throws UserError where it is there already, unless `force`; or cannot be written
 */
export function writeFile(path: string, text: string, force: boolean): void {
  const staged = join(dirname(path), `.${basename(path)}.${process.pid}`);
  guarded(dirname(path), basename(path), () => {
    makeFolder(dirname(path));
    try {
      writeFileSync(staged, text, { flag: 'wx' });
      if (force) renameSync(staged, path);
      // A link is refused where the name is taken, so that nothing comes between looking and writing.
      else linkSync(staged, path);
    } catch (error) {
      throw codeOf(error) === 'EEXIST' ? isThere(path, error) : error;
    } finally {
      rmSync(staged, { force: true });
    }
  });
}

function isThere(path: string, cause: unknown): UserError {
  return new UserError(`${path} is there already. Nothing was written.`, {
    next: 'Write it anew with --force.',
    cause,
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}
