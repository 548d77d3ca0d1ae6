import { mul, div, gt, or } from './operators.ts';
import type { Operand, Vector } from './vector.ts';

/**
 * A part of a whole, both summed by the same labels: `(part or 0 * whole) / (whole > 0)`.
 * No traffic gives no sample rather than NaN, and a part that was never counted is zero rather than nothing.
 */
export function ratio<L extends string>(part: Operand<L>, whole: Operand<NoInfer<L>>): Vector<L> {
  return div<L>(or<L>(part, mul<L>(0, whole)), gt<L>(whole, 0));
}
