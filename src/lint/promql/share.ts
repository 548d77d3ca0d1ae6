/** Ratios that are certain to lie between 0 and 1. */
import { children, selectors, type CallNode, type Node } from '../../promql/ast.ts';
import { matchersOn, same } from './alike.ts';
import { bare, type Division } from './division.ts';

const rates = new Set(['rate', 'increase', 'irate']);

/** Whether the whole is certain to contain the part: it has fewer matchers, or is a sum with the part in it. */
export function isShare(division: Division): boolean {
  const { part, whole, factor } = division;
  if (factor <= 0 || !addsRates(part) || !addsRates(whole)) return false;
  return isNarrower(division) || terms(whole).some((term) => same(part, term));
}

function isNarrower({ whole, differing: labels = [] }: Division): boolean {
  const open = labels.every((label) => selectors(whole).every((selector) => matchersOn(selector, label).length === 0));
  return labels.length > 0 && open;
}

/** What an expression is the sum of. */
function terms(node: Node): readonly Node[] {
  const { expr, factor } = bare(node);
  if (factor < 1) return [];
  return expr.kind === 'binary' && expr.operator === '+' ? [...terms(expr.left), ...terms(expr.right)] : [expr];
}

/** Whether nothing but sums of rates is in an expression, all of which are 0 or more. */
function addsRates(node: Node): boolean {
  switch (node.kind) {
    case 'call':
      return rates.has(node.name) || isZero(node);
    case 'aggregation':
      return node.operator === 'sum' && addsRates(node.expr);
    case 'binary': {
      const { operator } = node;
      const adds = operator === '+' || operator === 'or' || operator === '*';
      return adds && children(node).every((child) => (child.kind === 'number' ? child.value >= 0 : addsRates(child)));
    }
    default:
      return false;
  }
}

function isZero({ name, args: [arg] }: CallNode): boolean {
  return name === 'vector' && arg?.kind === 'number' && arg.value === 0;
}
