import { requiredMatcher } from '../support/required-matcher.ts';

/** A selector that the choice of the job does not narrow. */
export const targetJob = requiredMatcher('job');
