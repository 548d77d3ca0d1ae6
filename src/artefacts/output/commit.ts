import { exitCode } from '../../errors/exit-code.ts';
import { UserError } from '../../errors/user-error.ts';
import { outputError, tolerating } from './errors.ts';
import { removeJournal, writeJournal, type Step } from './journal.ts';
import { apply, revert } from './steps.ts';

/** Changes the output folder: all steps, or none. It does not wait for anything, so nothing comes between. */
export function commit(root: string, staging: string, steps: readonly Step[]): void {
  let done = 0;
  try {
    writeJournal(staging, steps);
    for (const step of steps) {
      apply(root, staging, step);
      done += 1;
    }
    removeJournal(staging);
  } catch (error) {
    undo(root, staging, steps.slice(0, done), error);
    throw outputError(root, steps[done]?.path ?? '', error);
  }
}

/**
 * Takes steps back, last one first, and ends the commit. Each step finds out whether it was taken, so that steps of a
 * process that was killed can be taken back too, and again if this process is killed as well.
 */
export function undo(root: string, staging: string, steps: readonly Step[], reason: unknown): void {
  let failure: unknown;
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      failure ??= error;
    }
  };
  for (const step of steps.toReversed()) attempt(() => revert(root, staging, step));
  if (failure === undefined) attempt(() => tolerating(['ENOENT'], () => removeJournal(staging)));
  if (failure === undefined) return;
  throw new UserError(`${root}: the build broke off and the folder could not be put back as it was`, {
    details: [reason, failure].filter((error) => error instanceof Error).map((error) => error.message),
    next: `Mend the cause and build again: the build first puts the folder back from ${staging}.`,
    exit: exitCode.partial,
    cause: failure,
  });
}
