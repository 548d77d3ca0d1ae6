import type { NumberNode } from './ast.ts';

/**
 * Which quantile, from 0 to 1.
 * @throws RangeError for a percentage or anything else outside; the server would answer an infinity
 */
export function quantileNode(phi: number): NumberNode {
  if (phi >= 0 && phi <= 1) return { kind: 'number', value: phi };
  throw new RangeError(`${phi} is no quantile: write a number from 0 to 1, such as 0.95`);
}
