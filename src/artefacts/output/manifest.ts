import { join } from 'node:path';
import { UserError } from '../../errors/user-error.ts';
import { readPlain } from './bytes.ts';
import { manifestName, pathFault, reservedFault, sorted } from './paths.ts';
import { refuseLinks, scan, type Tree } from './tree.ts';

/** SHA-256 of each generated file by its path. */
export type Hashes = ReadonlyMap<string, string>;

/** The output folder as a build finds it. */
export interface Found {
  readonly tree: Tree;
  /** What the last build wrote. */
  readonly listed: Hashes;
  /** The manifest's text, byte for byte; undefined if there is none. */
  readonly manifest: string | undefined;
}

/** Reads names and manifest of the output folder. */
export function look(root: string): Found {
  const tree = scan(root);
  refuseLinks(root, tree, manifestName);
  const file = join(root, manifestName);
  if (tree.get(manifestName) === undefined) return { tree, listed: new Map(), manifest: undefined };
  const manifest = readPlain(file).toString();
  return { tree, listed: parseManifest(manifest, file), manifest };
}

/** The format of sha256sum, sorted by the bytes of the path. A build that generates nothing leaves no manifest. */
export function printManifest(hashes: Hashes): string | undefined {
  if (hashes.size === 0) return undefined;
  return sorted(hashes.keys())
    .map((path) => `${hashes.get(path)}  ${path}\n`)
    .join('');
}

function parseManifest(text: string, file: string): Map<string, string> {
  const hashes = new Map<string, string>();
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const [, hash, path] = /^([0-9a-f]{64}) [ *](.+)$/s.exec(line) ?? [];
    const fault = path === undefined ? 'is not a hash and a path' : lineFault(path, hashes);
    if (fault !== undefined || hash === undefined || path === undefined) throw bad(file, index + 1, line, fault);
    hashes.set(path, hash);
  }
  return hashes;
}

function lineFault(path: string, hashes: Hashes): string | undefined {
  const fault = pathFault(path) ?? reservedFault(path);
  if (fault !== undefined) return `has a path that ${fault}`;
  return hashes.has(path) ? `lists ${path} a second time` : undefined;
}

function bad(file: string, number: number, line: string, fault: string | undefined): UserError {
  const conflict = /^(<{7}|\|{7}|={7}|>{7})/.test(line);
  return new UserError(`${file}:${number}: the line ${conflict ? 'is a merge conflict marker' : fault}`, {
    details: [line.length > 120 ? `${line.slice(0, 120)}…` : line],
    next: conflict
      ? `Take either side (git checkout --ours -- ${file}) and build again: the build writes the file anew.`
      : `Restore the file (git checkout -- ${file}) and build again.`,
  });
}
