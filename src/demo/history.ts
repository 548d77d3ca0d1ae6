/** The days before the start, so that there is something to compare with at once. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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
 * @throws UserError where a program fails; the reason of the signal where that comes
 */
export async function writeHistory(options: HistoryOptions): Promise<void> {
  const { port, days, step, targets, blocks, folder, tell, signal } = options;
  tell(`writing ${days} days of history`);
  const out = join(folder, 'history');
  await mkdir(out, { recursive: true });
  await mkdir(blocks, { recursive: true });
  // When one of them fails, the others are not left to write on into a folder that is removed.
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const slices = new Slices(out);
  const writing = run(
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
    either,
  ).then(() => slices.end());
  const making = Array.from({ length: availableParallelism() }, () =>
    makeBlocks(slices, { ...options, signal: either }),
  );
  try {
    await Promise.all([writing, ...making].map((work) => work.catch((error: unknown) => failed.abort(error))));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
  signal.throwIfAborted();
  failed.signal.throwIfAborted();
  tell('the history is in the storage of Prometheus');
}

/** How often it is looked whether there is another slice, in milliseconds. */
const interval = 100;

/** The slices of a folder, each once, as they are finished: they come to their place whole. */
class Slices {
  readonly #folder: string;
  readonly #taken = new Set<string>();
  #ended = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** No more will come. */
  end(): void {
    this.#ended = true;
  }

  /** The path of the next; undefined where there is none any more. */
  async next(signal: AbortSignal): Promise<string | undefined> {
    for (;;) {
      const last = this.#ended;
      const names = await readdir(this.#folder);
      const name = names.toSorted().find((found) => found.endsWith('.om') && !this.#taken.has(found));
      if (name !== undefined) {
        this.#taken.add(name);
        return join(this.#folder, name);
      }
      if (last) return undefined;
      await pause(interval, undefined, { signal });
    }
  }
}

/** Makes blocks of slices while others are still written. */
async function makeBlocks(slices: Slices, { promtool, blocks, signal }: HistoryOptions): Promise<void> {
  for (let slice = await slices.next(signal); slice !== undefined; slice = await slices.next(signal)) {
    await createBlocks(promtool, [slice], blocks, signal);
    await rm(slice);
  }
}
