import { join } from 'node:path';
import { Claims, type Artefact } from './artefact.ts';
import { Comparison, digest } from './bytes.ts';
import { commit } from './commit.ts';
import { findDropped, findForeign } from './dropped.ts';
import { guarded, interrupted } from './errors.ts';
import type { Step } from './journal.ts';
import { look, printManifest, type Found } from './manifest.ts';
import { refuseObstacles } from './obstacles.ts';
import { manifestName, sorted } from './paths.ts';
import { placement, planSteps } from './plan.ts';
import { interruptible, type RunOptions } from './source.ts';
import { openStaging, type Staging } from './staging.ts';
import { refuseLinks } from './tree.ts';

/** What a build did; all paths are relative to the output folder and sorted. */
export interface WriteReport {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  /** No longer generated, but changed by hand, so left where they are; foreign from the next build on. */
  readonly edited: readonly string[];
  /** Not from a build, and left alone. */
  readonly foreign: readonly string[];
  readonly unchanged: number;
}

/**
 * Makes the output folder hold exactly the artefacts, besides files that no build wrote: all of them, or if anything
 * fails, none. Content is kept on disk only until then, so memory does not grow with the number of files.
 *
 * @throws {UserError} for paths that cannot be, files in the way, no space, no permission, another build, an abort
 * @throws what the source of the artefacts throws, unchanged
 */
export async function write(
  root: string,
  artefacts: AsyncIterable<Artefact> | Iterable<Artefact>,
  { signal }: RunOptions = {},
): Promise<WriteReport> {
  const staging = guarded(root, '', () => openStaging(root));
  try {
    const found = guarded(root, '', () => look(root));
    const disk = new Comparison();
    const claims = new Claims();
    const hashes = new Map<string, string>();
    const staged = new Map<string, number>();
    for await (const { path, content } of interruptible(artefacts, signal, () => interrupted(root))) {
      claims.add(path);
      refuseLinks(root, found.tree, path);
      hashes.set(path, digest(content));
      guarded(root, path, () => {
        if (found.tree.get(path) === 'file' && disk.same(join(root, path), content)) return;
        staged.set(path, staging.put(content));
      });
    }
    const { removed, edited } = guarded(root, '', () => findDropped(root, found, hashes));
    refuseObstacles(root, found, sorted(staged.keys()), new Set(removed));
    const manifest = guarded(root, manifestName, () => stageManifest(found, staging, printManifest(hashes)));
    const numbers = new Map(removed.map((path) => [path, staging.reserve()]));
    const steps = planSteps({ tree: found.tree, claims, staged, removed: numbers, manifest });
    if (steps.length > 0) commit(root, staging.folder, steps);
    return {
      created: sorted(staged.keys()).filter((path) => found.tree.get(path) !== 'file'),
      updated: sorted(staged.keys()).filter((path) => found.tree.get(path) === 'file'),
      removed,
      edited,
      foreign: findForeign(found, hashes),
      unchanged: hashes.size - staged.size,
    };
  } finally {
    staging.discard();
  }
}

function stageManifest(found: Found, staging: Staging, text: string | undefined): Step[] {
  if (text === found.manifest) return [];
  if (text === undefined) return [{ kind: 'remove', number: staging.reserve(), path: manifestName }];
  return [placement(found.tree, manifestName, staging.put(text))];
}
