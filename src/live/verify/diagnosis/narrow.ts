/** Finds the smallest part of an expression that is empty though its operands are not. */
import type { Node } from '../../../promql/ast.ts';
import { print } from '../../../promql/print.ts';
import type { Series } from '../../prometheus/prometheus.ts';
import type { Moment, Probes } from '../probes.ts';
import { aggregate, atTop, below, instantly, operands, type Standing } from './shape.ts';

/** What is missing: any series, or any number among their values. */
export type Lack = 'series' | 'numbers';

export interface Culprit {
  readonly node: Node;
  readonly standing: Standing;
}

/** The culprit of an expression that lacks what it is narrowed for. */
export async function narrow(node: Node, lack: Lack, moment: Moment, probes: Probes): Promise<Culprit> {
  const search = async (node: Node, standing: Standing): Promise<Culprit> => {
    const inside = below(node, standing);
    for (const operand of operands(node)) {
      // That selectors match something, is known; their values may still be no numbers.
      if (operand.kind === 'selector' && lack === 'series') continue;
      if (await lacks(operand, inside, lack, moment, probes)) return search(operand, inside);
    }
    return { node, standing };
  };
  return search(node, atTop);
}

async function lacks(node: Node, standing: Standing, lack: Lack, moment: Moment, probes: Probes): Promise<boolean> {
  const operator = lack === 'series' ? 'group' : 'max';
  return !hasNumbers(await probes.series(standing(aggregate(operator, instantly(node))), moment));
}

/** Whether any sample is a number; one that is none is drawn as a gap. */
export function hasNumbers(series: readonly Series[]): boolean {
  return series.some(({ samples }) => samples.some(([, value]) => !Number.isNaN(value)));
}

/** The lowest and the highest value of an expression; undefined where it has none. */
export async function extremes(
  node: Node,
  standing: Standing,
  moment: Moment,
  probes: Probes,
): Promise<{ readonly lowest: number; readonly highest: number } | undefined> {
  const [least, most] = await Promise.all(
    ['min', 'max'].map((operator) => probes.series(standing(aggregate(operator, instantly(node))), moment)),
  );
  const values = [...(least ?? []), ...(most ?? [])]
    .flatMap(({ samples }) => samples.map(([, value]) => value))
    .filter((value) => !Number.isNaN(value));
  if (values.length === 0) return undefined;
  return { lowest: values.reduce((a, b) => Math.min(a, b)), highest: values.reduce((a, b) => Math.max(a, b)) };
}

/** An expression for a sentence: whole, unless it is too long for one. */
export function shortText(node: Node): string {
  const text = print(node);
  return text.length <= 120 ? text : `${text.slice(0, 117)}…`;
}
