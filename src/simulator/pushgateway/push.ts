/** Pushes what batch jobs leave behind to a Pushgateway. */
import { setTimeout as pause } from 'node:timers/promises';
import { contentTypes, page } from '../exposition/write.ts';
import type { BatchJob } from './batch-jobs.ts';

/** How long a push may take, in milliseconds. */
const limit = 5000;
/** How often it is looked whether a job is due or a push is to be tried again, in milliseconds. */
const interval = 5000;

export interface PushOptions {
  /** Where the Pushgateway is, without or with a path. */
  readonly url: string;
  readonly jobs: readonly BatchJob[];
  /** The time in Unix seconds. */
  readonly now: () => number;
  /** Takes a line for stderr. */
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs the jobs when they are due and pushes each at once, until the signal comes. A push that fails is tried again; that
 * the Pushgateway cannot be reached is told once, and once that it can be again.
 */
export async function pushBatchJobs({ url, jobs, now, tell, signal }: PushOptions): Promise<void> {
  const waiting = new Set<BatchJob>();
  let failing = false;
  while (!signal.aborted) {
    for (const job of jobs) {
      const due = job.next;
      job.advance(now());
      if (job.next !== due) waiting.add(job);
    }
    let problem: string | undefined;
    for (const job of waiting) {
      problem = await push(url, job, signal);
      if (problem !== undefined) break;
      waiting.delete(job);
    }
    if (signal.aborted) return;
    if (problem !== undefined && !failing)
      tell(`Pushgateway ${url}: ${problem}; batch jobs push again when it answers.`);
    if (problem === undefined && failing) tell(`Pushgateway ${url}: it answers again.`);
    failing = problem !== undefined;
    await pause(interval, undefined, { signal }).catch(() => undefined);
  }
}

/** Replaces the group of a job. @returns what went wrong */
async function push(url: string, { job, instance, page: instruments }: BatchJob, signal: AbortSignal) {
  try {
    const target = `${url.replace(/\/+$/, '')}/metrics/job/${encodeURIComponent(job)}/instance/${encodeURIComponent(instance)}`;
    const response = await fetch(target, {
      method: 'PUT',
      headers: { 'content-type': contentTypes.text },
      body: page(await instruments.families(), 'text'),
      signal: AbortSignal.any([signal, AbortSignal.timeout(limit)]),
    });
    if (response.ok) return undefined;
    return `it refuses a push with ${response.status} (${firstLine(await response.text())})`;
  } catch (error) {
    return `it cannot be reached (${reasonOf(error)})`;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? firstLine(error.cause.message || String(error.cause)) : error.message;
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
