/** Folders of dashboards: those that the registry names, as the settings define them. */
import { chainOf } from '../config/folders.ts';
import type { Folder, Settings } from '../config/settings.ts';
import type { RegistryEntry } from '../dashboard/registry.ts';
import { UserError } from '../errors/user-error.ts';
import { didYouMean, nearest } from '../text/nearest.ts';

/**
 * The folders of a registry, each once.
 * @throws UserError where one is not defined, where the configuration has one without dashboards, or where two share a
 * uid or a title, and would become one in Grafana
 */
export function foldersOf(registry: readonly RegistryEntry[], defined: Settings['folders']): readonly Folder[] {
  const folders: Folder[] = [];
  for (const entry of registry) {
    const folder = folderOf(entry, defined);
    if (folders.includes(folder)) continue;
    const twin = folders.find((other) => shared(other, folder).length > 0);
    if (twin !== undefined) {
      throw new UserError(`Two folders have the same ${shared(twin, folder).join(' and ')}.`, {
        details: [`${describe(twin)}`, `${describe(folder)}, of ${entry.file}`],
        next: 'Let both dashboards use one folder, or make the folders differ in uid and title.',
      });
    }
    folders.push(folder);
  }
  refuseUnused(folders, defined);
  return folders;
}

/**
 * The folder that an entry of the registry names.
 * @throws UserError where it is not defined
 */
export function folderOf({ file, folder: directory }: RegistryEntry, defined: Settings['folders']): Folder {
  const folder = defined.get(directory);
  if (folder !== undefined) return folder;
  const known = [...defined.keys()];
  throw new UserError(`${file} is in the folder "${directory}", which is not defined${hint(directory, known)}`, {
    details: [`defined: ${known.join(', ')}`],
    next: `Write into dashboards.config.yaml: folders: { ${directory}: { title: ${directory}, uid: ${directory} } }, or name another folder in dashboards/index.ts.`,
  });
}

/** A folder that somebody wrote down and nothing is in, no folder either, is most likely misspelt. */
function refuseUnused(named: readonly Folder[], defined: Settings['folders']): void {
  const used = new Set(named.flatMap((folder) => chainOf(folder, defined)));
  const unused = [...defined.values()].filter((folder) => folder.definedAt !== undefined && !used.has(folder));
  if (unused.length === 0) return;
  const names = named.map(({ directory }) => directory);
  throw new UserError('The configuration has folders that no dashboard is in.', {
    details: unused.map(({ definedAt, directory }) => `${definedAt}: folders.${directory}${hint(directory, names)}`),
    next: 'Remove them, or name them in the entries of dashboards/index.ts.',
  });
}

function hint(wrong: string, candidates: readonly string[]): string {
  return didYouMean(nearest(wrong, candidates));
}

function shared(a: Folder, b: Folder): readonly string[] {
  return (['uid', 'title'] as const).filter((key) => a[key] === b[key]);
}

function describe({ directory, title, uid }: Folder): string {
  return `"${title}" (directory ${directory}, uid ${uid})`;
}
