import type { SelectorNode } from '../../promql/ast.ts';
import { print } from '../../promql/print.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';

/** Every selector must be narrowed by what the viewer chose for a label of the target. */
export function requiredMatcher(label: 'job' | 'instance'): QueryRule {
  const choice = `$${label}`;
  const isNarrowed = ({ matchers }: SelectorNode): boolean =>
    matchers.some((matcher) => matcher.label === label && matcher.operator === '=~' && matcher.value === choice);
  return {
    scope: 'query',
    check({ selectors }) {
      if (selectors.every(isNarrowed)) return nothing;
      return selectors.filter((selector) => !isNarrowed(selector)).map((selector) => complaint(selector, label));
    },
  };
}

function complaint({ range: _, ...series }: SelectorNode, label: string): Complaint {
  return {
    problem: `${print(series)} is not narrowed by the viewer's choice of ${label}`,
    next: `add ${label}=~"$${label}" to it.`,
  };
}
