/** What the tests of the output folder share. */
import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, type TestContext } from 'vitest';
import type { Artefact } from '../../../src/artefacts/output/artefact.ts';
import { UserError } from '../../../src/errors/user-error.ts';

export type Files = Readonly<Record<string, string>>;

/** A new folder, deleted when the test ends. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'output-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function* artefacts(files: Files): Generator<Artefact, void, undefined> {
  for (const [path, content] of Object.entries(files)) yield { path, content };
}

/** Puts files there by hand. */
export function put(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** All that lies in a folder: content of files, targets of links, and folders as `/`. */
export function snapshot(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const stats = lstatSync(join(root, path));
    if (stats.isDirectory()) found[path] = '/';
    else if (stats.isSymbolicLink()) found[path] = `-> ${readlinkSync(join(root, path))}`;
    else found[path] = readFileSync(join(root, path), 'utf8');
  }
  return found;
}

/** Inode and time of change of each file, which stay the same only if nobody writes it. */
export function identities(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const path of Object.keys(snapshot(root))) {
    const { ino, mtimeNs, mode } = lstatSync(join(root, path), { bigint: true });
    if (!lstatSync(join(root, path)).isDirectory()) found[path] = `${ino} ${mtimeNs} ${mode}`;
  }
  return found;
}

/** The files only, without folders and without the manifest. */
export function filesIn(root: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(snapshot(root)).filter(([path, content]) => content !== '/' && path !== 'generated.sha256'),
  );
}

export async function userError(promise: Promise<unknown>): Promise<UserError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  if (!(error instanceof UserError)) throw new Error('no UserError');
  expect(error.next).not.toBe('');
  return error;
}

export function text({ message, details, next }: UserError): string {
  return [message, ...details, next].join('\n');
}

/** What child.mjs does for each build; see there. */
export interface Build {
  readonly files?: Files;
  readonly many?: { readonly count: number; readonly size: number };
  readonly killAt?: number;
  readonly blockAfter?: number;
  readonly check?: boolean;
}

export interface Outcome {
  readonly report?: Record<string, unknown>;
  readonly error?: { readonly text: string; readonly exit: number; readonly cause?: string };
  readonly after: Record<string, string>;
}

export const child = fileURLToPath(new URL('child.mjs', import.meta.url));

/** Runs builds in a process of its own, from the compiled sources: `npx tsc` comes first. */
export function inChild(root: string, builds: readonly Build[], options: { uid?: number; before?: string } = {}) {
  const parametersOfChild = [root, JSON.stringify(builds), String(options.uid ?? '')];
  const command = [process.execPath, '--max-old-space-size=64', child, ...parametersOfChild];
  const shell = ['unshare', '-m', 'sh', '-e', '-c', `cd "$1"\n${options.before}\ncd /\nshift\nexec "$@"`, 'sh', root];
  const [file = '', ...parameters] = options.before === undefined ? command : [...shell, ...command];
  const { stdout, stderr, signal, status } = spawnSync(file, parameters, { encoding: 'utf8' });
  if (signal === null && status !== 0) throw new Error(`child ended with ${status}: ${stderr}`);
  const outcomes: Outcome[] = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return { signal, outcomes };
}

/** Mounting needs root and Linux. */
export function skipUnlessMountable(ctx: TestContext): void {
  const tried = spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']);
  if (tried.status !== 0) ctx.skip('needs unshare(1) and mount(8) from util-linux, and root');
}
