import { exitCode } from '../../errors/exit-code.ts';
import { UserError } from '../../errors/user-error.ts';

/** What a run ends with that was asked to stop. */
export function verifyInterrupted(details: readonly string[] = []): UserError {
  return new UserError('Verify was interrupted.', { details, next: 'Run it again.', exit: exitCode.interrupted });
}
