/** Whether two expressions ask for the same. */
import {
  selectors,
  type Grouping,
  type Matcher,
  type Matching,
  type Node,
  type SelectorNode,
} from '../../promql/ast.ts';

/** Whether two expressions are the same, in whatever order matchers and labels are written. */
export function same(a: Node, b: Node): boolean {
  return differingLabels(a, b)?.length === 0;
}

/**
 * The labels by whose matchers two expressions differ that are the same otherwise; none where they are the same.
 * Undefined where they differ in more, or not in the same way in each of their selectors.
 */
export function differingLabels(a: Node, b: Node): readonly string[] | undefined {
  if (!alike(a, b)) return undefined;
  const pairs = selectors(a).map((left, index) => [left, selectors(b)[index] ?? left] as const);
  const [first] = pairs;
  if (first === undefined) return [];
  const labels = differing(...first);
  const consistent = pairs.every(
    ([left, right]) =>
      sameSet(differing(left, right), labels) &&
      labels.every(
        (label) =>
          sameMatchers(matchersOn(left, label), matchersOn(first[0], label)) &&
          sameMatchers(matchersOn(right, label), matchersOn(first[1], label)),
      ),
  );
  return consistent ? labels : undefined;
}

/** The conditions that a selector sets on a label. */
export function matchersOn({ matchers }: SelectorNode, label: string): readonly Matcher[] {
  return matchers.filter((matcher) => matcher.label === label);
}

function differing(a: SelectorNode, b: SelectorNode): readonly string[] {
  const labels = new Set([...a.matchers, ...b.matchers].map(({ label }) => label));
  return [...labels].filter((label) => !sameMatchers(matchersOn(a, label), matchersOn(b, label)));
}

function sameMatchers(a: readonly Matcher[], b: readonly Matcher[]): boolean {
  return a.length === b.length && a.every((one) => b.some((other) => sameMatcher(one, other)));
}

function sameMatcher(a: Matcher, b: Matcher): boolean {
  return a.label === b.label && a.operator === b.operator && a.value === b.value;
}

/** The same but for matchers. */
function alike(a: Node, b: Node): boolean {
  if (a.kind === 'number' && b.kind === 'number') return Object.is(a.value, b.value);
  if (a.kind === 'string' && b.kind === 'string') return a.value === b.value;
  if (a.kind === 'macro' && b.kind === 'macro') return a.text === b.text;
  if (a.kind === 'selector' && b.kind === 'selector') {
    return a.name === b.name && a.range === b.range && a.offset === b.offset;
  }
  if (a.kind === 'subquery' && b.kind === 'subquery') {
    return a.range === b.range && a.step === b.step && a.offset === b.offset && alike(a.expr, b.expr);
  }
  if (a.kind === 'negation' && b.kind === 'negation') return alike(a.expr, b.expr);
  if (a.kind === 'call' && b.kind === 'call') return a.name === b.name && allAlike(a.args, b.args);
  if (a.kind === 'aggregation' && b.kind === 'aggregation') {
    return (
      a.operator === b.operator &&
      sameGrouping(a.grouping, b.grouping) &&
      alike(a.expr, b.expr) &&
      allAlike(optional(a.parameter), optional(b.parameter))
    );
  }
  if (a.kind === 'binary' && b.kind === 'binary') {
    return (
      a.operator === b.operator &&
      a.bool === b.bool &&
      sameMatching(a.matching, b.matching) &&
      alike(a.left, b.left) &&
      alike(a.right, b.right)
    );
  }
  return false;
}

function allAlike(a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every((node, index) => alike(node, b[index] ?? node));
}

function optional(node: Node | undefined): readonly Node[] {
  return node === undefined ? [] : [node];
}

/** No grouping is a grouping by nothing. */
function sameGrouping(a: Grouping | undefined, b: Grouping | undefined): boolean {
  return (a?.by ?? true) === (b?.by ?? true) && sameSet(a?.labels ?? [], b?.labels ?? []);
}

function sameMatching(a: Matching | undefined, b: Matching | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const { group: ofA } = a;
  const { group: ofB } = b;
  return (
    a.on === b.on &&
    sameSet(a.labels, b.labels) &&
    ofA?.side === ofB?.side &&
    sameSet(ofA?.include ?? [], ofB?.include ?? [])
  );
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
