/**
 * A push of many dashboards to the double of Grafana, and again with nothing changed, against a bare loop of the same
 * requests. Each is a whole process, from its start to its end.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compiledDouble } from './grafana-double.js';
import { pipeline } from './pipeline.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'bin/dashboards.js');
const loop = fileURLToPath(new URL('push-loop.js', import.meta.url));
const usage = fileURLToPath(new URL('usage.js', import.meta.url));
const folderUid = 'bench';
const atOnce = 10;

/**
 * How long a Grafana 12.2 with its SQLite took for such dashboards, in milliseconds: of the server's time for a save,
 * for a read, for a page of 4 MB.
 */
export const recordedPace = { save: 50, read: 18, page: 425 };

/**
 * @param {number} count of dashboards
 * @param {{ name: string, rounds: number, pace: object }[]} servers
 * @param {(line: string) => void} tell what is under way
 */
export async function pushes(count, servers, tell) {
  const folder = mkdtempSync(join(tmpdir(), 'dashboards-bench-'));
  const double = compiledDouble();
  try {
    tell(`${count} dashboards are built, to be pushed`);
    const size = await dashboardsIn(folder, count);
    const measured = [];
    for (const { name, rounds, pace } of servers) {
      const results = [];
      for (let round = 0; round < rounds; round += 1) {
        tell(`push of ${count} dashboards, ${name}, round ${round + 1} of ${rounds}`);
        results.push(await measure(double.start, folder, count, pace));
      }
      measured.push({ name, results });
    }
    return { size, measured };
  } finally {
    double.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts dashboards into `source`, and the bodies of their saves into `bodies`; answers the mean length of a body. */
async function dashboardsIn(folder, count) {
  const built = join(folder, 'built');
  await pipeline(count, built, root);
  const source = join(folder, 'source', folderUid);
  const bodies = join(folder, 'bodies');
  for (const path of [source, bodies]) mkdirSync(path, { recursive: true });
  const from = join(built, 'grafana/dashboards', folderUid);
  let bytes = 0;
  const message = `order-dashboards: content ${'0'.repeat(32)} in ${folderUid}`;
  for (const file of readdirSync(from)) {
    const text = readFileSync(join(from, file), 'utf8');
    const body = JSON.stringify({ dashboard: JSON.parse(text), folderUid, message, overwrite: false });
    writeFileSync(join(source, file), text);
    writeFileSync(join(bodies, file), body);
    bytes += body.length;
  }
  return bytes / count;
}

/** One after another; a paced server leaves the machine idle, so there both sides run at the same time. */
async function measure(start, folder, count, pace) {
  const looped = async () => {
    const server = await start({ pace });
    const took = await run([loop, join(folder, 'bodies'), folderUid, server.url, String(atOnce)], server.token);
    await server.stop();
    return took;
  };
  const pushed = async () => {
    const server = await start({ pace });
    const args = ['push', '--source', join(folder, 'source'), '--concurrency', String(atOnce)];
    const push = async () => ({
      ...(await run([program, ...args, '--url', server.url], server.token)),
      ...(await server.counted()),
    });
    const first = await push();
    const again = await push();
    await server.stop();
    return { first, again };
  };
  const isPaced = Object.keys(pace).length > 0;
  const [bare, { first, again }] = isPaced
    ? await Promise.all([looped(), pushed()])
    : [await looped(), await pushed()];
  if (first.writes !== count + 1 || again.writes !== 0) throw new Error(`wrote ${first.writes}, then ${again.writes}`);
  return { bare, first, again };
}

/** Wall time and time of the processor in milliseconds, peak memory in bytes. */
async function run(args, token) {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', usage, ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, GRAFANA_TOKEN: token },
  });
  const [errors, used] = [child.stderr, child.stdio[3]].map((stream) => stream.setEncoding('utf8').toArray());
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}\n${(await errors).join('')}`);
  return { wall: performance.now() - began, ...JSON.parse((await used).join('')) };
}
