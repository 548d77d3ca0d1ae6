import { UserError } from '../../errors/user-error.ts';
import { few } from '../../text/few.ts';
import type { UnusableFile } from '../desired.ts';

/** What to tell of files that cannot be pushed; the rest was looked at. */
export function unusableFiles(unusable: readonly UnusableFile[]): UserError {
  return new UserError(`${unusable.length === 1 ? 'A file' : `${unusable.length} files`} cannot be pushed.`, {
    details: few(
      unusable.map(({ file, reason }) => `${file}: ${reason}`),
      50,
      (left) => `and ${left} more`,
    ),
    next: 'Mend or remove what is named above.',
  });
}
