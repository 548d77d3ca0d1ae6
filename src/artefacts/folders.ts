import type { Folder, RegistryEntry } from '../dashboard/registry.ts';
import { UserError } from '../errors/user-error.ts';

/**
 * The folders of a registry, each once.
 * @throws UserError where two folders share a directory, a uid or a title, and would become one in Grafana
 */
export function foldersOf(registry: readonly RegistryEntry[]): readonly Folder[] {
  const folders: Folder[] = [];
  for (const { folder, file } of registry) {
    const twin = folders.find((other) => shared(other, folder).length > 0);
    if (twin === undefined) {
      folders.push(folder);
    } else if (shared(twin, folder).length < 3) {
      throw new UserError(`Two folders have the same ${shared(twin, folder).join(' and ')}.`, {
        details: [`${describe(twin)}`, `${describe(folder)}, of ${file}`],
        next: 'Let both dashboards use one folder, or make the folders differ in directory, uid and title.',
      });
    }
  }
  return folders;
}

function shared(a: Folder, b: Folder): readonly string[] {
  return (['directory', 'uid', 'title'] as const).filter((key) => a[key] === b[key]);
}

function describe({ directory, uid, title }: Folder): string {
  return `"${title}" (directory ${directory}, uid ${uid})`;
}
