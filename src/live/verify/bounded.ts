/** A Prometheus that is asked so many things at once and no more, and nothing more once asking has no use. */
import { setMaxListeners } from 'node:events';
import { UserError } from '../../errors/user-error.ts';
import type { Prometheus } from '../prometheus/prometheus.ts';
import { Pool } from './pool.ts';

export interface Bounded extends Prometheus {
  /** Why nothing more is asked: the server is out of reach, or somebody said stop. Undefined as long as all is well. */
  readonly stopped: () => unknown;
}

/**
 * The same Prometheus through a pool. Once it cannot be asked at all, or the signal aborts, every question is refused
 * for that reason, also those that are under way.
 */
export function bounded(prometheus: Prometheus, concurrency: number, signal: AbortSignal): Bounded {
  const pool = new Pool(concurrency);
  const broken = new AbortController();
  const ends = AbortSignal.any([signal, broken.signal]);
  // Each question that is under way listens, here and where it is sent from.
  setMaxListeners(0, ends, signal);
  const ask = <T>(question: () => Promise<T>): Promise<T> =>
    pool.run(async () => {
      ends.throwIfAborted();
      try {
        return await unlessAborted(question(), ends);
      } catch (error) {
        if (error instanceof UserError) broken.abort(error);
        throw error;
      }
    });
  return {
    instant: (query, at) => ask(() => prometheus.instant(query, at)),
    range: (query, window) => ask(() => prometheus.range(query, window)),
    labelValues: (label, selectors, window) => ask(() => prometheus.labelValues(label, selectors, window)),
    labelNames: (selectors, window) => ask(() => prometheus.labelNames(selectors, window)),
    series: (selectors, window) => ask(() => prometheus.series(selectors, window)),
    stopped: () => (ends.aborted ? ends.reason : undefined),
  };
}

/** What comes first. The listener goes with the question, or a long run would collect them. */
function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
