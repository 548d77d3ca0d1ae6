/** What the steps of one push share: the server, how long to wait, and whether it goes on at all. */
import { exitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { aborted } from './aborted.ts';
import type { BackupFolder } from './backup.ts';
import type { Grafana } from './grafana.ts';
import { NotPermitted } from './not-permitted.ts';
import type { Applied, Outcome } from './outcome.ts';
import type { Patience } from './patience.ts';

export interface ApplyOptions {
  /** Of the source, for the message of each save. */
  readonly commit: string | undefined;
  readonly backup: BackupFolder;
  readonly patience: Patience;
  /** How many dashboards at once. */
  readonly concurrency: number;
  /** Aborted, nothing new is begun. */
  readonly signal: AbortSignal;
  /** After each step. */
  readonly advance?: () => void;
  readonly tell?: (line: string) => void;
  /** How long a read may take that settles a lost answer when time is up, in milliseconds. */
  readonly lastRead?: number;
}

/** So many refusals for want of permission, and nothing written: the rest would be refused as well. */
const mostRefusals = 10;

export class Run {
  readonly grafana: Grafana;
  readonly options: ApplyOptions;
  #stopped: Applied['stopped'];
  #reason = '';
  #written = 0;
  #refusals = 0;

  constructor(grafana: Grafana, options: ApplyOptions) {
    this.grafana = grafana;
    this.options = options;
  }

  /** Asked before something is begun. */
  get stopped(): Applied['stopped'] {
    if (this.options.signal.aborted) this.#stop('interrupted', 'interrupted before its turn');
    else if (this.options.patience.isOver?.() === true) this.#outOfTime();
    return this.#stopped;
  }

  /** What kept something from being begun; what comes after all is done has stopped nothing. */
  get cutShortBy(): Applied['stopped'] {
    return this.#stopped;
  }

  /** What becomes of a step that has its turn: nothing, where the push has stopped. A UserError stops it, but for what only this step may not. */
  async turn(step: () => Promise<Outcome>): Promise<Outcome> {
    if (this.stopped !== undefined) return { kind: 'left', reason: this.#reason };
    const outcome = await step().catch((error: unknown) => this.failed(error));
    if (outcome.kind === 'done') this.#written += 1;
    if (outcome.kind === 'failed' && outcome.permission) {
      this.#refusals += 1;
      if (this.#written === 0 && this.#refusals >= mostRefusals) {
        this.#stop('refused', `stopped, for the first ${this.#refusals} writes lacked a permission`);
      }
    }
    return outcome;
  }

  /** A read that a write depends on: an interruption ends the wait for it, and with that the step. @throws UserError */
  async read<T>(reading: Promise<T>): Promise<T> {
    const done = new AbortController();
    const interruption = aborted(this.options.signal, done.signal).then(() => {
      throw new UserError('interrupted', { next: 'Push again.', exit: exitCode.interrupted });
    });
    try {
      return await Promise.race([reading, interruption]);
    } finally {
      done.abort();
    }
  }

  /** False where the push ends, which it then does for all steps. */
  async wait(attempt: number, retryAfter: number | undefined): Promise<boolean> {
    const goesOn = await this.options.patience.wait(attempt, retryAfter);
    if (goesOn && !this.options.signal.aborted) return true;
    if (this.options.signal.aborted) this.#stop('interrupted', 'interrupted before its turn');
    else this.#outOfTime();
    return false;
  }

  #outOfTime(): void {
    this.#stop('time-limit', 'the time limit was reached before its turn');
  }

  /** Only the first reason counts. */
  #stop(why: NonNullable<Applied['stopped']>, reason: string): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = why;
    this.#reason = reason;
  }

  /** What a UserError makes of a step; it stops the push. @throws any other error */
  failed(error: unknown): Outcome {
    if (!(error instanceof UserError)) throw error;
    const reason = withoutStop(error.message);
    if (error instanceof NotPermitted) return { kind: 'failed', reason, permission: true };
    if (error.exit === exitCode.interrupted) {
      this.#stop('interrupted', 'interrupted before its turn');
      return { kind: 'left', reason: 'interrupted before it was written' };
    }
    this.#stop('refused', `stopped before its turn: ${reason}`);
    return { kind: 'failed', reason, permission: error.exit === exitCode.permission };
  }
}

/** As a part of a longer sentence. */
export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
