import { requiredMatcher } from '../support/required-matcher.ts';

/** A selector that the choice of the instance does not narrow. */
export const targetInstance = requiredMatcher('instance');
