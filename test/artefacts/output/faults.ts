import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const names = [
  'renameSync',
  'linkSync',
  'mkdirSync',
  'mkdtempSync',
  'rmdirSync',
  'rmSync',
  'unlinkSync',
  'writeFileSync',
] as const;

/** Tells changes by their number from 1, the function called and its first parameter. */
export type Chosen = (number: number, name: string, path: string) => boolean;

/**
 * Makes changes to the file system fail while the action runs: those that are chosen. Returns
 * how many there were.
 */
export async function failing(chosen: Chosen, code: string, action: () => Promise<unknown>): Promise<number> {
  // The first call loads code that would hold on to the functions below for good.
  fs.rmSync('/does/not/exist', { recursive: true, force: true });
  let changes = 0;
  const originals = names.map((name) => ({ name, original: Reflect.get(fs, name) }));
  for (const { name, original } of originals) {
    Reflect.set(fs, name, (...parameters: unknown[]) => {
      changes += 1;
      if (!chosen(changes, name, String(parameters[0]))) return Reflect.apply(original, fs, parameters);
      throw Object.assign(new Error(`${code}: injected, ${name} '${String(parameters[0])}'`), { code, syscall: name });
    });
  }
  syncBuiltinESMExports();
  try {
    await action();
  } finally {
    for (const { name, original } of originals) Reflect.set(fs, name, original);
    syncBuiltinESMExports();
  }
  return changes;
}
