/** Lengths of time in a query. */
import type { Duration } from '../time/duration.ts';
import type { IntervalVariable } from './variable.ts';

/**
 * Grafana's own lengths: `$__rate_interval` holds at least four scrapes, `$__interval` is one step of the graph,
 * `$__range` the whole time range.
 */
export type RangeMacro = '$__rate_interval' | '$__interval' | '$__range';

/** What may stand in the brackets of a range selector. */
export type Range = Duration | RangeMacro | IntervalVariable;

/** The text of a range. */
export function rangeText(range: Range): string {
  return typeof range === 'string' ? range : range.text;
}
