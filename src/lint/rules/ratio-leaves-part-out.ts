import { endingOf } from '../../metrics/outcome-values.ts';
import { selectors, type Node } from '../../promql/ast.ts';
import { carries, isMatched } from '../../promql/carries.ts';
import { print } from '../../promql/print.ts';
import { matchersOn } from '../promql/alike.ts';
import type { Division } from '../promql/division.ts';
import { outcomesIn } from '../promql/outcomes.ts';
import type { Complaint } from '../rule.ts';
import { ratioRule } from '../support/ratio-rule.ts';

/** A share whose whole does not contain the part, so that it can be any number. */
export const ratioLeavesPartOut = ratioRule((division) => byCounter(division) ?? byLabel(division));

/** `failed / completed`: counters that share out the same things. */
function byCounter({ part, whole }: Division): Complaint | undefined {
  const ofPart = outcomesIn(part);
  const ofWhole = ofPart === undefined ? undefined : outcomesIn(whole);
  if (ofPart === undefined || ofWhole === undefined) return undefined;
  const [first] = ofPart;
  const family = first?.of;
  if (![...ofPart, ...ofWhole].every((outcome) => outcome.of === family)) return undefined;
  const missing = ofPart.find((one) => ofWhole.every((other) => other.counter !== one.counter));
  if (missing === undefined) return undefined;
  return {
    problem: `the whole, ${print(whole)}, does not contain the ${family} that ${missing.series.name} counts: the ratio is no share of them, and grows beyond 1`,
    next: `add the part to the whole: E / (E + (C or 0 * E)), with E = ${print(part)} and C = ${print(whole)}.`,
  };
}

/** `x{status="failure"} / x{status="success"}`, both summed, or matched without the label. */
function byLabel({ node, part, whole, differing }: Division): Complaint | undefined {
  const label = differing?.find((label) => {
    const [ofPart, ofWhole] = [ending(part, label), ending(whole, label)];
    return ofPart !== undefined && ofWhole !== undefined && ofPart !== ofWhole;
  });
  if (label === undefined) return undefined;
  const meets = !isMatched(node.matching, label) || !carries(part, label) || !carries(whole, label);
  if (!meets) return undefined;
  return {
    problem: `the whole, ${print(whole)}, does not contain the part, ${print(part)}: the ratio is no share, and grows beyond 1`,
    next: `divide by all of it: leave out the matcher of ${label} below the line.`,
  };
}

function ending(node: Node, label: string) {
  const [matcher, second] = selectors(node)
    .slice(0, 1)
    .flatMap((selector) => matchersOn(selector, label));
  if (matcher === undefined || second !== undefined || (matcher.operator !== '=' && matcher.operator !== '=~')) {
    return undefined;
  }
  return endingOf(label, matcher.value);
}
