/** The days before the start, so that there is something to compare with at once. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMissing } from '../errors/unreadable.ts';
import { createBlocks } from '../simulator/backfill/blocks.ts';
import { run } from './run.ts';
import { ownProgram, worldArguments, type World } from './simulator.ts';

export interface HistoryOptions extends World {
  /** Of the simulator, whose `instance` its series have. */
  readonly port: number;
  readonly days: number;
  /** Between samples, as Prometheus writes durations; left out, what the command takes. */
  readonly step?: string | undefined;
  /** Pages, with commas between them; left out, what the command takes. */
  readonly targets?: string | undefined;
  readonly promtool: string;
  /** Where the blocks go. */
  readonly blocks: string;
  /** For what lies between; it is gone afterwards. */
  readonly folder: string;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/** A folder of Prometheus's storage: a ULID. Source: https://prometheus.io/docs/prometheus/latest/storage/ */
const block = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Whether there are blocks in a folder already. */
export async function hasBlocks(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return names.some((name) => block.test(name));
}

/**
 * Writes the history and makes blocks of it, which a Prometheus takes that starts afterwards.
 * @throws UserError where a program fails
 */
export async function writeHistory(options: HistoryOptions): Promise<void> {
  const { port, days, step, targets, blocks, folder, tell, signal } = options;
  tell(`writing ${days} days of history`);
  const out = join(folder, 'history');
  await mkdir(blocks, { recursive: true });
  try {
    await run(
      'the history',
      process.execPath,
      [
        ownProgram,
        'simulate',
        'backfill',
        ...worldArguments(options, port),
        `--days=${days}`,
        `--out=${out}`,
        ...(step === undefined ? [] : [`--step=${step}`]),
        ...(targets === undefined ? [] : [`--targets=${targets}`]),
      ],
      signal,
    );
    await createBlocksAtOnce(out, options);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Makes blocks of all slices in a folder, as many at once as there are cores. */
async function createBlocksAtOnce(out: string, { promtool, blocks, tell, signal }: HistoryOptions): Promise<void> {
  const slices = (await readdir(out)).toSorted();
  const queue = slices.values();
  // When one fails, the others are not left to write on into a folder that is removed.
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  let made = 0;
  const worker = async (): Promise<void> => {
    for (const slice of queue) {
      await createBlocks(promtool, [join(out, slice)], blocks, either);
      made += 1;
      tell(`history: ${made} of ${slices.length} parts are in Prometheus's storage`);
    }
  };
  const workers = Array.from({ length: availableParallelism() }, worker);
  await Promise.all(workers.map((work) => work.catch((error: unknown) => failed.abort(error))));
  failed.signal.throwIfAborted();
}
