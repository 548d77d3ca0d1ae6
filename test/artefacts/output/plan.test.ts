import { expect, test } from 'vitest';
import { Claims } from '../../../src/artefacts/output/artefact.ts';
import { planSteps } from '../../../src/artefacts/output/plan.ts';
import type { Kind } from '../../../src/artefacts/output/tree.ts';

/** Only macOS would notice the wrong order of steps: there both spellings are one file or folder. */
test.each([
  ['a file', { a: 'folder', 'a/x': 'file' }, ['a/x'], ['a/X'], ['remove a/x', 'create a/X']],
  ['a folder', { a: 'folder', 'a/x': 'file' }, ['a/x'], ['A/y'], ['remove a/x', 'rmdir a', 'mkdir A', 'create A/y']],
  [
    'nothing, so that the old file goes last',
    { a: 'folder', 'a/x': 'file' },
    ['a/x'],
    ['b/x'],
    ['mkdir b', 'create b/x', 'remove a/x', 'rmdir a'],
  ],
] satisfies [string, Record<string, Kind>, string[], string[], string[]][])(
  'a new spelling of %s',
  (_name, tree, removed, files, steps) => {
    const claims = new Claims();
    for (const path of files) claims.add(path);
    const numbered = (paths: string[]): Map<string, number> => new Map(paths.map((path, index) => [path, index]));
    const planned = planSteps({
      tree: new Map<string, Kind>(Object.entries(tree)),
      claims,
      staged: numbered(files),
      removed: numbered(removed),
      manifest: [],
    });
    expect(planned.map(({ kind, path }) => `${kind} ${path}`)).toEqual(steps);
  },
);
