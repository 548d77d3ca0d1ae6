/** Functions of instant vectors. Source: https://prometheus.io/docs/prometheus/latest/querying/functions/. */
import type { Duration } from '../time/duration.ts';
import type { Node } from './ast.ts';
import { durationText } from './range.ts';
import { AnySelector, selectorOf, type Series } from './selector.ts';
import { nodeOf, Scalar, Vector, type Operand } from './vector.ts';

/** Now, as seconds since 1970. */
export function time(): Scalar {
  return new Scalar({ kind: 'call', name: 'time', args: [] });
}

/** The value of a vector of one series; NaN of any other. */
export function scalar(vector: Operand<never>): Scalar {
  return new Scalar({ kind: 'call', name: 'scalar', args: [nodeOf(vector)] });
}

/** A number as a vector without labels. */
export function vector(value: number | Scalar): Vector<never> {
  const arg: Node = typeof value === 'number' ? { kind: 'number', value } : value.node;
  return new Vector({ kind: 'call', name: 'vector', args: [arg] });
}

/**
 * 1 where no series matches, nothing where one does. It carries the labels of equality matchers, which the compiler
 * does not follow: to it there are none.
 */
export function absent<L extends string>(series: Series<'gauge' | 'counter', L>): Vector<never> {
  return new Vector({ kind: 'call', name: 'absent', args: [selectorOf(series).instant()] });
}

/** How far back a series must be missing to be new: a scrape or two may fail without that. */
const missingFor = '10m';

/**
 * Series that did not exist some time ago: a process that started since, whose counters `changes` never sees change. One
 * that starts again under the same labels within ten minutes goes unnoticed.
 */
export function appearedWithin<L extends string>(series: Series<'gauge' | 'counter', L>, within: Duration): Vector<L> {
  const now = selectorOf(series);
  const before = new AnySelector(now.metric, now.matchers, durationText(within));
  const seen = before.each((selector) => ({
    kind: 'call',
    name: 'present_over_time',
    args: [{ ...selector, range: missingFor }],
  }));
  return new Vector({ kind: 'binary', operator: 'unless', left: now.instant(), right: seen });
}

export function abs<L extends string>(vector: Operand<L>): Vector<L> {
  return call('abs', vector);
}

export function ceil<L extends string>(vector: Operand<L>): Vector<L> {
  return call('ceil', vector);
}

/** Values below `least` become `least`. */
export function clampMin<L extends string>(vector: Operand<L>, least: number): Vector<L> {
  return call('clamp_min', vector, least);
}

/** Values above `most` become `most`. */
export function clampMax<L extends string>(vector: Operand<L>, most: number): Vector<L> {
  return call('clamp_max', vector, most);
}

function call<L extends string>(name: string, vector: Operand<L>, ...numbers: readonly number[]): Vector<L> {
  const args = numbers.map((value): Node => ({ kind: 'number', value }));
  return new Vector({ kind: 'call', name, args: [nodeOf(vector), ...args] });
}
