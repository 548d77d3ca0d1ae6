/** Expressions that are 0 where nothing happens. */
import { selectors, type BinaryNode, type CallNode, type Node, type SelectorNode } from '../../promql/ast.ts';
import { isVector } from '../../promql/kinds.ts';
import { binaries } from './binaries.ts';
import { conditionOf, leavesOutZero } from './condition.ts';
import { constantOf } from './constant.ts';

const counting = new Set(['rate', 'increase', 'irate', 'changes', 'resets']);
/** Functions whose result may be 0 where that of their argument may. */
const keepsZero = new Set([
  'abs',
  'avg_over_time',
  'ceil',
  'clamp_max',
  'first_over_time',
  'floor',
  'histogram_count',
  'label_join',
  'label_replace',
  'last_over_time',
  'max_over_time',
  'min_over_time',
  'quantile_over_time',
  'round',
  'scalar',
  'sort',
  'sort_by_label',
  'sort_by_label_desc',
  'sort_desc',
  'sqrt',
  'sum_over_time',
  'vector',
]);
const aggregations = new Set(['sum', 'min', 'max', 'avg', 'topk', 'bottomk', 'quantile', 'limitk', 'limit_ratio']);
/** `level:metric:operations`, as recording rules are named. */
const recorded = /:(?:rate|irate|increase)(?:\d\w*)?$/;

/** Whether an expression is made of rates or counts, and 0 without traffic: nothing in it keeps 0 out. */
export function canBeIdle(node: Node): boolean {
  switch (node.kind) {
    case 'selector':
      return isRecordedRate(node);
    case 'subquery':
    case 'negation':
      return canBeIdle(node.expr);
    case 'call':
      return callCanBeIdle(node);
    case 'aggregation':
      return aggregations.has(node.operator) && canBeIdle(node.expr);
    case 'binary':
      return binaryCanBeIdle(node);
    default:
      return false;
  }
}

function isRecordedRate({ name }: SelectorNode): boolean {
  return name !== undefined && recorded.test(name);
}

function callCanBeIdle({ name, args }: CallNode): boolean {
  if (counting.has(name)) return selectors({ kind: 'call', name, args }).length > 0;
  const [vector = undefined, least] = args;
  if (name === 'clamp_min' || name === 'clamp') {
    const bound = least === undefined ? undefined : constantOf(least);
    return vector !== undefined && bound !== undefined && bound <= 0 && canBeIdle(vector);
  }
  const argument = keepsZero.has(name) ? args.find((arg) => isVector(arg) || arg.kind === 'call') : undefined;
  return argument !== undefined && canBeIdle(argument);
}

function binaryCanBeIdle(node: BinaryNode): boolean {
  const { operator, left, right } = node;
  switch (operator) {
    case '+':
    case '-':
      return canBeIdle(left) && canBeIdle(right);
    case '*':
      return canBeIdle(left) || canBeIdle(right);
    case '/':
    case '^':
      return canBeIdle(left);
    case 'or':
      return canBeIdle(left) || canBeIdle(right);
    case 'and':
    case 'unless':
      return !setsCondition(right) && canBeIdle(left);
    case '%':
    case 'atan2':
      return false;
    default: {
      const condition = node.bool === true ? undefined : conditionOf(node);
      return condition !== undefined && !leavesOutZero(condition) && canBeIdle(condition.series);
    }
  }
}

/** Whether an expression compares, so that what stands before `and` or `unless` is narrowed by value. */
export function setsCondition(node: Node): boolean {
  return binaries(node).some((binary) => conditionOf(binary) !== undefined);
}
