import { setImmediate } from 'node:timers/promises';

export interface RunOptions {
  /** Aborting it before anything has changed ends the run; the output folder stays as it was. */
  readonly signal?: AbortSignal | undefined;
}

/** Often enough for Ctrl-C to be noticed at once, rarely enough to cost nothing. */
const itemsPerTurn = 32;

/**
 * The items of a source one by one, until the signal aborts. It gives way to the event loop now and then, since a
 * source that never waits would keep the process from hearing signals at all.
 */
export async function* interruptible<T>(
  source: AsyncIterable<T> | Iterable<T>,
  signal: AbortSignal | undefined,
  interruption: () => Error,
): AsyncGenerator<T, void, undefined> {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let open = true;
  try {
    for (let count = 1; ; count += 1) {
      if (count % itemsPerTurn === 0) await setImmediate();
      if (isAborted(signal)) throw interruption();
      const item = await nextOf(iterator, signal, interruption);
      if (item.done === true) {
        open = false;
        // A signal that came with the last items is still heard before the caller goes on.
        await setImmediate();
        if (isAborted(signal)) throw interruption();
        return;
      }
      yield item.value;
    }
  } finally {
    if (open) await close(iterator, signal);
  }
}

/** Listens for the one item only: a promise for the whole run would hold on to every item raced against it. */
function nextOf<T>(
  iterator: AsyncIterator<T> | Iterator<T>,
  signal: AbortSignal | undefined,
  interruption: () => Error,
): Promise<IteratorResult<T>> {
  const next = (async () => iterator.next())();
  if (signal === undefined) return next;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(interruption());
    signal.addEventListener('abort', abort, { once: true });
    next.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** Lets the source clean up. After an abort nobody waits for it: it may hang in the very item that was abandoned. */
async function close(
  iterator: AsyncIterator<unknown> | Iterator<unknown>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const closed = (async () => iterator.return?.())().catch(() => undefined);
  if (!isAborted(signal)) await closed;
}
