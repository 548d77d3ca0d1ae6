import { selectors } from '../../promql/ast.ts';
import { print } from '../../promql/print.ts';
import type { QueryRule } from '../rule.ts';

/** Every selector must be narrowed by what the viewer chose for a label of the target. */
export function requiredMatcher(label: 'job' | 'instance'): QueryRule {
  return {
    scope: 'query',
    *check({ node, onceChosen }) {
      const root = node ?? onceChosen;
      if (root === undefined) return;
      for (const selector of selectors(root)) {
        const narrowed = selector.matchers.some(
          (matcher) => matcher.label === label && matcher.operator === '=~' && matcher.value === `$${label}`,
        );
        if (narrowed) continue;
        const { range: _, ...series } = selector;
        yield {
          problem: `${print(series)} is not narrowed by the viewer's choice of ${label}`,
          next: `add ${label}=~"$${label}" to it.`,
        };
      }
    },
  };
}
