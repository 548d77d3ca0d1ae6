/** Between which values an expression lies, as far as that is certain. */
import type { BinaryNode, CallNode, Node } from '../../promql/ast.ts';
import { selectors } from '../../promql/ast.ts';
import { isVector } from '../../promql/kinds.ts';
import { conditionOf } from './condition.ts';
import { constantOf } from './constant.ts';
import { divisionOf } from './division.ts';
import { isShare } from './share.ts';

export interface Reach {
  readonly low: number;
  readonly high: number;
  /** Whether `high` stands for all that is above it, as a quantile does at the end of a histogram's buckets. */
  readonly cut: boolean;
}

/** They choose among samples or average them, so that the result lies where the samples do. */
const within = new Set(['min', 'max', 'avg', 'topk', 'bottomk', 'quantile', 'limitk', 'limit_ratio']);
const withinCalls = new Set([
  'avg_over_time',
  'clamp_max',
  'label_join',
  'label_replace',
  'last_over_time',
  'max_over_time',
  'min_over_time',
  'quantile_over_time',
  'sort',
  'sort_desc',
]);

/** Undefined where nothing is certain. A quantile has no lower end here. */
export function reachOf(node: Node): Reach | undefined {
  switch (node.kind) {
    case 'subquery':
      return reachOf(node.expr);
    case 'negation':
      return scale(reachOf(node.expr), -1);
    case 'aggregation':
      return within.has(node.operator) ? reachOf(node.expr) : undefined;
    case 'call':
      return ofCall(node);
    case 'binary':
      return ofBinary(node);
    default:
      return undefined;
  }
}

/** What two expressions reach together. */
export function together(a: Reach | undefined, b: Reach | undefined): Reach | undefined {
  if (a === undefined || b === undefined) return undefined;
  const higher = a.high >= b.high ? a : b;
  return { low: Math.min(a.low, b.low), high: higher.high, cut: higher.cut };
}

function ofCall({ name, args }: CallNode): Reach | undefined {
  const [first, second] = args;
  if (name === 'histogram_quantile') return second === undefined ? undefined : ofQuantile(second);
  if (name === 'vector') return first === undefined ? undefined : exactly(constantOf(first));
  const vector = withinCalls.has(name) ? args.find(isVector) : undefined;
  return vector === undefined ? undefined : reachOf(vector);
}

/** Above the largest finite bucket, a quantile is that bound. */
function ofQuantile(buckets: Node): Reach | undefined {
  const ends = selectors(buckets).map(({ metric }) => metric?.buckets?.at(-1));
  if (ends.length === 0 || ends.includes(undefined)) return undefined;
  return { low: -Infinity, high: Math.max(...ends.map((end) => end ?? Infinity)), cut: true };
}

function ofBinary(node: BinaryNode): Reach | undefined {
  const { operator, left, right } = node;
  const onLeft = isVector(left) ? undefined : constantOf(left);
  const onRight = isVector(right) ? undefined : constantOf(right);
  switch (operator) {
    case '*':
      return onRight === undefined ? scale(reachOf(right), onLeft) : scale(reachOf(left), onRight);
    case '/': {
      if (onRight !== undefined) return scale(reachOf(left), 1 / onRight);
      const division = divisionOf(node);
      return division !== undefined && isShare(division) ? { low: 0, high: division.factor, cut: false } : undefined;
    }
    case '+':
      return onRight === undefined ? shift(reachOf(right), onLeft) : shift(reachOf(left), onRight);
    case '-':
      return onRight === undefined ? shift(scale(reachOf(right), -1), onLeft) : shift(reachOf(left), -onRight);
    case 'or':
      return together(reachOf(left), reachOf(right));
    case 'and':
    case 'unless':
      return reachOf(left);
    default: {
      const condition = node.bool === true ? undefined : conditionOf(node);
      return condition === undefined ? undefined : reachOf(condition.series);
    }
  }
}

function exactly(value: number | undefined): Reach | undefined {
  return value === undefined ? undefined : { low: value, high: value, cut: false };
}

function shift(reach: Reach | undefined, by: number | undefined): Reach | undefined {
  if (reach === undefined || by === undefined) return undefined;
  return { low: reach.low + by, high: reach.high + by, cut: reach.cut };
}

/** Turned around, a quantile has no upper end, and what is cut off is at the lower one. */
function scale(reach: Reach | undefined, by: number | undefined): Reach | undefined {
  if (reach === undefined || by === undefined || by === 0) return undefined;
  const { low, high, cut } = reach;
  return by > 0 ? { low: low * by, high: high * by, cut } : { low: high * by, high: low * by, cut: false };
}
