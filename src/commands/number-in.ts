import { UserError } from '../errors/user-error.ts';

export interface NumberRange {
  readonly from: number;
  readonly to: number;
  /** Whether fractions are refused. */
  readonly whole: boolean;
}

/**
 * The number that an option was given.
 * @throws UserError where it is none, or out of its range
 */
export function numberIn(option: string, text: string, { from, to, whole }: NumberRange): number {
  const value = (whole ? /^\d+$/ : /^\d*\.?\d+$/).test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  const kind = whole ? 'whole number' : 'number';
  throw new UserError(`${option} is "${text}", and must be a ${kind} from ${from} to ${to}.`, {
    next: `Give ${option} such a number.`,
  });
}
