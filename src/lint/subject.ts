/** What the linter sees of a dashboard: the parts of Grafana's classic JSON that rules ask about. */
import type { BinaryNode, CallNode, Node, SelectorNode } from '../promql/ast.ts';
import type { Problem } from '../promql/check.ts';
import type { LintRule } from '../policy/lint-rules.ts';
import type { Division } from './promql/division.ts';

export interface Dashboard {
  /** The file that it comes from, for messages. */
  readonly file: string;
  /** The folder that it is in; titles are unique there. */
  readonly folder: string;
  readonly uid: string;
  readonly title: string;
  readonly editable: boolean;
  readonly tags: readonly string[];
  readonly variables: readonly Variable[];
  readonly annotations: readonly Annotation[];
  readonly links: readonly Link[];
  /** All panels but rows, those of closed rows among them. */
  readonly panels: readonly Panel[];
  /** Whether anything on it refers to a variable, beside that one's own definition. */
  readonly refersTo: (variable: string) => boolean;
  /** Where Grafana fills in a variable, outside panels: rows, variables, annotations, links. */
  readonly uses: readonly VariableUse[];
}

/** A place that names a variable, which Grafana fills in there. */
export interface VariableUse {
  readonly variable: string;
  /** Such as `query A`, `the title`, `the link "Logs"`. */
  readonly where: string;
}

export interface Variable {
  readonly name: string;
  /** `query`, `datasource`, `interval`, … */
  readonly type: string;
  readonly label: string;
  readonly query: string;
  /** When it is asked anew; 2 is at each change of the time range. */
  readonly refresh: number;
  readonly multi: boolean;
  readonly allValue: string;
  readonly dataSource: string;
  /** The type of its data source: `prometheus`, …; empty where that is not known. */
  readonly dataSourceType: string;
  /** What its query reads, where it is one of series. */
  readonly selector: PromQL | undefined;
}

export interface Annotation {
  readonly name: string;
  readonly promql: PromQL | undefined;
}

/** A text in PromQL, and what became of reading it. */
export interface PromQL {
  readonly text: string;
  /** Its structure; undefined where it is no PromQL, or PromQL that we do not read. */
  readonly node: Node | undefined;
  /**
   * Only where variables stand for names, numbers or conditions, so that it has no structure yet: that which it gets
   * when they stand for something like their own names. What a name or a label means is not known there.
   */
  readonly onceChosen?: Node | undefined;
  /** Why it is no PromQL. */
  readonly error: string | undefined;
  /** What does not fit the catalogue. Nothing in queries that the compiler has checked. */
  readonly problems: readonly Problem[];
}

export interface Panel {
  readonly id: number | undefined;
  readonly title: string;
  /** `timeseries`, `stat`, `table`, … */
  readonly type: string;
  readonly description: string;
  readonly dataSource: string;
  readonly unit: string;
  /** Whether values are shown as words of the panel's own. */
  readonly mapped: boolean;
  /** Whether it shows something else than numbers: labels, say. */
  readonly shows: 'numbers' | 'fields';
  /** The values of its thresholds, as far as they are absolute. */
  readonly thresholds: readonly number[];
  readonly overrides: readonly Override[];
  readonly queries: readonly Query[];
  /** How many queries it has, of whatever data source. */
  readonly targets: number;
  /** What its fields are called, where that is certain from its text: undefined where data or Grafana name them. */
  readonly fieldNames: readonly string[] | undefined;
  /** Its links and those of its data. */
  readonly links: readonly Link[];
  /** Where Grafana fills in a variable. */
  readonly uses: readonly VariableUse[];
  /** Why it is excepted from a rule. */
  readonly exceptions: ReadonlyMap<LintRule, string>;
}

/** A query of Prometheus; those of other data sources are left out. */
export interface Query extends PromQL {
  readonly refId: string;
  /** Its place among the panel's queries, from 0. */
  readonly index: number;
  readonly legend: string;
  /** Every selector in it, also in the structure that it has only once variables are chosen. */
  readonly selectors: readonly SelectorNode[];
  /** Every function call, likewise. */
  readonly calls: readonly CallNode[];
  readonly operations: Operations;
}

/** The operations of two expressions in a query, in the order of the text; none where it has no structure. */
export interface Operations {
  readonly all: readonly BinaryNode[];
  /** Those that divide series by series. */
  readonly divisions: readonly Division[];
}

/** What a panel sets for some of its fields. */
export interface Override {
  /** How the fields are chosen: `byName`, `byRegexp`, … */
  readonly matcher: string;
  /** Which they are. */
  readonly field: string;
  readonly unit: string | undefined;
  readonly colour: string | undefined;
  readonly thresholds: readonly number[];
  readonly links: readonly Link[];
}

export interface Link {
  readonly title: string;
  /** By `url`, by `tags`, or by what Grafana finds otherwise: a query to explore, a dashboard's title of old. */
  readonly leads: 'by url' | 'by tags' | 'otherwise';
  /** Empty where it leads to dashboards by tag. */
  readonly url: string;
  readonly tags: readonly string[];
}
