/** What a rule of the linter is: what it looks at, and how it tells what it finds. */
import type { LintRule } from '../policy/lint-rules.ts';
import type { Dashboard, Panel, Query, VariableUse } from './subject.ts';

/** Something that is wrong, and what to do about it. */
export interface Complaint {
  /** What is wrong, in a sentence without the names of dashboard and panel. */
  readonly problem: string;
  /** What to do. */
  readonly next: string;
}

/** Something that is wrong with one of the dashboards, and where. */
export interface PlacedComplaint extends Complaint {
  readonly dashboard: Facts;
  readonly panel?: PanelFacts;
}

/** What a rule answers that has nothing to complain of: most do, and to drive a generator for that costs more. */
export const nothing: readonly Complaint[] = [];

/** Looks at a dashboard as a whole. */
export interface DashboardRule {
  readonly scope: 'dashboard';
  readonly check: (dashboard: Dashboard) => Iterable<Complaint>;
}

/** Looks at one panel. */
export interface PanelRule {
  readonly scope: 'panel';
  readonly check: (panel: Panel, dashboard: Dashboard) => Iterable<Complaint>;
}

/** Looks at one query of a panel. */
export interface QueryRule {
  readonly scope: 'query';
  readonly check: (query: Query, panel: Panel, dashboard: Dashboard) => Iterable<Complaint>;
}

/** Looks at all dashboards together, when all have been seen. */
export interface CollectionRule {
  readonly scope: 'collection';
  readonly check: (dashboards: readonly Facts[]) => Iterable<PlacedComplaint>;
}

/** Looks at what panels are excepted from, when all other rules have found what they find. */
export interface ExceptionRule {
  readonly scope: 'exceptions';
  /** @param isUsed - whether a panel's exception has left a finding out; it may change while findings are taken */
  readonly check: (
    dashboards: readonly Facts[],
    isUsed: (panel: PanelFacts, rule: LintRule) => boolean,
  ) => Iterable<PlacedComplaint>;
}

export type Rule = DashboardRule | PanelRule | QueryRule | CollectionRule | ExceptionRule;

/** What is kept of a dashboard until all have been seen: little, so that memory does not grow with queries. */
export type Facts = Pick<Dashboard, 'file' | 'folder' | 'uid' | 'title' | 'tags' | 'links'> & {
  readonly variables: readonly string[];
  /** Where a variable is named outside panels that the dashboard does not define. */
  readonly undefinedUses: readonly VariableUse[];
  readonly panels: readonly PanelFacts[];
};

export type PanelFacts = Pick<Panel, 'id' | 'title' | 'links' | 'exceptions'> & {
  /** Fixed colours of the series that a label's value, or a plain text, names. */
  readonly colours: readonly LabelColour[];
  /** Where a variable is named that the dashboard does not define. */
  readonly undefinedUses: readonly VariableUse[];
};

export interface LabelColour {
  /** Undefined where the legend is plain text, which may be the value of a label. */
  readonly label: string | undefined;
  readonly value: string;
  readonly colour: string;
}
