/** The real program as a child process, in this checkout or in a copy of it. */
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const checkout = fileURLToPath(new URL('../../', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `dashboards` of a checkout with these arguments. */
export function dashboards(args: readonly string[], project = checkout): Outcome {
  return run(process.execPath, [join(project, 'bin', 'dashboards.js'), ...args], project);
}

export function run(command: string, args: readonly string[], cwd: string): Outcome {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 60_000 });
  return { code: status, stdout, stderr };
}

/** Starts `dashboards` and answers its process and what will become of it. */
export function start(args: readonly string[], project: string, env = process.env) {
  const child = spawn(process.execPath, [join(project, 'bin', 'dashboards.js'), ...args], { cwd: project, env });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const outcome = new Promise<Outcome>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, outcome, said: () => ({ stdout, stderr }), output: () => stdout + stderr };
}

/** A new folder; it goes at the end of the run. */
export function temporaryFolder(): string {
  return mkdtempSync(join(process.env['DASHBOARDS_TEST_ROOT'] ?? tmpdir(), 'test-'));
}

/**
 * A copy of the sources, with the packages of this checkout; `compiled` brings the compiled program along, and what the
 * compiler noted, so that it looks only at what a test changes.
 */
export function copyOfProject(compiled: boolean): string {
  const project = temporaryFolder();
  const parts = ['bin', 'docs', 'src', 'dashboards', 'package.json', 'tsconfig.json', ...(compiled ? ['dist'] : [])];
  for (const part of parts) cpSync(join(checkout, part), join(project, part), { recursive: true });
  symlinkSync(join(checkout, 'node_modules'), join(project, 'node_modules'));
  const notes = join(project, 'dist', 'tsconfig.tsbuildinfo');
  if (existsSync(notes)) {
    // The compiler calls the packages by where the link leads to.
    const packages = relative(realpathSync(dirname(notes)), realpathSync(join(checkout, 'node_modules')));
    writeFileSync(notes, readFileSync(notes, 'utf8').replaceAll('"../node_modules/', `"${packages}/`));
  }
  return project;
}

/** Exchanges a text in a file of a project; fails where it is not there. */
export function edit(project: string, file: string, from: string, to: string): void {
  const path = join(project, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold: ${from}`);
  writeFileSync(path, text.replace(from, to));
}

/** Compiles a project as `npm run build` does. */
export function compile(project: string): Outcome {
  return run(process.execPath, [join(checkout, 'node_modules', 'typescript', 'bin', 'tsc')], project);
}

/** Every file below a folder with its bytes. */
export function contents(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );
}

export function put(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
}
