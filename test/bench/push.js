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
import { mebibytes, median, significant, table } from './figures.js';
import { compiledDouble } from './grafana-double.js';
import { pipeline } from './pipeline.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'bin/dashboards.js');
const loop = fileURLToPath(new URL('push-loop.js', import.meta.url));
const usage = fileURLToPath(new URL('usage.js', import.meta.url));
const folderUid = 'bench';
const atOnce = 10;

const dashboards = 1000;

/**
 * How a Grafana 12.2 with SQLite, on a machine of two cores, took and gave such dashboards: milliseconds of its own time for
 * a save, for a read, and for a page; and how long its pages were.
 */
const recorded = { pace: { save: 60, read: 16, page: 180 }, pageBytes: 2_000_000 };

const servers = [
  { name: 'as fast as it can', rounds: 3, options: {} },
  { name: 'paced', rounds: 1, options: recorded },
];

/**
 * @param {(line: string) => void} tell what is under way
 * @returns {Promise<string>} what was measured, to be printed
 */
export async function push(tell) {
  const folder = mkdtempSync(join(tmpdir(), 'dashboards-bench-'));
  const double = compiledDouble();
  try {
    tell(`${dashboards} dashboards are built, to be pushed`);
    const size = await prepare(folder);
    const rows = [];
    for (const { name, rounds, options } of servers) {
      const results = [];
      for (let round = 0; round < rounds; round += 1) {
        tell(`push of ${dashboards} dashboards, server ${name}, round ${round + 1} of ${rounds}`);
        results.push(await measure(double.start, folder, options));
      }
      rows.push(rowOf(name, results));
    }
    return report(size, rows);
  } finally {
    double.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(size, rows) {
  const { pace, pageBytes } = recorded;
  return `${table([headings, ...rows])}
${dashboards} dashboards of ${Math.round(size / 1000)} kB pushed to a double of Grafana, ${atOnce} at once, by a whole process; again = with nothing changed;
loop = a bare program that posts the same. Seconds, MiB, medians of ${servers[0].rounds} rounds.
paced = as a real Grafana 12.2 was recorded, one round, again three times: ${pace.save} ms for a save, one after another; ${pace.read} ms for a read;
${pace.page} ms for a page of ${pageBytes / 1e6} MB.
Aim, paced: first/loop at most 1.3, again/first below 0.1.
`;
}

const headings = ['server', 'loop', 'first', 'first/loop', 'requests', 'writes', 'peak'].concat([
  'again',
  'again/first',
  'requests',
  'writes',
  'peak',
]);

function rowOf(name, results) {
  const of = (part) => median(results.map(part));
  const seconds = (side) => significant(of((result) => result[side].wall) / 1000);
  const counts = (side) => [
    of((result) => result[side].requests),
    of((result) => result[side].writes),
    mebibytes(of((result) => result[side].peak)),
  ];
  return [
    name,
    seconds('bare'),
    seconds('first'),
    significant(of(({ bare, first }) => first.wall / bare.wall)),
    ...counts('first'),
    seconds('again'),
    significant(of(({ first, again }) => again.wall / first.wall)),
    ...counts('again'),
  ];
}

/** Puts dashboards into `source`, and the bodies of their saves into `bodies`; answers the mean length of a body. */
async function prepare(folder) {
  const built = join(folder, 'built');
  await pipeline(dashboards, built, root);
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
  return bytes / dashboards;
}

/** One after another; a paced server leaves the machine idle, so there both sides run at the same time. */
async function measure(start, folder, options) {
  const isPaced = options.pace !== undefined;
  const looped = async () => {
    const server = await start(options);
    const took = await run([loop, join(folder, 'bodies'), folderUid, server.url, String(atOnce)], server.token);
    await server.stop();
    return took;
  };
  const pushed = async () => {
    const server = await start(options);
    const args = ['push', '--source', join(folder, 'source'), '--concurrency', String(atOnce)];
    const push = async () => ({
      ...(await run([program, ...args, '--url', server.url], server.token)),
      ...(await server.counted()),
    });
    const first = await push();
    const agains = [];
    // A paced server has but one round.
    for (let time = 0; time < (isPaced ? 3 : 1); time += 1) agains.push(await push());
    await server.stop();
    const wall = median(agains.map((again) => again.wall));
    return { first, again: agains.find((again) => again.wall === wall) };
  };
  const [bare, { first, again }] = isPaced ? await Promise.all([looped(), pushed()]) : [await looped(), await pushed()];
  if (first.writes !== dashboards + 1 || again.writes !== 0)
    throw new Error(`wrote ${first.writes}, then ${again.writes}`);
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(await push((line) => process.stderr.write(`${line}\n`)));
}
