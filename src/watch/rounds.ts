import type { Snapshot, Sources } from './sources.ts';

/**
 * Runs a round, and another after each change, one at a time, until the signal. Changes during a round give one round
 * after it. The first round is given no paths.
 */
export async function rounds(
  sources: Sources,
  round: (changed: readonly string[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let before = sources.scan();
  await round([]);
  try {
    while (!signal.aborted) {
      await sources.quiet(signal);
      const now = sources.scan();
      const changed = differences(before, now);
      before = now;
      if (changed.length > 0) await round(changed);
      else await sources.change(signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The files that are not as they were: new, changed or gone; sorted. */
function differences(before: Snapshot, now: Snapshot): readonly string[] {
  const paths = new Set([...before.keys(), ...now.keys()]);
  return [...paths].filter((path) => before.get(path) !== now.get(path)).sort();
}
