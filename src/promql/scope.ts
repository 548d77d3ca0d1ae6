import { mapSelectors, type Matcher, type Node } from './ast.ts';

/**
 * Adds matchers to every selector, each where the metric has that label; a selector of unknown metrics gets them all.
 */
export function scope(node: Node, matchers: readonly Matcher[]): Node {
  return mapSelectors(node, (selector) => ({
    ...selector,
    matchers: [
      ...selector.matchers,
      ...matchers.filter(
        (added) =>
          (selector.metric?.labels.includes(added.label) ?? true) &&
          !selector.matchers.some(
            (own) => own.label === added.label && own.operator === added.operator && own.value === added.value,
          ),
      ),
    ],
  }));
}
