/** What verify sees of a dashboard: what it asks, and of whom. */
import type { QueryPlace } from '../../dashboard/declared-empty.ts';
import type { Json } from '../../lint/read/json.ts';
import type { MayBeEmpty } from '../../policy/incidents.ts';

export interface LiveDashboard {
  /** The file that it comes from, for messages. */
  readonly file: string;
  readonly uid: string;
  readonly title: string;
  /** The classic model, for its variables. */
  readonly json: Json;
  /** Its own time range, as Grafana writes it: `now-6h` and `now`. */
  readonly time: { readonly from: string; readonly to: string };
  readonly panels: readonly LivePanel[];
  readonly annotations: readonly LiveAnnotation[];
}

/** A panel that asks anything at all, also one in a closed row. */
export interface LivePanel {
  readonly id: number | undefined;
  readonly title: string;
  /** The variables that it, or its row, is repeated for. */
  readonly repeatedFor: readonly string[];
  /** Its JSON, for the step of its queries. */
  readonly json: Json;
  readonly queries: readonly LiveQuery[];
  readonly notJudged: readonly NotJudged[];
}

/** A query of Prometheus. */
export interface LiveQuery {
  /** Its letter; empty where it has none. */
  readonly refId: string;
  readonly text: string;
  /** Whether it is asked over the time range. */
  readonly range: boolean;
  /** Whether it is asked at its end. */
  readonly instant: boolean;
  /** Its JSON, for its step. */
  readonly json: Json;
  /** Why it may rightly have no series; undefined where nobody says so. */
  readonly mayBeEmpty: MayBeEmpty | undefined;
}

/** What is there, and cannot be asked of a Prometheus. */
export interface NotJudged {
  readonly refId: string;
  /** What it is: `loki`, `an expression`, `hidden`, … */
  readonly what: string;
}

export interface LiveAnnotation {
  readonly name: string;
  /** Undefined where it is of another data source. */
  readonly text: string | undefined;
  /** Why there may be nothing to mark; undefined where nobody says so. */
  readonly mayBeEmpty: MayBeEmpty | undefined;
  /** How often it looks, as it is written; empty where it does not say. */
  readonly step: string;
}

/** Says of a query of one dashboard whether, and why, it may have no series. */
export type DeclaredEmptiness = (place: QueryPlace) => MayBeEmpty | undefined;
