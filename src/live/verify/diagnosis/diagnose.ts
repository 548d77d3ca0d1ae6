/** Finds out why a query has nothing to show. */
import type { Node } from '../../../promql/ast.ts';
import type { Lookup } from '../../../promql/parse.ts';
import { QueryRefused } from '../../prometheus/prometheus.ts';
import { readsNothing } from '../fallbacks.ts';
import type { Moment, Probes } from '../probes.ts';
import { unscraped } from '../unscraped.ts';
import type { Cause } from './cause.ts';
import { emptySelectors } from './empty-selectors.ts';
import { explain } from './explain.ts';
import { narrow, type Lack } from './narrow.ts';
import { causeOf } from './selector.ts';

export type Diagnosis =
  | { readonly kind: 'cause'; readonly cause: Cause }
  /** Nothing that could fill it is scraped: these jobs are not. */
  | { readonly kind: 'unproven'; readonly jobs: readonly string[] };

/**
 * Why an expression is empty, by a bounded number of small questions.
 * @param node of the query without its fallbacks, nothing left to fill in
 * @param written the query as the dashboard has it
 * @param lookup what the catalogue says of a series name
 * @param lack whether there is no series, or no number among the values
 * @throws as Prometheus.instant, but for refused questions, which are of our making
 */
export async function diagnose(
  node: Node,
  written: string,
  lack: Lack,
  moment: Moment,
  probes: Probes,
  lookup: Lookup,
): Promise<Diagnosis> {
  if (readsNothing(node)) {
    return caused('it reads no metric', 'Ask for a metric, or make it a text panel.');
  }
  try {
    const missing = await emptySelectors(node, moment, probes);
    const [jobs, names] = await Promise.all([probes.jobs(), missing.length === 0 ? [] : probes.names()]);
    const scraping = { jobs: [...jobs.keys()], names: new Set(names), lookup };
    const judged = missing.map((located) => ({ located, jobs: unscraped(located.selector, written, scraping) }));
    const first = judged.find(({ jobs }) => jobs.length === 0);
    if (first !== undefined) return { kind: 'cause', cause: await causeOf(first.located, moment, probes) };
    if (judged.length > 0) {
      return { kind: 'unproven', jobs: [...new Set(judged.flatMap(({ jobs }) => jobs))].sort() };
    }
    return { kind: 'cause', cause: await explain(await narrow(node, lack, moment, probes), lack, moment, probes) };
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    return caused(
      `it has no series, and why could not be found out: ${error.message}`,
      'Ask for its parts one by one.',
    );
  }
}

function caused(problem: string, next: string): Diagnosis {
  return { kind: 'cause', cause: { problem, next } };
}
