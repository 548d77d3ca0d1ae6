/**
 * `npm run bench`: what is quick here against its floor, in one run. The two sides take turns, each in a fresh process, and
 * the medians are compared. Absolute times depend on the machine; the ratios are what counts.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { mebibytes, median, significant, table } from './figures.js';
import { push } from './push.js';
import { simulator } from './simulator.js';

const rounds = 5;
const child = fileURLToPath(new URL('child.js', import.meta.url));

// What is compared must be the same work.
measure('same', 1);

const rows = [1, 100, 1000].map((count) => {
  const floors = [];
  const pipelines = [];
  for (let round = 0; round < rounds; round += 1) {
    process.stderr.write(`${count} dashboards, round ${round + 1} of ${rounds}\n`);
    floors.push(measure('floor', count));
    pipelines.push(measure('pipeline', count));
  }
  const building = median(floors.map((floor) => floor.building));
  const parsing = median(floors.map((floor) => floor.parsing));
  const total = median(pipelines.map((pipeline) => pipeline.total));
  const ratio = (part) =>
    median(pipelines.map((pipeline, at) => part(pipeline) / (floors[at].building + floors[at].parsing)));
  return [
    count,
    significant(total / count),
    significant((building + parsing) / count),
    significant(building / count),
    significant(parsing / count),
    significant(ratio(({ total: all, linting: lint }) => all - lint)),
    significant(ratio(({ linting: lint }) => lint)),
    mebibytes(median(pipelines.map(({ peak }) => peak))),
    mebibytes(median(floors.map(({ peak }) => peak))),
  ];
});
const again = measure('rebuild', 1000);
const lints = Array.from({ length: rounds }, (_, round) => {
  process.stderr.write(`lint of 1000 dashboards, round ${round + 1} of ${rounds}\n`);
  return measure('lint', 1000);
});
const linted = (key) => median(lints.map((lint) => lint[key]));
const lintRow = [
  1000,
  significant(linted('linting') / 1000),
  significant((linted('reading') + linted('parsing')) / 1000),
  significant(linted('reading') / 1000),
  significant(linted('parsing') / 1000),
  significant(median(lints.map(({ linting, reading, parsing }) => linting / (reading + parsing)))),
  significant(median(lints.map(({ linting, parsing }) => linting / parsing))),
  mebibytes(linted('peak')),
];
process.stderr.write('orders posted to the simulator, for a minute\n');
const orders = await simulator(2000, 30);
const ordersRow = [
  Math.round(orders.perSecond),
  orders.other,
  significant(orders.p99),
  significant(orders.core),
  Math.round(orders.perCoreSecond),
  ...[orders.heap.first, orders.heap.last, orders.process.first, orders.process.last].map(Math.round),
];
const pushed = await push((line) => process.stderr.write(`${line}\n`));
const help = Array.from({ length: 15 }, () => start('--help') / start('bare'));
process.stdout
  .write(`Milliseconds per dashboard, peak memory in MiB, medians of ${rounds} rounds; floor = SDK + write, and grammar.

${table([['dashboards', 'build', 'floor', 'SDK', 'grammar', 'build/floor', 'lint/floor', 'peak', 'floor peak'], ...rows])}
build/floor is without the linter, which the floor does not have either; what it adds is lint/floor.
Aim: build/floor at most 2; the same peak however many dashboards.
A rebuild of 1000 dashboards with nothing changed wrote ${again.written} files in ${significant(again.total / 1000)} ms a dashboard.

${table([['dashboards', 'lint', 'floor', 'JSON', 'grammar', 'lint/floor', 'lint/grammar', 'peak'], lintRow])}
Aim: lint/floor at most 2.

${table([['orders/s', 'refused', 'p99', 'core', 'a core could', 'heap', 'at the end', 'process', 'at the end'], ordersRow])}
Posted to the simulator at 2000 a second, ${orders.pinned ? 'on one core' : 'taskset is missing, so on any core'}; milliseconds, MiB after collections.
Aim: 2000 a second, none refused, and memory at the end as at the start.

${pushed}
dashboards --help / a bare commander program: ${significant(median(help))}
Aim: at most 1.5.
`);

/** Milliseconds of a whole process: our help, or a program that only declares a commander command. */
function start(what) {
  const script = fileURLToPath(
    new URL(what === 'bare' ? 'bare-commander.js' : '../../bin/dashboards.js', import.meta.url),
  );
  const began = performance.now();
  execFileSync(process.execPath, [script, '--help'], { stdio: 'ignore' });
  return performance.now() - began;
}

function measure(side, count) {
  return JSON.parse(execFileSync(process.execPath, [child, side, String(count)], { encoding: 'utf8' }));
}
