/** Compiles the project while its compiled program is at work. */
import {
  copyFileSync,
  type Dirent,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors/user-error.ts';
import { runChild } from './child.ts';

/** Begins the name of the folder that is compiled into; beside `dist`, so that source maps lead to the same files. */
const stagePrefix = '.dist-';

/**
 * What the compiler notes of its last run, among what it writes, so that the next run looks only at what changed. Its
 * paths are relative, so the stage, a folder beside `dist`, can take the place of `dist`.
 */
const notesFile = 'tsconfig.tsbuildinfo';

/** @throws UserError where the project has no compiler */
export function compilerOf(root: string): string {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (existsSync(compiler)) return compiler;
  throw new UserError('TypeScript is not installed, so the sources cannot be compiled.', {
    details: [`${compiler} is not there`],
    next: 'npm ci',
  });
}

/**
 * Compiles the sources of a project into its `dist`, file by file, so that none is ever half written. What the compiler
 * says goes to standard error. Answers whether there were no errors; with errors, `dist` stays as it was.
 * @throws UserError where the project has no compiler
 */
export async function compile(root: string, signal: AbortSignal): Promise<boolean> {
  const compiler = compilerOf(root);
  const dist = join(root, 'dist');
  const stage = mkdtempSync(join(root, stagePrefix));
  try {
    if (existsSync(join(dist, notesFile))) copyFileSync(join(dist, notesFile), join(stage, notesFile));
    const code = await runChild([compiler, '-p', 'tsconfig.json', '--outDir', stage], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      // It writes to the stage alone, which is thrown away.
      end: 'SIGKILL',
      signal,
    });
    if (code !== 0 || signal.aborted) return false;
    moveChanged(stage, dist);
    return true;
  } finally {
    rmSync(stage, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Moves what is new or changed from one folder to the same place in another; the compiler's notes last, so that they
 * never tell of a file that did not arrive.
 */
function moveChanged(from: string, to: string): void {
  const files = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files.sort((one, other) => isNotes(one) - isNotes(other))) {
    const fresh = join(parentPath, name);
    const target = join(to, fresh.slice(from.length));
    if (existsSync(target) && readFileSync(target).equals(readFileSync(fresh))) continue;
    mkdirSync(dirname(target), { recursive: true });
    renameSync(fresh, target);
  }
}

function isNotes({ name }: Dirent): number {
  return Number(name === notesFile);
}
