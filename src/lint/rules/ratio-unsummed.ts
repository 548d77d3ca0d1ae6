import { selectors, type Matching, type Node } from '../../promql/ast.ts';
import { carries, isMatched } from '../../promql/carries.ts';
import { print } from '../../promql/print.ts';
import { matchersOn } from '../promql/alike.ts';
import type { Complaint } from '../rule.ts';
import { ratioRule } from '../support/ratio-rule.ts';

/** A share of a metric by one of its labels, whose sides still have that label. */
export const ratioUnsummed = ratioRule(({ node: { matching }, part, whole, differing: labels = [] }) => {
  if (labels.length === 0 || !labels.every((label) => carries(part, label) && carries(whole, label))) return undefined;
  return labels.every((label) => isMatched(matching, label))
    ? pairedWithItself(part, whole, labels)
    : refused(part, whole, labels, matching);
});

function pairedWithItself(part: Node, whole: Node, labels: readonly string[]): Complaint {
  const apart = labels.find((label) => excludeEachOther(part, whole, label));
  const problem =
    apart === undefined
      ? `${print(part)} meets only itself in ${print(whole)}, for ${inWords(labels)} must match as well: it is always 1`
      : `${print(part)} meets nothing in ${print(whole)}, for ${apart} must match as well: it is always empty`;
  return { problem, next: advice(part, whole, labels) };
}

/** Where a label is left out of the matching that no matcher fixes, several series stand against one. */
function refused(
  part: Node,
  whole: Node,
  labels: readonly string[],
  matching: Matching | undefined,
): Complaint | undefined {
  const leftOut = labels.filter((label) => !isMatched(matching, label));
  const side = matching?.group?.side;
  const many = [...(side === 'left' ? [] : [part]), ...(side === 'right' ? [] : [whole])].find((node) =>
    leftOut.some((label) => selectors(node).every((selector) => matchersOn(selector, label).length === 0)),
  );
  if (many === undefined) return undefined;
  return {
    problem: `${print(many)} has a series for each ${inWords(leftOut)}, and Prometheus refuses several against one`,
    next: advice(part, whole, labels),
  };
}

function advice(part: Node, whole: Node, labels: readonly string[]): string {
  return part.kind === 'aggregation' || whole.kind === 'aggregation'
    ? `leave ${inWords(labels)} out of the aggregation on both sides.`
    : `sum both sides: sum(${print(part)}) / (sum(${print(whole)}) > 0).`;
}

function excludeEachOther(part: Node, whole: Node, label: string): boolean {
  const [ofPart, ofWhole] = [part, whole].map(
    (node) =>
      selectors(node)
        .flatMap((selector) => matchersOn(selector, label))
        .find(isEquality)?.value,
  );
  return ofPart !== undefined && ofWhole !== undefined && ofPart !== ofWhole;
}

function isEquality({ operator, value }: { readonly operator: string; readonly value: string }): boolean {
  return operator === '=' && !value.includes('$');
}

function inWords(labels: readonly string[]): string {
  return labels.join(' and ');
}
