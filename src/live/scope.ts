/** What Grafana fills in for variables and macros, at one moment. */
import type { Window } from './prometheus/prometheus.ts';

/** What is chosen of a variable. */
export type Chosen =
  | { readonly kind: 'one'; readonly value: string; readonly text: string }
  | { readonly kind: 'many'; readonly values: readonly string[]; readonly texts: readonly string[] }
  /** All of them: `custom` stands for them where the variable has a value for that, else each of `values`. */
  | { readonly kind: 'all'; readonly custom: string | undefined; readonly values: readonly string[] };

export interface ResolvedVariable {
  readonly name: string;
  /** `query`, `interval`, `custom`, … */
  readonly type: string;
  /** Whether several may be chosen: then even one is filled in as a part of a regular expression. */
  readonly multi: boolean;
  readonly includeAll: boolean;
  readonly chosen: Chosen;
}

/** Where a text is filled in. */
export interface Scope {
  readonly variables: ReadonlyMap<string, ResolvedVariable>;
  readonly window: Window;
  /** The step that Grafana would take, `$__interval`, in seconds; it depends on the panel's width. */
  readonly interval: number;
  /** `$__rate_interval`, in seconds. */
  readonly rateInterval: number;
  /** Uid and title of the dashboard. */
  readonly dashboard: { readonly uid: string; readonly title: string };
}

/** How a variable came by what is chosen. */
export interface VariableOutcome {
  readonly name: string;
  readonly type: string;
  /** Its query as it was asked, variables filled in; undefined where it asks nothing. */
  readonly query: string | undefined;
  /** What it offers; undefined where it is typed by hand. */
  readonly options: readonly string[] | undefined;
  /** How long it took, in seconds. */
  readonly seconds: number;
  /** Why it could not be resolved: the server's answer, or a kind of variable that is not known. */
  readonly problem: string | undefined;
}

export interface ResolvedVariables {
  readonly variables: ReadonlyMap<string, ResolvedVariable>;
  /** In the order of the dashboard. */
  readonly outcomes: readonly VariableOutcome[];
}
