/** What a path in the output folder may look like, and the two names that are not for generated files. */

/** Lists the generated files with their hashes; verify it with `sha256sum --check generated.sha256`. */
export const manifestName = 'generated.sha256';

/** Where a build keeps files until all of them are there. At the root, because Grafana reads only below `grafana/`. */
export const stagingPrefix = '.staging-';

/** Says what is wrong with a path, or nothing. Backslashes and control characters: sha256sum would escape them. */
export function pathFault(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.startsWith('/')) return 'is absolute';
  if (/[\p{Cc}\p{Cs}\\]/u.test(path)) return 'has a backslash, a control character or half a character';
  const segments = path.split('/');
  if (segments.includes('')) return 'has an empty segment';
  if (segments.includes('.') || segments.includes('..')) return "has a segment '.' or '..'";
  return undefined;
}

/** Says why no generated file may have this path, or nothing. */
export function reservedFault(path: string): string | undefined {
  const folded = fold(path);
  if (folded === manifestName || folded.startsWith(`${manifestName}/`)) return 'is the list of generated files';
  return folded.startsWith(stagingPrefix) ? 'is where builds keep their unfinished files' : undefined;
}

/** Paths that macOS takes for the same file fold to the same text. */
export function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** The folders above a path, outermost first: `a` and `a/b` for `a/b/c`. */
export function parents(path: string): string[] {
  const found: string[] = [];
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) found.push(path.slice(0, end));
  return found;
}

/** Sorted by bytes, as `LC_ALL=C sort` does, so that the order is the same on every machine. */
export function sorted(paths: Iterable<string>): string[] {
  return Array.from(paths, (path) => Buffer.from(path))
    .sort(Buffer.compare)
    .map((bytes) => bytes.toString());
}
