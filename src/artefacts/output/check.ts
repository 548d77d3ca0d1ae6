import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Claims, type Artefact } from './artefact.ts';
import { Comparison, digest } from './bytes.ts';
import { findForeign } from './dropped.ts';
import { guarded, interrupted } from './errors.ts';
import { look, printManifest, type Found } from './manifest.ts';
import { manifestName, sorted } from './paths.ts';
import { interruptible, type RunOptions } from './source.ts';
import { refuseLinks } from './tree.ts';

/** How the output folder differs from what a build would write; all paths are relative to it and sorted. */
export interface CheckReport {
  /** A build would change their content. The manifest is among them if only the manifest is out of date. */
  readonly stale: readonly string[];
  readonly missing: readonly string[];
  /** Of an earlier build and no longer generated. */
  readonly extra: readonly string[];
  /** Not from a build, which would leave it alone. */
  readonly foreign: readonly string[];
  readonly unchanged: number;
}

/**
 * Compares the output folder with the artefacts and writes nothing, not even for a moment.
 *
 * @throws {UserError} for paths that cannot be, a manifest that cannot be read, no permission, an abort
 * @throws what the source of the artefacts throws, unchanged
 */
export async function check(
  root: string,
  artefacts: AsyncIterable<Artefact> | Iterable<Artefact>,
  { signal }: RunOptions = {},
): Promise<CheckReport> {
  const found = guarded(root, '', () => (isMissing(root) ? nothing() : look(root)));
  const disk = new Comparison();
  const claims = new Claims();
  const hashes = new Map<string, string>();
  const stale: string[] = [];
  const missing: string[] = [];
  for await (const { path, content } of interruptible(artefacts, signal, () => interrupted(root))) {
    claims.add(path);
    refuseLinks(root, found.tree, path);
    hashes.set(path, digest(content));
    if (found.tree.get(path) !== 'file') missing.push(path);
    else if (!guarded(root, path, () => disk.same(join(root, path), content))) stale.push(path);
  }
  const unchanged = hashes.size - stale.length - missing.length;
  const extra = [...found.listed.keys()].filter((path) => !hashes.has(path) && isThere(found, path));
  const manifest = printManifest(hashes);
  if (manifest !== found.manifest) {
    (manifest === undefined ? extra : found.manifest === undefined ? missing : stale).push(manifestName);
  }
  return {
    stale: sorted(stale),
    missing: sorted(missing),
    extra: sorted(extra),
    foreign: findForeign(found, hashes),
    unchanged,
  };
}

function isMissing(root: string): boolean {
  return statSync(root, { throwIfNoEntry: false }) === undefined;
}

function nothing(): Found {
  return { tree: new Map(), listed: new Map(), manifest: undefined };
}

function isThere({ tree }: Found, path: string): boolean {
  const kind = tree.get(path);
  return kind !== undefined && kind !== 'folder';
}
