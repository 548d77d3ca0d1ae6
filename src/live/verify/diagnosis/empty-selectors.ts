/** Finds the selectors that leave an expression empty, for they match nothing. */
import { children, type Node } from '../../../promql/ast.ts';
import type { Moment, Probes } from '../probes.ts';
import { aggregate, atTop, below, instantly, type Located, type Standing } from './shape.ts';

/**
 * The selectors that match nothing, in the order of the text. Where `or` offers another spelling, and that has series,
 * nothing is missing; nor is what an expression does without, as on the right of `unless`.
 */
export async function emptySelectors(node: Node, moment: Moment, probes: Probes): Promise<readonly Located[]> {
  const look = async (node: Node, standing: Standing): Promise<readonly Located[]> => {
    if (node.kind === 'selector') {
      const found = await probes.series(standing(aggregate('group', instantly(node))), moment);
      return found.length > 0 ? [] : [{ selector: node, standing }];
    }
    if (node.kind === 'call' && (node.name === 'absent' || node.name === 'absent_over_time')) return [];
    const inside = below(node, standing);
    if (node.kind === 'binary' && node.operator === 'unless') return look(node.left, inside);
    const ofChildren = await Promise.all(children(node).map((child) => look(child, inside)));
    const isChoice = node.kind === 'binary' && node.operator === 'or';
    return isChoice && ofChildren.some((missing) => missing.length === 0) ? [] : ofChildren.flat();
  };
  return look(node, atTop);
}
