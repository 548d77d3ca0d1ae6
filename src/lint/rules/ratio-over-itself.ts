import { print } from '../../promql/print.ts';
import { same } from '../promql/alike.ts';
import { divisions } from '../promql/division.ts';
import type { QueryRule } from '../rule.ts';

/** A ratio whose sides are the same, so that it is always 1. */
export const ratioOverItself: QueryRule = {
  scope: 'query',
  *check({ node }) {
    if (node === undefined) return;
    for (const { part, whole } of divisions(node)) {
      if (!same(part, whole)) continue;
      yield {
        problem: `${print(part)} is divided by itself, which is always 1`,
        next: 'divide by the whole that it is a part of: the same sum without the matcher, or of all outcomes.',
      };
    }
  },
};
