import { add, or, type Vector } from '../promql/index.ts';

/**
 * Two sums together, where a missing one counts as none: the SDKs write a counter only once what it counts has
 * happened, so that a plain `+` would show nothing until both have.
 */
export function plus<L extends string>(left: Vector<L>, right: Vector<L>): Vector<L> {
  return or<L>(or<L>(add<L>(left, right), left), right);
}
