import { print } from '../../promql/print.ts';
import { ratioRule } from '../support/ratio-rule.ts';

/** A ratio whose sides are the same, so that it says nothing. */
export const ratioOverItself = ratioRule(({ part, factor, differing }) => {
  if (factor === 0 || differing?.length !== 0) return undefined;
  return {
    problem: `${print(part)} is divided by itself, which is always ${factor}`,
    next: 'divide by the whole that it is a part of: the same sum without the matcher, or of all outcomes.',
  };
});
