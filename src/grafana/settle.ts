/** One write, until it is known what became of it. */
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../errors/user-error.ts';
import { aborted } from './aborted.ts';
import type { Written } from './grafana.ts';
import type { Outcome } from './outcome.ts';
import { withoutStop, type Run } from './run.ts';

/** What a read shows after an answer that does not say whether the write was done. */
export type Look =
  /** What was to be written is there. */
  | 'as-wanted'
  /** As the plan found it: it can be sent again. */
  | 'as-before'
  /** Somebody else wrote. */
  | 'otherwise';

export interface Write {
  readonly send: () => Promise<Written>;
  readonly look: () => Promise<Look>;
}

/**
 * How often a write is sent whose answers are lost although the server answers reads: then it is this write that it
 * cannot do. A server that only is busy is asked for as long as there is patience.
 */
const mostLost = 5;
/** In milliseconds. */
const usualLastRead = 5000;

type Finding = { readonly kind: Look } | { readonly kind: 'unknown'; readonly reason: string };

/** Nothing is sent a second time without a read that shows that the first is not there, unless the server said so. */
export async function settle(run: Run, { send, look }: Write): Promise<Outcome> {
  let lost = 0;
  const found = (goesOn: boolean): Promise<Finding> => finding(run, look, goesOn);
  for (let attempt = 1; ; attempt += 1) {
    let written: Written;
    try {
      written = await send();
    } catch (error) {
      return orWanted(run.failed(error));
    }
    switch (written.kind) {
      case 'done':
        return written;
      case 'refused': {
        const { reason, permission } = written;
        return orWanted({ kind: 'failed', reason, permission });
      }
      case 'changed-since':
      case 'missing': {
        const { kind } = await found(run.stopped === undefined);
        // It may be our own write, whose answer was lost, or that of somebody with the same code.
        if (kind === 'as-wanted') return lost > 0 ? { kind: 'done' } : { kind: 'nothing' };
        return { kind: 'changed-since' };
      }
      case 'busy':
        if (!(await run.wait(attempt, written.retryAfter))) return orWanted(givenUp(run, written.reason));
        break;
      case 'unsure': {
        lost += 1;
        const goesOn = await run.wait(attempt, written.retryAfter);
        const { reason } = written;
        const now = await found(goesOn);
        if (now.kind === 'as-wanted') return { kind: 'done' };
        if (now.kind === 'otherwise') return { kind: 'changed-since' };
        if (now.kind === 'unknown') return { kind: 'unsure', reason: `${reason}; ${now.reason}` };
        // It may be under way still, and no time is left to look again.
        if (!goesOn) return { kind: 'unsure', reason: `${reason}; read right after that, it was not written yet` };
        if (lost === mostLost) {
          return {
            kind: 'failed',
            reason: `${reason}; sent ${lost} times, read each time after that, it was not written`,
            permission: false,
          };
        }
        break;
      }
    }
  }

  /** An earlier one, whose answer was lost, may have arrived after it was looked for. */
  async function orWanted(outcome: Outcome): Promise<Outcome> {
    if (lost === 0) return outcome;
    const now = await found(run.stopped === undefined);
    if (now.kind === 'as-wanted') return { kind: 'done' };
    return now.kind === 'unknown' ? { kind: 'unsure', reason: now.reason } : outcome;
  }
}

function givenUp(run: Run, reason: string): Outcome {
  return run.stopped === 'interrupted'
    ? { kind: 'left', reason: `interrupted: ${reason}` }
    : { kind: 'failed', reason: `${reason}, until the time limit`, permission: false };
}

/** @param goesOn whether there is time; where there is none, or an interruption takes it, little is waited for */
async function finding(run: Run, look: () => Promise<Look>, goesOn: boolean): Promise<Finding> {
  const { signal, lastRead = usualLastRead } = run.options;
  const done = new AbortController();
  const late = (async (): Promise<Finding> => {
    if (goesOn) await aborted(signal, done.signal);
    await pause(lastRead, undefined, { signal: done.signal }).catch(() => undefined);
    return { kind: 'unknown', reason: 'it could not be read in time whether it was written' };
  })();
  try {
    return await Promise.race([look().then((kind) => ({ kind })), late]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'unknown', reason: withoutStop(error.message) };
  } finally {
    done.abort();
  }
}
