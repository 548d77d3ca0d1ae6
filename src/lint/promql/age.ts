/** Expressions of the time of a sample and of now. */
import type { BinaryNode, CallNode, Node, SelectorNode } from '../../promql/ast.ts';
import { isComparison } from '../../promql/precedence.ts';

/** `samples * timestamp(x) + now * time() + seconds`. */
interface Linear {
  readonly samples: number;
  readonly now: number;
  /** `variable` where a variable of the dashboard is among the numbers. */
  readonly seconds: number | 'variable';
  readonly series: SelectorNode | undefined;
}

/** What is asked of the age of samples. */
export interface AgeQuestion {
  /** The expression that asks. */
  readonly node: BinaryNode;
  /** The series whose samples are meant. */
  readonly series: SelectorNode;
  /** The age in seconds that theirs is held against; undefined where a variable says it. */
  readonly limit: number | undefined;
}

/** The places of an expression where the age of samples is held against a length of time, by comparison or difference. */
export function ageQuestions(node: Node): readonly AgeQuestion[] {
  if (node.kind === 'binary') {
    const question = ask(node);
    if (question !== undefined) return [question];
    return [...ageQuestions(node.left), ...ageQuestions(node.right)];
  }
  if (node.kind === 'call') return node.args.flatMap(ageQuestions);
  return node.kind === 'aggregation' || node.kind === 'negation' || node.kind === 'subquery'
    ? ageQuestions(node.expr)
    : [];
}

function ask(node: BinaryNode): AgeQuestion | undefined {
  const difference = isComparison(node.operator) ? subtract(linear(node.left), linear(node.right)) : linear(node);
  if (difference === undefined) return undefined;
  const { samples, now, seconds, series } = difference;
  if (series === undefined || now === 0 || samples !== -now) return undefined;
  return { node, series, limit: seconds === 'variable' ? undefined : -seconds / now };
}

const nothing: Linear = { samples: 0, now: 0, seconds: 0, series: undefined };
/** They choose among the results, or write them otherwise. */
const choosing = new Set([
  'min',
  'max',
  'avg',
  'topk',
  'bottomk',
  'ceil',
  'floor',
  'round',
  'scalar',
  'vector',
  'sort',
]);

function linear(node: Node): Linear | undefined {
  switch (node.kind) {
    case 'number':
      return { ...nothing, seconds: node.value };
    case 'macro':
      return { ...nothing, seconds: 'variable' };
    case 'negation':
      return scale(linear(node.expr), -1);
    case 'aggregation':
      return choosing.has(node.operator) ? linear(node.expr) : undefined;
    case 'call':
      return linearCall(node);
    case 'binary':
      return linearBinary(node);
    default:
      return undefined;
  }
}

function linearCall({ name, args }: CallNode): Linear | undefined {
  const [arg] = args;
  if (name === 'time') return { ...nothing, now: 1 };
  if (arg === undefined) return undefined;
  if (name === 'timestamp') {
    // A sample of long ago was asked for where there is an offset or a time.
    const isOfNow = arg.kind === 'selector' && arg.offset === undefined && arg.at === undefined;
    return isOfNow ? { ...nothing, samples: 1, series: arg } : undefined;
  }
  return choosing.has(name) || name === 'sort_desc' ? linear(arg) : undefined;
}

function linearBinary({ operator, left, right }: BinaryNode): Linear | undefined {
  switch (operator) {
    case '+':
      return subtract(linear(left), scale(linear(right), -1));
    case '-':
      return subtract(linear(left), linear(right));
    case '*':
      return product(linear(left), linear(right));
    case '/':
      return quotient(linear(left), linear(right));
    default:
      return undefined;
  }
}

function subtract(a: Linear | undefined, b: Linear | undefined): Linear | undefined {
  if (a === undefined || b === undefined) return undefined;
  return {
    samples: a.samples - b.samples,
    now: a.now - b.now,
    seconds: a.seconds === 'variable' || b.seconds === 'variable' ? 'variable' : a.seconds - b.seconds,
    series: a.series ?? b.series,
  };
}

function product(a: Linear | undefined, b: Linear | undefined): Linear | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (isNumber(a)) return a.seconds === 'variable' ? unknownNumber(b) : scale(b, a.seconds);
  if (isNumber(b)) return b.seconds === 'variable' ? undefined : scale(a, b.seconds);
  return undefined;
}

function quotient(a: Linear | undefined, b: Linear | undefined): Linear | undefined {
  if (a === undefined || b === undefined || !isNumber(b)) return undefined;
  return b.seconds === 'variable' ? unknownNumber(a) : scale(a, 1 / b.seconds);
}

function unknownNumber(other: Linear): Linear | undefined {
  return isNumber(other) ? { ...nothing, seconds: 'variable' } : undefined;
}

function isNumber({ samples, now }: Linear): boolean {
  return samples === 0 && now === 0;
}

function scale(value: Linear | undefined, factor: number): Linear | undefined {
  if (value === undefined) return undefined;
  const { samples, now, seconds, series } = value;
  return {
    samples: samples * factor,
    now: now * factor,
    seconds: seconds === 'variable' ? seconds : seconds * factor,
    series,
  };
}
