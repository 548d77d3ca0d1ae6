/** Waits until one of these signals is aborted; keeps no listener. */
export function aborted(...signals: readonly AbortSignal[]): Promise<void> {
  const heard = new AbortController();
  return new Promise((resolve) => {
    const hear = (): void => {
      heard.abort();
      resolve();
    };
    for (const signal of signals) {
      if (signal.aborted) hear();
      else signal.addEventListener('abort', hear, { signal: heard.signal });
    }
  });
}
