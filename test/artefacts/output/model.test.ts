import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { check } from '../../../src/artefacts/output/check.ts';
import { write } from '../../../src/artefacts/output/write.ts';
import { UserError } from '../../../src/errors/user-error.ts';
import { artefacts, filesIn, identities, put, snapshot, temporary } from './support.ts';

/** Few names, so that files and folders meet and change places. */
const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const content = fc.constantFrom('', '1', '2', 'é');

/** No file is a folder of another one. */
const files = fc.dictionary(path, content, { maxKeys: 7 }).map((all) => {
  const isFolder = (one: string): boolean => Object.keys(all).some((two) => two.startsWith(`${one}/`));
  return Object.fromEntries(Object.entries(all).filter(([one]) => !isFolder(one)));
});

const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('build' as const), files }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('break' as const), files, at: fc.nat(7) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), path, content: fc.constantFrom('1', 'mine') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), path }) },
);

/** What should lie in the folder, and what the manifest should list. */
interface Model {
  disk: Map<string, string>;
  listed: Map<string, string>;
}

/** What a build makes of the folder, or undefined if something is in its way. */
function build({ disk, listed }: Model, generated: Readonly<Record<string, string>>) {
  const names = Object.keys(generated);
  const next = new Map(disk);
  for (const [name, text] of listed) if (!(name in generated) && disk.get(name) === text) next.delete(name);
  const edited = [...listed.keys()].filter((name) => !(name in generated) && next.has(name));
  for (const name of names) {
    const there = next.get(name);
    if (there !== undefined && there !== generated[name] && !listed.has(name)) return undefined;
    if (!isFree({ disk: next, listed }, name)) return undefined;
  }
  const report = {
    created: names.filter((name) => !disk.has(name)).toSorted(),
    updated: names.filter((name) => disk.has(name) && disk.get(name) !== generated[name]).toSorted(),
    removed: [...listed.keys()].filter((name) => !(name in generated) && disk.has(name) && !next.has(name)).toSorted(),
    edited: edited.toSorted(),
    foreign: [...disk.keys()].filter((name) => !(name in generated) && !listed.has(name)).toSorted(),
    unchanged: names.filter((name) => disk.get(name) === generated[name]).length,
  };
  for (const [name, text] of Object.entries(generated)) next.set(name, text);
  return { model: { disk: next, listed: new Map(Object.entries(generated)) }, report };
}

function manifestOf({ listed }: Model): string | undefined {
  if (listed.size === 0) return undefined;
  const lines = [...listed].map(([name, text]) => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`);
  return lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('');
}

/** No folder of files is at this place, and no file where its folders must be. */
function isFree({ disk }: Model, name: string): boolean {
  return ![...disk.keys()].some((other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`));
}

it('holds what the model says after any sequence of builds, edits and failures', async () => {
  const parent = temporary();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 12 }), async (actions) => {
      run += 1;
      const root = join(parent, String(run));
      put(root, { '.keep': '' });
      let model: Model = { disk: new Map([['.keep', '']]), listed: new Map() };
      for (const step of actions) {
        if (step.kind === 'build') {
          const before = { ...snapshot(root), ...identities(root) };
          const expected = build(model, step.files);
          const report = await write(root, artefacts(step.files)).catch((error: unknown) => error);
          if (expected === undefined) {
            expect(report).toBeInstanceOf(UserError);
            expect({ ...snapshot(root), ...identities(root) }).toEqual(before);
          } else {
            expect(report).toEqual(expected.report);
            model = expected.model;
            const clean = { stale: [], missing: [], extra: [], unchanged: model.listed.size };
            expect(await check(root, artefacts(step.files))).toMatchObject(clean);
            expect(emptyFolders(root, before)).toEqual([]);
          }
        } else if (step.kind === 'break') {
          const before = { ...snapshot(root), ...identities(root) };
          const cause = new Error('broken');
          const source = (function* () {
            yield* artefacts(Object.fromEntries(Object.entries(step.files).slice(0, step.at)));
            throw cause;
          })();
          await expect(write(root, source)).rejects.toBe(cause);
          expect({ ...snapshot(root), ...identities(root) }).toEqual(before);
        } else if (step.kind === 'edit' && isFree(model, step.path)) {
          // A folder left empty by a deletion may be in the way.
          rmSync(join(root, step.path), { recursive: true, force: true });
          put(root, { [step.path]: step.content });
          model.disk.set(step.path, step.content);
        } else if (step.kind === 'delete' && model.disk.has(step.path)) {
          rmSync(join(root, step.path));
          model.disk.delete(step.path);
          removeEmptyFolders(root);
        }
        expect(filesIn(root)).toEqual(Object.fromEntries(model.disk));
        expect(snapshot(root)['generated.sha256']).toBe(manifestOf(model));
      }
    }),
    { numRuns: 150 },
  );
});

/** Folders that hold nothing now, but something before. */
function emptyFolders(root: string, before: Readonly<Record<string, string>>): string[] {
  const now = snapshot(root);
  const holds = (all: Readonly<Record<string, string>>, folder: string): boolean => {
    return Object.keys(all).some((name) => name.startsWith(`${folder}/`));
  };
  return Object.keys(now).filter((name) => now[name] === '/' && !holds(now, name) && holds(before, name));
}

/** A person who deletes files by hand deletes their folders too, else those would stay. */
function removeEmptyFolders(root: string): void {
  const now = snapshot(root);
  for (const name of Object.keys(now).toReversed()) {
    if (now[name] === '/' && !Object.keys(snapshot(root)).some((other) => other.startsWith(`${name}/`))) {
      rmSync(join(root, name), { recursive: true });
    }
  }
}
