/** The past of the simulated system, as Prometheus would have scraped it, in files that promtool takes. */
import { setImmediate } from 'node:timers/promises';
import type { Instruments, ShownFamily } from '../exposition/instruments.ts';
import { prometheus } from '../../metrics/prometheus.ts';
import { Slice, type Labels } from './slice.ts';
import { sliceName, writeSlice } from './slice-file.ts';

/** A page, and the labels of its target. */
export interface Source {
  readonly labels: Labels;
  readonly page: Instruments;
  /** Whether Prometheus scrapes it and so writes `up`; what is pushed elsewhere it does not. */
  readonly scraped: boolean;
  /** Whether it is looked at then, in Unix seconds. */
  readonly wanted: (time: number) => boolean;
}

/** What moves in time and is looked at. */
export interface Past {
  readonly sources: readonly Source[];
  /** Moves on to a time in Unix seconds, later than the one before, and brings the pages up to date. */
  advance(to: number): Promise<void>;
}

export interface HistoryOptions {
  readonly folder: string;
  /** When to look, in Unix seconds, ascending. */
  readonly times: readonly number[];
  readonly signal: AbortSignal;
  /** Is told how many of the times are done. */
  readonly progress?: (done: number) => void;
  /** Is told of each slice that is in its place. */
  readonly written?: (slice: WrittenSlice) => void;
}

export interface WrittenSlice {
  readonly file: string;
  readonly samples: number;
  readonly series: number;
  readonly bytes: number;
}

/** After how many looks signals are heard. */
const breath = 16;

const up: ShownFamily = { metric: prometheus.up, samples: [{ suffix: '', labels: {}, value: 1 }] };

/**
 * Writes the past by days. What is in memory are the samples of one day.
 * @throws UserError where a file cannot be written; the reason of the signal when that comes. Slices that were finished
 * stay
 */
export async function writeHistory(past: Past, options: HistoryOptions): Promise<readonly WrittenSlice[]> {
  const { folder, times, signal, progress, written } = options;
  const slices: WrittenSlice[] = [];
  let slice = new Slice();
  for (const [index, time] of times.entries()) {
    await past.advance(time);
    slice.look(time);
    for (const { labels, page, scraped, wanted } of past.sources) {
      if (!wanted(time)) continue;
      if (scraped) slice.keep(labels, [up]);
      slice.keep(labels, await page.families(false));
    }
    const name = sliceName(time);
    const next = times[index + 1];
    if (next === undefined || sliceName(next) !== name) {
      const bytes = await writeSlice(folder, name, slice.text(), signal);
      const done = { file: name, ...slice.size, bytes };
      slices.push(done);
      written?.(done);
      slice = new Slice();
    }
    if (index % breath === 0) {
      await setImmediate();
      signal.throwIfAborted();
      progress?.(index + 1);
    }
  }
  return slices;
}
