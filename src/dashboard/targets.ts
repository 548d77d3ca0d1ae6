/** The queries of a built panel: their letters, their structure, and what they need. */
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Catalogue } from '../metrics/catalogue.ts';
import { Query } from '../panels/query.ts';
import { refIdAt } from '../panels/ref-id.ts';
import type { Node } from '../promql/ast.ts';
import { check } from '../promql/check.ts';
import { checkSyntax, parse } from '../promql/parse.ts';
import { PromqlSyntaxError } from '../promql/syntax-error.ts';
import { nearest } from '../text/nearest.ts';
import { jobsNeeded, metricsOf } from './metrics-used.ts';

export interface ReadPanel {
  readonly panel: Panel;
  /** The structure of its queries, by their letters. */
  readonly queries: ReadonlyMap<string, Node>;
  /** What is wrong with its queries, each in a sentence: text that is not PromQL, or does not fit the catalogue. */
  readonly defects: readonly string[];
}

type Target = NonNullable<Panel['targets']>[number];

/** Gives each target its refId, and reads its query with the official grammar. */
export function readTargets(panel: Panel, catalogue: Catalogue): ReadPanel {
  const queries = new Map<string, Node>();
  const defects: string[] = [];
  const targets = panel.targets?.map((target, index): Target => {
    const refId = refIdAt(index);
    const named: Target & { readonly refId: string } = { ...target, refId };
    const text = expression(target);
    if (text === undefined) return named;
    try {
      const { query, problems } = read(target, text, catalogue);
      queries.set(refId, query);
      defects.push(...problems.map((problem) => `query ${refId}: ${problem}`));
    } catch (error) {
      if (!(error instanceof PromqlSyntaxError)) throw error;
      defects.push(`query ${refId} is not PromQL: ${error.message}`);
    }
    return named;
  });
  const jobs = jobsNeeded(metricsOf([...queries.values()]));
  const needs = `\n\n**Needs the jobs** ${jobs.join(', ')}; what only a job left out counts reads as none.`;
  return {
    panel: {
      ...panel,
      ...(targets === undefined ? {} : { targets }),
      ...(jobs.length > 1 ? { description: `${panel.description ?? ''}${needs}` } : {}),
    },
    queries,
    defects,
  };
}

/**
 * The structure of a query, and what does not fit the catalogue. The compiler has seen a typed query, so only its text
 * is held against the grammar.
 */
function read(target: Target, text: string, catalogue: Catalogue): { query: Node; problems: readonly string[] } {
  const typed = Query.structureOf(target);
  if (typed !== undefined) {
    checkSyntax(text);
    return { query: typed, problems: [] };
  }
  const query = parse(text, (name) => catalogue.lookup(name)?.series);
  return { query, problems: check(query, (name) => nearest(name, catalogue.names())) };
}

/** The PromQL text of a target; undefined where it is of another data source. */
export function expression(target: Target): string | undefined {
  return 'expr' in target && typeof target.expr === 'string' ? target.expr : undefined;
}
