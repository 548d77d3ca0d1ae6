/** How long to wait before something is asked again, and when to give up. */
import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /**
   * Waits before the next try.
   * @param attempt how many tries have failed, from 1
   * @param retryAfter in milliseconds, where the server named a time
   * @param enough aborted where nobody needs the answer any more
   * @returns false where the time is up, would be before the wait is over, or the run was interrupted, or it is enough
   */
  wait(attempt: number, retryAfter: number | undefined, enough?: AbortSignal): Promise<boolean>;
  /** Whether the time is up: a server that answers slowly, or for ever, needs no waits. */
  isOver?(): boolean;
}

export interface Clock {
  /** In milliseconds; never goes back. */
  now(): number;
  /** Ends early, without an error, where the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export interface PatienceOptions {
  /** How long all of it may take, in seconds from now. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** From 0 up to 1. */
  readonly random?: () => number;
  readonly clock?: Clock;
}

/** The first wait is at most so long, in milliseconds; each further one at most twice as long, up to the longest. */
const first = 250;
const longest = 10_000;

const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => pause(milliseconds, undefined, { signal }).catch(() => undefined),
};

/**
 * Waits a random time that grows with each try, so that many who failed together do not come back together. A time that
 * the server names is waited for in any case, and a little longer for the same reason.
 */
export function patience({ limit, signal, random = Math.random, clock = systemClock }: PatienceOptions): Patience {
  const end = clock.now() + limit * 1000;
  return {
    async wait(attempt, retryAfter, enough = signal) {
      const left = end - clock.now();
      const named = retryAfter ?? 0;
      const ended = AbortSignal.any([signal, enough]);
      if (ended.aborted || left <= 0 || named > left) return false;
      const most = named > 0 ? first : Math.min(longest, first * 2 ** Math.max(0, attempt - 1));
      await clock.sleep(Math.min(left, named + random() * most), ended);
      return !ended.aborted;
    },
    isOver: () => clock.now() >= end,
  };
}
