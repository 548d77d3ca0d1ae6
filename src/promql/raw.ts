import { nearest } from '../text/nearest.ts';
import { UserError } from '../errors/user-error.ts';
import type { MetricInfo } from '../metrics/metric.ts';
import type { Node } from './ast.ts';
import { inspect } from './check.ts';
import { parse } from './parse.ts';
import { PromqlSyntaxError } from './syntax-error.ts';
import { Vector } from './vector.ts';

/** What raw text is held against. */
export interface Names {
  lookup(name: string): { readonly series: MetricInfo } | undefined;
  names(): readonly string[];
}

/**
 * PromQL as text, for what the typed functions do not offer. It is parsed with the official grammar and held against
 * the catalogue at once, and takes part in everything as other expressions do.
 * @param labels those that its result carries, for the compiler; they are held against the text
 * @throws UserError where it does not parse, does not fit the catalogue, or carries other labels
 */
export function raw<const L extends string = never>(
  text: string,
  catalogue: Names,
  labels: readonly L[] = [],
): Vector<L> {
  const node = structureOf(text, catalogue);
  const { problems, labels: carried } = inspect(node, (name) => nearest(name, catalogue.names()));
  const wrong =
    carried === 'any' || sameLabels(carried, labels)
      ? []
      : [`its result carries ${listed(carried)}, and is said to carry ${listed(labels)}`];
  if (problems.length + wrong.length === 0) return new Vector(node);
  throw new UserError(`This query does not fit the catalogue: ${text}`, {
    details: [...problems.map((problem) => problem.text), ...wrong],
    next: 'Mend the query, or add what it reads to src/metrics.',
  });
}

function structureOf(text: string, catalogue: Names): Node {
  try {
    return parse(text, (name) => catalogue.lookup(name)?.series);
  } catch (error) {
    if (!(error instanceof PromqlSyntaxError)) throw error;
    throw new UserError('This query is not PromQL.', {
      details: [error.message],
      next: 'Mend the query.',
      cause: error,
    });
  }
}

function sameLabels(carried: readonly string[], given: readonly string[]): boolean {
  return carried.length === given.length && given.every((label) => carried.includes(label));
}

function listed(labels: readonly string[]): string {
  return labels.length === 0 ? 'no label' : `the labels ${labels.toSorted().join(', ')}`;
}
