/** Writes the files of a new dashboard: all of them, or none. */
import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commit } from '../artefacts/output/commit.ts';
import { guarded } from '../artefacts/output/errors.ts';
import { placement } from '../artefacts/output/plan.ts';
import { openStaging } from '../artefacts/output/staging.ts';
import { refuseLinks, scan } from '../artefacts/output/tree.ts';
import { unreadable } from '../errors/unreadable.ts';
import { UserError } from '../errors/user-error.ts';

/** The texts of a new dashboard's files. */
export interface NewFiles {
  readonly name: string;
  readonly panels: string;
  readonly dashboard: string;
  /** The registry with the dashboard, made of the registry without it. */
  readonly registry: (before: string) => string;
}

const index = 'index.ts';

/**
 * Stages the files in the folder of the dashboards and renames them into place. It does not wait for anything, so no
 * signal comes between; what a process that was killed left half done, the next one takes back.
 * @param folder the dashboards of the project
 * @throws UserError where a file is there already, the name is in use, or the folder cannot be written
 */
export function writeDashboard(folder: string, { name, panels, dashboard, registry }: NewFiles): void {
  const staging = guarded(folder, '', () => openStaging(folder));
  try {
    refuseTaken(folder, name);
    const changed = registry(read(join(folder, index)));
    const tree = scan(folder);
    const files = [
      [`panels/${name}.ts`, panels],
      [`${name}.ts`, dashboard],
      [index, changed],
    ] as const;
    guarded(folder, '', () => {
      for (const [path] of files) refuseLinks(folder, tree, path);
      const makeFolder = tree.has('panels') ? [] : [{ kind: 'mkdir', number: 0, path: 'panels' } as const];
      commit(folder, staging.folder, [
        ...makeFolder,
        ...files.map(([path, text]) => placement(tree, path, staging.put(text))),
      ]);
    });
  } finally {
    staging.discard();
  }
}

/** Looks at files and registrations as they are written, whatever was compiled when. */
function refuseTaken(folder: string, name: string): void {
  const here = [`${name}.ts`, `panels/${name}.ts`].filter(
    (path) => lstatSync(join(folder, path), { throwIfNoEntry: false }) !== undefined,
  );
  const users = readdirSync(folder).filter(
    (path) => path.endsWith('.ts') && uses(read(join(folder, path)), name) && !here.includes(path),
  );
  if (here.length + users.length === 0) return;
  throw new UserError(`A dashboard "${name}" is there already. Nothing was written.`, {
    details: [
      ...here.map((path) => `dashboards/${path} exists`),
      ...users.map((path) => `dashboards/${path} has the name`),
    ],
    next: existsSync(join(folder, index)) ? 'Choose another name.' : 'Choose another name, and restore the registry.',
  });
}

/** Whether a definition has the name, or the registry the file. */
function uses(text: string, name: string): boolean {
  const code = text.replaceAll(/\/\/.*/g, '');
  return new RegExp(
    `(?:^\\s*name: '${name}'|file: 'dashboards/${name}\\.ts'|import\\('\\./${name}\\.ts'\\))`,
    'm',
  ).test(code);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}
