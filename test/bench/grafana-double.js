/** Starts the double of Grafana as a process of its own, compiled into a temporary folder. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @param {{ pace?: { save?: number, read?: number, page?: number } }} options milliseconds
 * @returns {Promise<{ url: string, user: string, password: string, token: string, stop: () => Promise<void> }>}
 */
export async function grafanaDouble(options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'grafana-double-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  let child;
  try {
    const project = join(folder, 'tsconfig.json');
    const compilerOptions = {
      rootDir: checkout,
      outDir: join(folder, 'out'),
      noEmit: false,
      types: ['node'],
      typeRoots: [join(checkout, 'node_modules/@types')],
    };
    writeFileSync(
      project,
      JSON.stringify({
        extends: join(checkout, 'tsconfig.json'),
        compilerOptions,
        files: [join(checkout, 'test/support/grafana-double/main.ts')],
        include: [],
      }),
    );
    execFileSync(join(checkout, 'node_modules/.bin/tsc'), ['-p', project], { stdio: 'inherit' });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
    const program = join(folder, 'out/test/support/grafana-double/main.js');
    child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = await once(createInterface(child.stdout), 'line');
    const running = child;
    const stop = async () => {
      const ended = once(running, 'exit');
      running.stdin.end();
      await ended;
      remove();
    };
    return { ...JSON.parse(line), stop };
  } catch (error) {
    child?.kill();
    remove();
    throw error;
  }
}
