/**
 * Checks of an expression against the catalogue, for text that the compiler did not see. They find what the types of
 * the typed functions refuse: unknown metrics and labels, functions of the wrong type of metric, quantiles without
 * `le`, vectors that cannot match.
 */
import type { MetricInfo } from '../metrics/metric.ts';
import {
  selectors,
  type AggregationNode,
  type BinaryNode,
  type CallNode,
  type Node,
  type SelectorNode,
} from './ast.ts';
import { nearest, orNearest } from '../text/nearest.ts';
import { choosing } from './choosing.ts';
import { isVector, kindProblems } from './kinds.ts';
import { print } from './print.ts';

/** Labels of a result, each once: those known, or any where they cannot be known. There are too few for a set to pay. */
type Labels = readonly string[] | 'any';

const noLabels: Labels = [];

const counterOnly = new Set(['rate', 'increase', 'irate']);
const gaugeOnly = new Set([
  'deriv',
  'delta',
  'idelta',
  'predict_linear',
  'holt_winters',
  'double_exponential_smoothing',
]);
/** Functions that a bare counter may be given: they ask whether and when it is there, not how much it is. */
export const countersAllowed: ReadonlySet<string> = new Set([
  ...counterOnly,
  'changes',
  'resets',
  'absent',
  'absent_over_time',
  'present_over_time',
  'count_over_time',
  'timestamp',
]);
/** `absent` keeps the labels of equality matchers only, and no promise can be made of them. */
const withoutLabels = new Set(['time', 'vector', 'scalar', 'pi', 'absent', 'absent_over_time']);
const internalLabels = new Set(['__name__']);

/** Of which kind a problem is. `impossible` is what the server refuses, or what can never have a result. */
export type ProblemKind =
  'unknown-metric' | 'unknown-label' | 'wrong-type' | 'bare-counter' | 'quantile-without-le' | 'impossible';

export interface Problem {
  readonly kind: ProblemKind;
  /** What is wrong, in a sentence. */
  readonly text: string;
  /** The series that it is about, where there is one by name. */
  readonly series?: string;
}

/** The known name that an unknown one of a metric most likely means. */
export type Suggest = (name: string) => string | undefined;

const noSuggestion: Suggest = () => undefined;

/** What is wrong with an expression, one sentence each; none where it is fine. */
export function check(node: Node, suggest: Suggest = noSuggestion): readonly string[] {
  return inspect(node, suggest).problems.map((problem) => problem.text);
}

/** What an inspection has found out. */
export interface Inspection {
  readonly problems: readonly Problem[];
  /** Those that the result carries. */
  readonly labels: Labels;
  /** The selectors without a name of their own. */
  readonly nameless: readonly SelectorNode[];
  /** Whether any selector is of a metric that is known. */
  readonly asksKnown: boolean;
}

/** What is wrong with an expression, and which series it asks for. */
export function inspect(node: Node, suggest: Suggest = noSuggestion): Inspection {
  const checker = new Checker(suggest);
  const labels = checker.labels(node, 'instant');
  for (const text of kindProblems(node)) checker.add('impossible', text);
  const { problems, nameless, asksKnown } = checker;
  return { problems, labels, nameless, asksKnown };
}

class Checker {
  readonly problems: Problem[] = [];
  readonly nameless: SelectorNode[] = [];
  asksKnown = false;
  readonly #suggest: Suggest;

  constructor(suggest: Suggest) {
    this.#suggest = suggest;
  }

  /** Notes a problem, each but once. */
  add(kind: ProblemKind, text: string, series?: string): void {
    if (this.problems.some((problem) => problem.text === text)) return;
    this.problems.push(series === undefined ? { kind, text } : { kind, text, series });
  }

  /** The labels of a node's result, noting what is wrong below it. `use` is what stands around a selector. */
  labels(node: Node, use: string): Labels {
    switch (node.kind) {
      case 'number':
      case 'string':
      case 'macro':
        return noLabels;
      case 'selector':
        return this.#selector(node, use);
      case 'negation':
        return this.labels(node.expr, 'instant');
      case 'subquery':
        return this.labels(node.expr, use);
      case 'call':
        return this.#call(node);
      case 'aggregation':
        return this.#aggregation(node);
      case 'binary':
        return this.#binary(node);
    }
  }

  #selector(node: SelectorNode, use: string): Labels {
    const { metric } = node;
    if (metric === undefined) {
      if (node.name === undefined) this.nameless.push(node);
      else {
        const hint = orNearest(this.#suggest(node.name));
        this.add('unknown-metric', `${node.name} is not in the catalogue${hint}`, node.name);
      }
      return 'any';
    }
    this.asksKnown = true;
    for (const { label } of node.matchers) this.#known(label, metric);
    this.#type(metric, node.name ?? metric.name, use);
    return metric.labels;
  }

