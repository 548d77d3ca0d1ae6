/** What is wrong, of all that verify has found. */
import type { DashboardResult, NamedResult, PanelResult, QueryResult } from './result.ts';

export interface LiveFinding {
  /** `cost`: it touches more samples than the budget allows. `unproven` is one only where that is asked for. */
  readonly kind: 'empty' | 'failed' | 'cost' | 'unproven';
  readonly file: string;
  readonly uid: string;
  /** The title. */
  readonly dashboard: string;
  readonly place: Place;
  /** The letter of the query, where one is meant. */
  readonly query?: string;
  readonly problem: string;
  readonly next: string;
}

export type Place =
  | { readonly kind: 'panel'; readonly id: number | undefined; readonly title: string }
  | { readonly kind: 'variable' | 'annotation'; readonly title: string };

export interface Strictness {
  /** How many samples the queries of a panel may touch together. */
  readonly budget: number;
  /** Whether what is unproven is a finding. */
  readonly strict: boolean;
}

/** In the order of the dashboards: of each its variables, annotations, panels. */
export function findingsOf(dashboards: readonly DashboardResult[], strictness: Strictness): readonly LiveFinding[] {
  return dashboards.flatMap(({ file, uid, title, variables, annotations, panels }) => {
    const at = { file, uid, dashboard: title };
    const named = (kind: 'variable' | 'annotation', results: readonly NamedResult[]) =>
      results.flatMap((result) =>
        judged(result, strictness).map((found) => ({ ...at, place: { kind, title: result.name }, ...found })),
      );
    return [
      ...named('variable', variables),
      ...named('annotation', annotations),
      ...panels.flatMap((panel) => {
        const place = { kind: 'panel', id: panel.id, title: panel.title } as const;
        return [...panel.queries.flatMap((query) => judged(query, strictness)), ...cost(panel, strictness)].map(
          (found) => ({ ...at, place, ...found }),
        );
      }),
    ];
  });
}

type Found = Pick<LiveFinding, 'kind' | 'query' | 'problem' | 'next'>;

function judged(
  { query, state, problem = '', next = '', jobs = [] }: QueryResult,
  { strict }: Strictness,
): readonly Found[] {
  const which = query === '' ? {} : { query };
  if (state === 'empty' || state === 'failed') return [{ kind: state, ...which, problem, next }];
  if (state !== 'unproven' || !strict) return [];
  const unscraped = `not proven: no job ${jobs.join(', ')} is scraped`;
  return [{ kind: 'unproven', ...which, problem: unscraped, next: 'Scrape it, or verify against a server that does.' }];
}

function cost({ samples, queries }: PanelResult, { budget }: Strictness): readonly Found[] {
  if (samples === undefined || samples <= budget) return [];
  const [first, ...others] = queries;
  if (first === undefined) return [];
  const dearest = others.reduce((a, b) => ((b.samples ?? 0) > (a.samples ?? 0) ? b : a), first);
  const most = others.length === 0 ? '' : `, most of them (${grouped(dearest.samples ?? 0)}) by this query`;
  return [
    {
      kind: 'cost',
      ...(dearest.query === '' ? {} : { query: dearest.query }),
      problem: `it touches ${grouped(samples)} samples${most}; the budget is ${grouped(budget)}`,
      next: 'Ask for fewer series or a shorter range, or record the result with a rule.',
    },
  ];
}

/** `1,234,567`. */
export function grouped(number: number): string {
  return String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ',');
}
