/** Counts what verify has found. */
import type { DashboardResult, PanelResult, QueryResult, State } from './result.ts';

export interface Summary {
  readonly dashboards: number;
  readonly panels: number;
  /** How many panels are in each state. */
  readonly states: Readonly<Record<State, number>>;
  /** The jobs that would have to be scraped to prove what is unproven, sorted. */
  readonly unprovenJobs: readonly string[];
  /** How many queries are not judged, by what they are, sorted by that. */
  readonly notJudged: Readonly<Record<string, number>>;
  /** Panels with data whose newest sample is older than five minutes. */
  readonly stale: number;
  /** Panels that could not be asked any more. */
  readonly unfinished: number;
  /** The sum over all panels; undefined where the server tells of none. */
  readonly samples: number | undefined;
}

/** Prometheus looks back no further: what is older is gone from the graph's end. */
export const staleAfter = 300;

export function summarise(dashboards: readonly DashboardResult[]): Summary {
  const panels = dashboards.flatMap((dashboard) => dashboard.panels);
  const states: Record<State, number> = {
    'not judged': 0,
    full: 0,
    'may be empty': 0,
    unproven: 0,
    empty: 0,
    failed: 0,
  };
  for (const { state } of panels) states[state] += 1;
  const results = dashboards.flatMap(resultsOf);
  const told = panels.map(({ samples }) => samples).filter((samples) => samples !== undefined);
  return {
    dashboards: dashboards.length,
    panels: panels.length,
    states,
    unprovenJobs: [...new Set(results.flatMap(({ jobs = [] }) => jobs))].sort(),
    notJudged: counted([
      ...panels.flatMap(({ notJudged }) => notJudged.map(({ what }) => what)),
      ...dashboards.flatMap(({ variables, annotations }) => [
        ...variables.filter(isNotJudged).map(() => 'variable'),
        ...annotations.filter(isNotJudged).map(() => 'annotation'),
      ]),
    ]),
    stale: panels.filter(isStale).length,
    unfinished: dashboards.reduce((sum, { unfinished }) => sum + unfinished, 0),
    samples: told.length === 0 ? undefined : told.reduce((a, b) => a + b, 0),
  };
}

function resultsOf({ variables, annotations, panels }: DashboardResult): readonly QueryResult[] {
  return [...variables, ...annotations, ...panels.flatMap(({ queries }) => queries)];
}

function isNotJudged({ state }: QueryResult): boolean {
  return state === 'not judged';
}

export function isStale({ queries }: PanelResult): boolean {
  return queries.some(({ state, age }) => state === 'full' && age !== undefined && age > staleAfter);
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names.toSorted()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
