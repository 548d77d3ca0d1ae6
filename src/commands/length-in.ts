import { UserError } from '../errors/user-error.ts';
import { lengthInSeconds } from '../time/duration.ts';

/**
 * The length of time that an option was given, in seconds.
 * @throws UserError where it is none
 */
export function lengthIn(option: string, text: string): number {
  const value = lengthInSeconds(text);
  if (value !== undefined && value > 0) return value;
  throw new UserError(`${option} ${text}: it must be a length of time, such as 15s, 6h or 7d.`, { next: 'Change it.' });
}
