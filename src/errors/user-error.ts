import { exitCode, type ExitCode } from './exit-code.ts';

export interface UserErrorOptions {
  /** Lines that locate it: file and line, dashboard, panel. */
  readonly details?: readonly string[];
  /** What to do next: a sentence or a command. */
  readonly next: string;
  readonly exit?: ExitCode;
  readonly cause?: unknown;
}

/**
 * A mistake that the person at the keyboard can mend. It is shown as summary, details and the next step, without a
 * stack trace.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly details: readonly string[];
  readonly next: string;
  readonly exit: ExitCode;

  constructor(summary: string, options: UserErrorOptions) {
    super(summary, options.cause === undefined ? undefined : { cause: options.cause });
    this.details = options.details ?? [];
    this.next = options.next;
    this.exit = options.exit ?? exitCode.usage;
  }
}
