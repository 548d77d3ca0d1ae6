import { exitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';

/** What a lint ends with that was asked to stop. */
export function lintInterrupted(): UserError {
  return new UserError('Lint was interrupted.', { next: 'Run it again.', exit: exitCode.interrupted });
}
