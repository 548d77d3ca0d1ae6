/** Lengths of time in a query. */
import type { IntervalVariable } from './variable.ts';

type DurationUnit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'y';

/** `5m`, `1h`, `30d`. */
export type Duration = `${number}${DurationUnit}`;

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
