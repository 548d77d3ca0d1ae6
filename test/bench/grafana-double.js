/** The double of Grafana as a process of its own. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Compiles the double into a temporary folder.
 * @returns {{ start: typeof start, remove: () => void }}
 */
export function compiledDouble() {
  const folder = mkdtempSync(join(tmpdir(), 'grafana-double-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
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
  } catch (error) {
    remove();
    throw error;
  }
  const program = join(folder, 'out/test/support/grafana-double/main.js');
  return { start: (options) => start(program, options), remove };
}

/**
 * @param {string} program
 * @param {{ pace?: { save?: number, read?: number, page?: number }, pageBytes?: number }} options milliseconds; writes are
 *   done one after another
 * @returns {Promise<{
 *   url: string, user: string, password: string, token: string,
 *   counted: () => Promise<{ requests: number, writes: number }>, stop: () => Promise<void>
 * }>} `counted` are those since it was asked before
 */
async function start(program, options = {}) {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout);
  const next = async () => JSON.parse((await once(lines, 'line'))[0]);
  const counted = () => {
    const answer = next();
    child.stdin.write('\n');
    return answer;
  };
  const stop = async () => {
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  };
  return { ...(await next()), counted, stop };
}
