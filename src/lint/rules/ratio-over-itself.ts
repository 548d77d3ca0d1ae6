import { print } from '../../promql/print.ts';
import { same } from '../promql/alike.ts';
import { divisions } from '../promql/division.ts';
import type { QueryRule } from '../rule.ts';

/** A ratio whose sides are the same, so that it says nothing. */
export const ratioOverItself: QueryRule = {
  scope: 'query',
  *check(query) {
    for (const { part, whole, factor } of divisions(query)) {
      if (factor === 0 || !same(part, whole)) continue;
      yield {
        problem: `${print(part)} is divided by itself, which is always ${factor}`,
        next: 'divide by the whole that it is a part of: the same sum without the matcher, or of all outcomes.',
      };
    }
  },
};
