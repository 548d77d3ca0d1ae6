/** How long reads go on after a Ctrl-C. */

export interface Reading {
  readonly signal: AbortSignal;
  /** From here on an interruption ends no read: what was written is looked at before the run ends. */
  keep(): void;
  /** Ends those that nobody waits for any more. */
  end(): void;
}

/** Reads end with an interruption until they are kept. */
export function readingUntil(interruption: AbortSignal): Reading {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  if (interruption.aborted) end();
  interruption.addEventListener('abort', end);
  const keep = (): void => interruption.removeEventListener('abort', end);
  return {
    signal: controller.signal,
    keep,
    end: () => {
      keep();
      end();
    },
  };
}
