/** What verify has found of a dashboard. */
import type { NotJudged } from './dashboard.ts';

/**
 * `full`: it has data. `may be empty`: it has none, and somebody said why that may be. `unproven`: nothing that could
 * fill it is scraped. `empty`: none of that. `failed`: the server refused it. `not judged`: it asks no Prometheus.
 */
export const states = ['not judged', 'full', 'may be empty', 'unproven', 'empty', 'failed'] as const;
export type State = (typeof states)[number];

/** The worst of some states; `not judged` where there are none. */
export function worst(of: readonly State[]): State {
  return of.reduce((a, b) => (states.indexOf(b) > states.indexOf(a) ? b : a), 'not judged');
}

export interface QueryResult {
  /** Its letter; empty where it has none. */
  readonly query: string;
  readonly state: State;
  /** How many series it has. */
  readonly series: number;
  /** How old the newest sample is of what it reads, in seconds; of several selectors, the oldest. */
  readonly age: number | undefined;
  /** How long the server took, in seconds. */
  readonly seconds: number | undefined;
  /** How many samples the server touched; undefined where it does not tell. */
  readonly samples: number | undefined;
  /** What is wrong, and what to do; where it is empty or failed. */
  readonly problem?: string;
  readonly next?: string;
  /** The metric that the server does not have at all, where that is why. */
  readonly metric?: string;
  /** Why it may be empty, and the incident or circumstance that fills it. */
  readonly reason?: string;
  readonly filledBy?: string;
  /** The jobs that would have to be scraped. */
  readonly jobs?: readonly string[];
}

export interface PanelResult {
  readonly id: number | undefined;
  readonly title: string;
  readonly state: State;
  readonly queries: readonly QueryResult[];
  readonly notJudged: readonly NotJudged[];
  /** The sum of its queries; undefined where the server does not tell. */
  readonly samples: number | undefined;
  /** The variables that it is repeated for: it was asked once, with all of their values. */
  readonly repeatedFor: readonly string[];
}

/** An annotation or a variable. */
export interface NamedResult extends QueryResult {
  readonly name: string;
}

export interface DashboardResult {
  readonly file: string;
  readonly uid: string;
  readonly title: string;
  /** The time range, in Unix seconds. */
  readonly from: number;
  readonly to: number;
  readonly variables: readonly NamedResult[];
  readonly annotations: readonly NamedResult[];
  readonly panels: readonly PanelResult[];
  /** How many of its panels could not be asked any more. */
  readonly unfinished: number;
}
