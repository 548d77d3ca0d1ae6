/** What a user meets who may not do everything, also where the tests run as root. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const nobody = 65_534;

/**
 * Runs an action with a new folder, and without the powers of root.
 * @param prepare fills the folder, with all powers
 */
export async function asNobody<T>(prepare: (folder: string) => void, action: (folder: string) => Promise<T>) {
  // Not below the folder of the run, which is its owner's alone.
  const folder = mkdtempSync(join(tmpdir(), 'nobody-'));
  const isRoot = process.getuid?.() === 0;
  try {
    chmodSync(folder, 0o755);
    prepare(folder);
    if (isRoot) process.seteuid?.(nobody);
    return await action(folder);
  } finally {
    if (isRoot) process.seteuid?.(0);
    rmSync(folder, { recursive: true, force: true });
  }
}
