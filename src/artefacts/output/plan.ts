import type { Claims } from './artefact.ts';
import type { Step } from './journal.ts';
import type { Tree } from './tree.ts';
import { parents, sorted } from './paths.ts';

/** What a build has to change in the output folder. */
export interface Changes {
  readonly tree: Tree;
  readonly claims: Claims;
  /** Numbers in the staging folder of the files that differ from the output folder or are not there. */
  readonly staged: ReadonlyMap<string, number>;
  /** Numbers in the staging folder for the files to take away. */
  readonly removed: ReadonlyMap<string, number>;
  readonly manifest: readonly Step[];
}

/**
 * The steps in an order that takes files away last, except those that are in the way of a generated one: a file where a
 * folder must be, a folder where a file must be, another spelling of the same name.
 */
export function planSteps({ tree, claims, staged, removed, manifest }: Changes): Step[] {
  const isInTheWay = (path: string): boolean => {
    return [...parents(path), path].some((part) => {
      const claim = claims.at(part);
      return claim !== undefined && (part === path || claim.file || claim.path !== part);
    });
  };
  const isKept = (folder: string): boolean => {
    const claim = claims.at(folder);
    return claim !== undefined && !claim.file && claim.path === folder;
  };
  const removals = (files: readonly [string, number][]): Step[] => [
    ...files.map(([path, number]) => ({ kind: 'remove' as const, number, path })),
    ...foldersOf(files.map(([path]) => path))
      .filter((folder) => !isKept(folder))
      .toReversed()
      .map((path) => ({ kind: 'rmdir' as const, number: 0, path })),
  ];
  const writes = sorted(staged.keys()).map((path) => placement(tree, path, staged.get(path) ?? 0));
  const newFolders = foldersOf(staged.keys()).filter((folder) => tree.get(folder) !== 'folder');
  return [
    ...removals([...removed].filter(([path]) => isInTheWay(path))),
    ...newFolders.map((path) => ({ kind: 'mkdir' as const, number: 0, path })),
    ...writes,
    ...manifest,
    ...removals([...removed].filter(([path]) => !isInTheWay(path))),
  ];
}

/** Moves a staged file to its place. */
export function placement(tree: Tree, path: string, number: number): Step {
  return { kind: tree.get(path) === 'file' ? 'replace' : 'create', number, path };
}

/** All folders above the paths, outermost first. */
function foldersOf(paths: Iterable<string>): string[] {
  return sorted(new Set(Array.from(paths, parents).flat()));
}
