/** Functions of a series over a range. Source: https://prometheus.io/docs/prometheus/latest/querying/functions/. */
import type { MetricType } from '../metrics/metric.ts';
import type { Duration } from '../time/duration.ts';
import type { Node, SelectorNode } from './ast.ts';
import { durationText, rangeText, type Range } from './range.ts';
import { selectorOf, type Series } from './selector.ts';
import { nodeOf, Vector, type Operand } from './vector.ts';
import { quantileNode } from './quantile.ts';

/** A vector evaluated again and again over a range, for the functions that end in `OverTime`. */
export class Subquery<L extends string> {
  declare readonly labelsOf: (labels: L) => L;
  readonly node: Node;

  constructor(node: Node) {
    this.node = node;
  }
}

/** Evaluates a vector every `step` over `range`. */
export function subquery<L extends string>(vector: Operand<L>, range: Range, step: Duration): Subquery<L> {
  return new Subquery({ kind: 'subquery', expr: nodeOf(vector), range: rangeText(range), step: durationText(step) });
}

/** Without a range, the one that holds at least four scrapes at any zoom. */
const rateInterval = '$__rate_interval';

/** A function of a counter: its value counts up and starts over at 0 with the process. */
interface CounterFunction {
  <L extends string>(series: Series<'counter', L>, range?: Range): Vector<L>;
}

/** A function of a gauge. */
interface GaugeFunction {
  <L extends string>(series: Series<'gauge', L>, range?: Range): Vector<L>;
}

/** A function of whatever a series holds. */
interface AnyFunction {
  <L extends string>(series: Series<'gauge', L> | Series<'counter', L>, range?: Range): Vector<L>;
}

interface OverTimeFunction {
  <L extends string>(series: Series<'gauge', L>, range: Range): Vector<L>;
  <L extends string>(subquery: Subquery<L>): Vector<L>;
}

/** As {@link OverTimeFunction}, for what asks only whether and how often there is a sample. */
interface PresenceFunction {
  <L extends string>(series: Series<'gauge' | 'counter', L>, range: Range): Vector<L>;
  <L extends string>(subquery: Subquery<L>): Vector<L>;
}

/** Increase per second, averaged over the range. */
export const rate: CounterFunction = of<'counter'>('rate');
/** Increase over the range. */
export const increase: CounterFunction = of<'counter'>('increase');
/** Increase per second between the last two samples of the range. */
export const irate: CounterFunction = of<'counter'>('irate');

/** Change per second by linear regression. */
export const deriv: GaugeFunction = of<'gauge'>('deriv');
/** Difference between the ends of the range. */
export const delta: GaugeFunction = of<'gauge'>('delta');

/** How often the value changed. A new series counts none. */
export const changes: AnyFunction = of<'gauge' | 'counter'>('changes');
/** How often the value fell: restarts, where it is a counter. */
export const resets: AnyFunction = of<'gauge' | 'counter'>('resets');

export const avgOverTime: OverTimeFunction = overTime<'gauge'>('avg_over_time');
export const minOverTime: OverTimeFunction = overTime<'gauge'>('min_over_time');
export const maxOverTime: OverTimeFunction = overTime<'gauge'>('max_over_time');
export const sumOverTime: OverTimeFunction = overTime<'gauge'>('sum_over_time');
export const countOverTime: PresenceFunction = overTime<'gauge' | 'counter'>('count_over_time');
export const lastOverTime: OverTimeFunction = overTime<'gauge'>('last_over_time');
export const stddevOverTime: OverTimeFunction = overTime<'gauge'>('stddev_over_time');
export const stdvarOverTime: OverTimeFunction = overTime<'gauge'>('stdvar_over_time');
export const presentOverTime: PresenceFunction = overTime<'gauge' | 'counter'>('present_over_time');
const absence: PresenceFunction = overTime<'gauge' | 'counter'>('absent_over_time', 'and');

/** 1 where no series matches over the whole range, of whatever spelling; nothing where one does. As `absent`. */
export function absentOverTime<L extends string>(series: Series<'gauge' | 'counter', L>, range: Range): Vector<never> {
  return new Vector(absence(series, range).node);
}

/** The φ-quantile of a gauge's samples over the range. */
export function quantileOverTime<L extends string>(phi: number, series: Series<'gauge', L>, range: Range): Vector<L> {
  return ranged('quantile_over_time', series, range, [quantileNode(phi)]);
}

function of<T extends MetricType>(name: string) {
  return <L extends string>(series: Series<T, L>, range: Range = rateInterval): Vector<L> =>
    ranged(name, series, range);
}

function overTime<T extends MetricType>(name: string, spellings: 'or' | 'and' = 'or') {
  return <L extends string>(series: Series<T, L> | Subquery<L>, range: Range = rateInterval): Vector<L> =>
    series instanceof Subquery
      ? new Vector({ kind: 'call', name, args: [series.node] })
      : ranged(name, series, range, [], spellings);
}

function ranged<T extends MetricType, L extends string>(
  name: string,
  series: Series<T, L>,
  range: Range,
  before: readonly Node[] = [],
  spellings: 'or' | 'and' = 'or',
): Vector<L> {
  const text = rangeText(range);
  const call = (selector: SelectorNode): Node => {
    return { kind: 'call', name, args: [...before, { ...selector, range: text }] };
  };
  return new Vector(selectorOf(series).each(call, spellings));
}
