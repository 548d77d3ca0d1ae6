/**
 * Runs a task that a first Ctrl-C asks to stop cleanly; the second ends the process as usual.
 * @param task is given the signal, and what tells which one came: a manager of services sends SIGTERM and means no harm
 */
export async function untilInterrupted<T>(
  task: (signal: AbortSignal, by: () => NodeJS.Signals | undefined) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let by: NodeJS.Signals | undefined;
  const release = (): void => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  };
  const stop = (signal: NodeJS.Signals): void => {
    by = signal;
    release();
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    return await task(controller.signal, () => by);
  } finally {
    release();
  }
}
