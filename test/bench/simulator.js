/**
 * How many orders a second the simulator takes in memory on one core, and whether its memory grows: it is pinned to a core
 * where `taskset` is there, another process posts orders, and its memory is measured after collections all along.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/dashboards.js', import.meta.url));
const memory = fileURLToPath(new URL('memory.js', import.meta.url));
const load = fileURLToPath(new URL('load.js', import.meta.url));
const connections = 64;
/** In seconds; by then as many orders are finished as come in, and as many are kept as are. */
const warmUp = 25;

/**
 * @param rate of orders, each second
 * @param seconds that it lasts, after it was warmed up
 * @returns what the load tool saw; what a whole core could take; the core's time that the
 *   simulator took, from 0 to 1; MiB of heap and of the process,
 *   in the first and the last third
 */
export async function simulator(rate, seconds) {
  const port = await freePorts();
  const args = ['--expose-gc', '--import', memory, program, 'simulate', '--no-traffic', `--port=${port}`];
  const pinned = hasTaskset();
  const child = pinned
    ? spawn('taskset', ['-c', '0', process.execPath, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    : spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const samples = [];
  child.on('message', (sample) => samples.push(sample));
  child.stderr.resume();
  await once(child.stdout, 'data');
  await post(port, rate, warmUp);
  samples.length = 0;
  const seen = await post(port, rate, seconds);
  const measured = [...samples];
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the simulator ended with ${code}`);
  const third = Math.floor(measured.length / 3);
  const first = measured.slice(0, third);
  const last = measured.slice(-third);
  const core = (measured.at(-1).cpu - measured[0].cpu) / (measured.at(-1).at - measured[0].at);
  return {
    ...seen,
    pinned,
    perSecond: seen.accepted / seen.took,
    perCoreSecond: seen.accepted / seen.took / core,
    core,
    heap: { first: mean(first, 'heap'), last: mean(last, 'heap') },
    process: { first: mean(first, 'rss'), last: mean(last, 'rss') },
  };
}

async function post(port, rate, seconds) {
  const args = [load, port, rate, Math.round(seconds), connections].map(String);
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  await once(child, 'close');
  return JSON.parse(text);
}

function mean(samples, key) {
  return samples.reduce((sum, sample) => sum + sample[key], 0) / samples.length / 2 ** 20;
}

function hasTaskset() {
  try {
    execFileSync('taskset', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The first of several ports in a row; taken ones are told by the simulator. */
function freePorts() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port > 65_000 ? port - 1000 : port));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rate = 2000, seconds = 30] = process.argv.slice(2).map(Number);
  process.stdout.write(`${JSON.stringify(await simulator(rate, seconds), null, 2)}\n`);
}
