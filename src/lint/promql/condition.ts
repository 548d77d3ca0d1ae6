import type { BinaryNode, ComparisonOperator, Node } from '../../promql/ast.ts';
import { isVector } from '../../promql/kinds.ts';
import type { PromQL } from '../subject.ts';
import { constantOf } from './constant.ts';

/** Series compared with a number, whichever of them is written first. */
export interface Condition {
  readonly series: Node;
  readonly operator: ComparisonOperator;
  /** Undefined where it is not known: a variable, or `scalar(…)`. */
  readonly limit: number | undefined;
}

/** Whether a query may compare; most do not, and to look into its text is cheap. */
export function mayCompare({ text }: PromQL): boolean {
  return text.includes('>') || text.includes('<') || text.includes('==');
}

const mirrored = { '>': '<', '<': '>', '>=': '<=', '<=': '>=', '==': '==', '!=': '!=' } as const;

/** What a comparison asks of series; undefined where it is none, or where both sides are series. */
export function conditionOf({ operator, left, right }: BinaryNode): Condition | undefined {
  if (!isComparisonOperator(operator)) return undefined;
  if (!isVector(right)) return isVector(left) ? { series: left, operator, limit: constantOf(right) } : undefined;
  return isVector(left) ? undefined : { series: right, operator: mirrored[operator], limit: constantOf(left) };
}

function isComparisonOperator(operator: string): operator is ComparisonOperator {
  return operator in mirrored;
}

/** Whether no 0 passes: `> 0`, `!= 0`. A limit that is not known is taken to be one that guards. */
export function leavesOutZero({ operator, limit }: Condition): boolean {
  if (limit === undefined) return true;
  switch (operator) {
    case '>':
      return limit >= 0;
    case '>=':
      return limit > 0;
    case '<':
      return limit <= 0;
    case '<=':
      return limit < 0;
    case '==':
      return limit !== 0;
    case '!=':
      return limit === 0;
  }
}
