/** Which commit the source of a push is at. */
import { git } from './git.ts';

/**
 * The commit of the repository around a directory: 12 hexadecimal digits, and `+` where files of the source that git
 * knows are changed. Undefined where git, a repository or a commit is missing, where the source is not in it, such as a
 * folder of backups, where git does not trust the repository, or takes too long.
 * @param path of the source in the directory; all of it unless given
 * @param limit how long git may take, in milliseconds
 */
export async function commitOf(directory: string, path = '', limit = 2000): Promise<string | undefined> {
  const signal = AbortSignal.timeout(limit);
  const [found, changes] = await Promise.all([
    git(directory, signal, ['rev-parse', '--quiet', 'HEAD^{commit}', `HEAD:./${path}`]),
    git(directory, signal, ['diff', '--quiet', '--no-ext-diff', '--no-textconv', 'HEAD', '--', `./${path}`]),
  ]);
  const commit = /^([0-9a-f]{12})[0-9a-f]{28,52}\s/.exec(found.stdout.toString())?.[1];
  if (found.code !== 0 || commit === undefined) return undefined;
  if (changes.code !== 0 && changes.code !== 1) return undefined;
  return `${commit}${changes.code === 1 ? '+' : ''}`;
}
