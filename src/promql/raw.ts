import { UserError } from '../errors/user-error.ts';
import type { MetricInfo } from '../metrics/metric.ts';
import { check } from './check.ts';
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
 * the catalogue at once, and takes part in everything as other expressions do. `L` are the labels of its result, which
 * only its author knows.
 * @throws UserError where it does not parse or does not fit the catalogue
 */
export function raw<L extends string = never>(text: string, catalogue: Names): Vector<L> {
  try {
    const node = parse(text, (name) => catalogue.lookup(name)?.series);
    const problems = check(node, catalogue.names());
    if (problems.length === 0) return new Vector(node);
    throw new UserError(`This query does not fit the catalogue: ${text}`, {
      details: problems,
      next: 'Mend the query, or add what it reads to src/metrics.',
    });
  } catch (error) {
    if (!(error instanceof PromqlSyntaxError)) throw error;
    throw new UserError('This query is not PromQL.', { details: [error.message], next: 'Mend the query.', cause: error });
  }
}