  #known(label: string, metric: MetricInfo): void {
    if (metric.labels.includes(label) || internalLabels.has(label)) return;
    this.add('unknown-label', `${metric.name} has no label "${label}"${suggestion(label, metric.labels)}`);
  }

  #type(metric: MetricInfo, name: string, use: string): void {
    if (counterOnly.has(use) && metric.type !== 'counter') {
      this.add('wrong-type', `${use} of ${name}, which is a ${metric.type}: only counters count up and start over`);
    }
    if (gaugeOnly.has(use) && metric.type === 'counter') {
      this.add(
        'wrong-type',
        `${use} of ${name}, which is a counter: a restart would look like a fall, use rate or increase`,
      );
    }
    if (metric.type === 'counter' && !countersAllowed.has(use)) {
      this.add('bare-counter', `${name} is a counter since the start of its process: use rate or increase of it`, name);
    }
    if (metric.type === 'histogram') {
      this.add(
        'bare-counter',
        `${name} is a histogram and has no series of that name: use its _bucket, _count or _sum`,
        name,
      );
    }
  }

  #call(node: CallNode): Labels {
    let ofVector: Labels | undefined;
    for (const arg of node.args) {
      const ofArg = this.labels(arg, node.name);
      if (isVector(arg)) ofVector ??= ofArg;
    }
    const labels = ofVector ?? noLabels;
    if (withoutLabels.has(node.name)) return noLabels;
    if (node.name === 'label_replace' || node.name === 'label_join') return 'any';
    if (node.name !== 'histogram_quantile') return labels;
    const [phi, buckets] = node.args;
    if (phi?.kind === 'number' && !(phi.value >= 0 && phi.value <= 1)) {
      this.add('impossible', `histogram_quantile of ${phi.value}: a quantile is a share from 0 to 1, such as 0.95`);
    }
    if (lacks(labels, 'le') && buckets !== undefined && selectors(buckets).some(isClassic)) {
      this.add(
        'quantile-without-le',
        `histogram_quantile of ${text(buckets)}, which has no label "le" left: keep it in the sum`,
      );
    }
    return labels === 'any' ? labels : labels.filter((label) => label !== 'le');
  }

  #aggregation(node: AggregationNode): Labels {
    const inner = this.labels(node.expr, node.operator === 'count' || node.operator === 'group' ? 'absent' : 'instant');
    if (node.parameter !== undefined) this.labels(node.parameter, 'instant');
    const grouping = node.grouping?.labels ?? [];
    for (const label of grouping) {
      if (inner === 'any' || inner.includes(label) || internalLabels.has(label)) continue;
      const metric = selectors(node.expr)[0]?.metric?.name ?? text(node.expr);
      this.add(
        'unknown-label',
        `${node.operator} ${node.grouping?.by === true ? 'by' : 'without'} (${label}): ${metric} has no such label here${suggestion(label, inner)}`,
      );
    }
    if (choosing.has(node.operator)) return inner;
    if (node.operator === 'count_values') return 'any';
    if (node.grouping?.by === false) return inner === 'any' ? 'any' : difference(inner, grouping);
    return distinct(grouping);
  }

  #binary(node: BinaryNode): Labels {
    // Of what stands after `and` and `unless`, and before `unless`, only the existence counts.
    const left = this.labels(node.left, node.operator === 'unless' ? 'absent' : 'instant');
    const right = this.labels(node.right, node.operator === 'unless' || node.operator === 'and' ? 'absent' : 'instant');
    if (!isVector(node.left)) return right;
    if (!isVector(node.right)) return left;
    const { matching } = node;
    for (const label of matching?.labels ?? []) {
      if (lacks(left, label) && lacks(right, label)) {
        this.add('impossible', `neither side of "${node.operator}" has the label "${label}" that they shall match by`);
      }
    }
    if (node.operator === 'or') return left === 'any' || right === 'any' ? 'any' : distinct([...left, ...right]);
    if (node.operator === 'and' || node.operator === 'unless') {
      return matching === undefined ? this.#same(node, left, right) : left;
    }
    if (matching === undefined) return this.#same(node, left, right);
    if (matching.group !== undefined) {
      const many = matching.group.side === 'left' ? left : right;
      return many === 'any' ? 'any' : distinct([...many, ...matching.group.include]);
    }
    if (matching.on) return distinct(matching.labels);
    return left === 'any' ? 'any' : difference(left, matching.labels);
  }

  /** Without a matching clause, only series with the very same labels meet. Partial ones may be empty on both sides. */
  #same(node: BinaryNode, left: Labels, right: Labels): Labels {
    if (left === 'any' || right === 'any') return 'any';
    const oneSided = [...difference(left, right), ...difference(right, left)];
    if (oneSided.length === 0) return left;
    const partial = selectors(node).flatMap(({ metric }) => Object.keys(metric?.partialLabels ?? {}));
    const odd = difference(oneSided, partial);
    if (odd.length > 0) {
      this.add(
        'impossible',
        `the sides of "${node.operator}" never match: "${odd.join('", "')}" is a label of one side only, say on (…) or ignoring (…)`,
      );
    }
    return left;
  }
}

/** Whether a series may be buckets with a label `le`: native histograms, which the catalogue has none of, lack it. */
function isClassic({ name, metric }: SelectorNode): boolean {
  return metric !== undefined || name?.endsWith('_bucket') === true;
}

function lacks(labels: Labels, label: string): boolean {
  return labels !== 'any' && !labels.includes(label);
}

function distinct(labels: readonly string[]): readonly string[] {
  return labels.filter((label, index) => labels.indexOf(label) === index);
}

function difference(labels: readonly string[], dropped: readonly string[]): readonly string[] {
  return labels.filter((label) => !dropped.includes(label));
}

function suggestion(wrong: string, candidates: readonly string[]): string {
  return orNearest(nearest(wrong, candidates));
}

function text(node: Node | undefined): string {
  return node === undefined ? 'nothing' : print(node);
}
