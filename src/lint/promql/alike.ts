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
  const left = selectors(a);
  const right = selectors(b);
  const [first] = left;
  const [other] = right;
  if (first === undefined || other === undefined) return none;
  const labels = differing(first, other);
  const consistent = left.every(
    (one, index) => index === 0 || differLike(first, other, one, right[index] ?? one, labels),
  );
  return consistent ? labels : undefined;
}

const none: readonly string[] = [];

/** Whether two more selectors differ by the same labels, in the same way. */
function differLike(
  first: SelectorNode,
  other: SelectorNode,
  left: SelectorNode,
  right: SelectorNode,
  labels: readonly string[],
): boolean {
  return (
    sameSet(differing(left, right), labels) &&
    labels.every((label) => sameOn(left, first, label) && sameOn(right, other, label))
  );
}

/** The conditions that a selector sets on a label. */
export function matchersOn({ matchers }: SelectorNode, label: string): readonly Matcher[] {
  return matchers.filter((matcher) => matcher.label === label);
}

function differing(a: SelectorNode, b: SelectorNode): readonly string[] {
  const labels: string[] = [];
  for (const { label } of a.matchers) if (!labels.includes(label) && !sameOn(a, b, label)) labels.push(label);
  for (const { label } of b.matchers) if (!labels.includes(label) && !sameOn(a, b, label)) labels.push(label);
  return labels;
}

/** Whether two selectors set the same conditions on a label. It is asked often, so that it makes no lists of them. */
function sameOn(a: SelectorNode, b: SelectorNode, label: string): boolean {
  let surplus = 0;
  for (const matcher of b.matchers) if (matcher.label === label) surplus -= 1;
  for (const matcher of a.matchers) {
    if (matcher.label !== label) continue;
    if (!b.matchers.some((other) => sameMatcher(matcher, other))) return false;
    surplus += 1;
  }
  return surplus === 0;
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
    return a.name === b.name && a.range === b.range && a.offset === b.offset && a.at === b.at;
  }
  if (a.kind === 'subquery' && b.kind === 'subquery') {
    return a.range === b.range && a.step === b.step && a.offset === b.offset && a.at === b.at && alike(a.expr, b.expr);
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
