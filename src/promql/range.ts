/** Lengths of time in a query. */
import { isDuration, seconds, type Duration } from '../time/duration.ts';
import type { IntervalVariable } from './variable.ts';

/**
 * Grafana's own lengths: `$__rate_interval` holds at least four scrapes, `$__interval` is one step of the graph,
 * `$__range` the whole time range.
 */
export type RangeMacro = '$__rate_interval' | '$__interval' | '$__range';

/** What may stand in the brackets of a range selector. */
export type Range = Duration | RangeMacro | IntervalVariable;

/**
 * The text of a range.
 * @throws RangeError where it is no length of time
 */
export function rangeText(range: Range): string {
  if (typeof range !== 'string') return range.text;
  return range.startsWith('$') ? range : durationText(range);
}

/**
 * A duration, once it is sure to be one: its type takes `-5m` too, which is no length.
 * @throws RangeError
 */
export function durationText<D extends string>(duration: D): D {
  if (isDuration(duration) && seconds(duration) > 0) return duration;
  throw new RangeError(`"${duration}" is no duration: write a whole number and a unit, such as 5m`);
}
