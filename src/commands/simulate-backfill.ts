/** `dashboards simulate backfill`: the days before now, for what looks back. */
import { resolve } from 'node:path';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { catalogue } from '../metrics/catalogue.ts';
import { writeHistory, type WrittenSlice } from '../simulator/backfill/history.ts';
import { createPast } from '../simulator/backfill/past.ts';
import { slicesIn } from '../simulator/backfill/slice-file.ts';
import { timesOf } from '../simulator/backfill/spacing.ts';
import { targetNames } from '../simulator/targets.ts';
import { metricsIn, profileOf } from './catalogue-options.ts';
import { spanOf, targetsOf, type HistoryFlags } from './history-options.ts';
import { untilInterrupted } from './interrupt.ts';
import { numberIn } from './number-in.ts';
import { progress } from './progress.ts';
import { tell } from './tell.ts';

/** @throws UserError */
export async function simulateBackfill(flags: HistoryFlags): Promise<ExitCode> {
  if (flags.out === '') throw new UserError('--out is empty.', { next: 'Name the folder for the slices.' });
  const span = spanOf(flags, Math.floor(Date.now() / 1000));
  const targets = targetsOf(flags.targets);
  const port = numberIn('--port', flags.port, { from: 1, to: 65_536 - targetNames.length, whole: true });
  const seed = numberIn('--seed', flags.seed, { from: 0, to: Number.MAX_SAFE_INTEGER, whole: true });
  const rate = numberIn('--rate', flags.rate, { from: 0, to: 1000, whole: false });
  const metrics = catalogue(await profileOf(flags));
  const without = metricsIn('--without', flags.without, metrics);
  const folder = resolve(flags.out);
  const times = timesOf(span);
  const slices: WrittenSlice[] = [];
  const bar = progress(100, '%');
  await untilInterrupted(async (signal) => {
    const before = await slicesIn(folder);
    const { environment, host } = flags;
    const start = times[0] ?? span.start;
    const past = await createPast({
      catalogue: metrics,
      start,
      end: span.end,
      seed,
      rate,
      without,
      environment,
      host,
      port,
      targets,
      whole: flags.whole === true,
    });
    try {
      await writeHistory(past, {
        folder,
        times,
        signal,
        progress: (done) => bar.reach(Math.floor((100 * done) / times.length)),
        written: (slice) => {
          slices.push(slice);
          bar.end();
          const again = before.includes(slice.file) ? ', in the place of an earlier one' : '';
          tell(`${slice.file}: ${slice.samples} samples${again}`);
        },
      });
    } catch (error) {
      bar.end();
      if (signal.aborted) throw interrupted(slices);
      throw error;
    }
    bar.end();
    tellOthers(before, slices);
  });
  process.stdout.write(flags.json === true ? json(slices) : describe(folder, slices));
  return exitCode.done;
}

function interrupted(slices: readonly WrittenSlice[]): UserError {
  return new UserError('The command was interrupted.', {
    details: [`whole are: ${slices.length === 0 ? 'none' : slices.map(({ file }) => file).join(', ')}`],
    next: 'Run it again.',
    exit: exitCode.interrupted,
  });
}

/** Slices of earlier runs would be taken along by who takes all that are in the folder. */
function tellOthers(before: readonly string[], slices: readonly WrittenSlice[]): void {
  const others = before.filter((name) => !slices.some(({ file }) => file === name));
  if (others.length > 0) tell(`Left from an earlier run: ${others.join(', ')}`);
}

function total(slices: readonly WrittenSlice[]) {
  return {
    samples: slices.reduce((sum, { samples }) => sum + samples, 0),
    series: Math.max(0, ...slices.map(({ series }) => series)),
    bytes: slices.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function describe(folder: string, slices: readonly WrittenSlice[]): string {
  const { samples, series, bytes } = total(slices);
  return [
    ...slices.map(({ file }) => `${file}\n`),
    `${slices.length} files in ${folder}: ${samples} samples of up to ${series} series, ${Math.round(bytes / 1e6)} MB\n`,
  ].join('');
}

function json(slices: readonly WrittenSlice[]): string {
  return `${JSON.stringify({ files: slices, ...total(slices) }, null, 2)}\n`;
}
