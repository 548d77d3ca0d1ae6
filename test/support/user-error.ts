/** Mistakes as the person at the keyboard sees them. */
import { UserError } from '../../src/errors/user-error.ts';

/** The UserError that an action ends with; fails where it ends otherwise. */
export function refused(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

/** The same of an action that is waited for. */
export async function rejected(action: () => Promise<unknown>): Promise<UserError> {
  const outcome = await action().then(
    () => new Error('it was not refused'),
    (error: unknown) => error,
  );
  if (outcome instanceof UserError) return outcome;
  throw outcome;
}
