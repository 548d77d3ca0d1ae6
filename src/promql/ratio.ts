import type { Node } from './ast.ts';
import { div, gt, mul, or } from './operators.ts';
import { strangers } from './strangers.ts';
import { nodeOf, type Operand, type Vector } from './vector.ts';

/**
 * A part of a whole, both summed by the same labels: `(part or 0 * whole) / (whole > 0)`.
 * No traffic gives no sample rather than NaN, and a part that was never counted is zero rather than nothing.
 * @throws RangeError where both are kept apart by `job` or `instance` and no job exposes both: no part would ever find
 * its whole, and the ratio would always be 0
 */
export function ratio<L extends string>(part: Operand<L>, whole: Operand<NoInfer<L>>): Vector<L> {
  refuseStrangers(nodeOf(part), nodeOf(whole));
  return div<L>(or<L>(part, mul<L>(0, whole)), gt<L>(whole, 0));
}

function refuseStrangers(part: Node, whole: Node): void {
  const apart = strangers(part, whole);
  if (apart === undefined) return;
  const { labels, ofPart, ofWhole } = apart;
  throw new RangeError(
    `a ratio by ${labels.join(' and ')} is always 0 here: ${ofPart.join(', ')} exposes the part and ${ofWhole.join(', ')} the whole; sum both by environment`,
  );
}
