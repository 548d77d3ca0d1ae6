import { join } from 'node:path';
import { UserError } from '../../errors/user-error.ts';
import type { Found } from './manifest.ts';
import { manifestName, parents } from './paths.ts';

/** A lost manifest makes every file foreign; nobody wants to read them all. */
const shown = 10;

/**
 * Throws if something that no build wrote stands where a file of this build must go.
 *
 * @param files paths of the files that differ from the output folder or are not there
 * @param removed paths of the files that the build takes away, so that they are in nobody's way
 */
export function refuseObstacles(
  root: string,
  found: Found,
  files: readonly string[],
  removed: ReadonlySet<string>,
): void {
  const obstacles = new Set(files.flatMap((path) => obstaclesTo(path, found, removed)));
  if (obstacles.size === 0) return;
  const [first = ''] = obstacles;
  const others = obstacles.size === 1 ? '' : ` and ${obstacles.size - 1} more`;
  const list = join(root, manifestName);
  throw new UserError(`${join(root, first)}${others}: in the way of generated files, and not from a build`, {
    details: [
      ...[...obstacles].slice(0, shown).map((path) => join(root, path)),
      ...(obstacles.size > shown ? [`… and ${obstacles.size - shown} more`] : []),
    ],
    next:
      `If ${manifestName} was lost, restore it (git checkout -- ${list}) and build again; ` +
      'otherwise move what is in the way to another place, or delete it.',
  });
}

function obstaclesTo(path: string, { tree, listed }: Found, removed: ReadonlySet<string>): string[] {
  const inTheWay = parents(path).filter((folder) => tree.get(folder) === 'file' && !removed.has(folder));
  const kind = tree.get(path);
  if (kind === 'file' && !listed.has(path)) return [path];
  if (kind !== 'folder') return inTheWay;
  const below = [...tree].filter(([other]) => other.startsWith(`${path}/`));
  const staying = below.filter(([other, what]) => what !== 'folder' && !removed.has(other)).map(([other]) => other);
  // An empty folder is no leftover of a build either.
  return below.some(([other]) => removed.has(other)) ? staying : [path];
}
