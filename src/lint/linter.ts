/** Holds dashboards to the rules, one after the other, and all together at the end. */
import { lintRules, type LintRule } from '../policy/lint-rules.ts';
import { factsOf } from './facts.ts';
import type { Finding } from './finding.ts';
import {
  nothing,
  type CollectionRule,
  type Complaint,
  type DashboardRule,
  type ExceptionRule,
  type Facts,
  type PanelFacts,
  type PanelRule,
  type PlacedComplaint,
  type QueryRule,
} from './rule.ts';
import { rules } from './rules/index.ts';
import type { Dashboard, Panel, Query } from './subject.ts';

interface Named<R> {
  readonly name: LintRule;
  readonly rule: R;
}

/** A finding, and where it belongs among the others. */
interface Placed {
  readonly dashboard: number;
  /** The place of its panel; -1 for the dashboard as a whole. */
  readonly panel: number;
  readonly finding: Finding;
}

export class Linter {
  readonly #dashboardRules: Named<DashboardRule>[] = [];
  readonly #panelRules: Named<PanelRule>[] = [];
  readonly #queryRules: Named<QueryRule>[] = [];
  readonly #collectionRules: Named<CollectionRule>[] = [];
  readonly #exceptionRules: Named<ExceptionRule>[] = [];
  /** The dashboards in the order in which they came, each with its place. */
  readonly #facts = new Map<Facts, number>();
  readonly #found: Placed[] = [];
  #excepted = 0;
  /** The exceptions that something was found for, by panel. */
  readonly #used = new Map<PanelFacts, Set<LintRule>>();

  constructor() {
    for (const name of lintRules) {
      const rule = rules[name];
      switch (rule.scope) {
        case 'dashboard':
          this.#dashboardRules.push({ name, rule });
          break;
        case 'panel':
          this.#panelRules.push({ name, rule });
          break;
        case 'query':
          this.#queryRules.push({ name, rule });
          break;
        case 'collection':
          this.#collectionRules.push({ name, rule });
          break;
        case 'exceptions':
          this.#exceptionRules.push({ name, rule });
          break;
      }
    }
  }

  /** Looks at one dashboard. Little of it is kept. */
  add(dashboard: Dashboard): void {
    const facts = factsOf(dashboard);
    this.#facts.set(facts, this.#facts.size);
    for (const { name, rule } of this.#dashboardRules) {
      for (const complaint of rule.check(dashboard)) this.#note(name, facts, complaint);
    }
    dashboard.panels.forEach((panel, index) => this.#panel(dashboard, panel, facts, facts.panels[index]));
  }

  /**
   * What was found, in the order of the dashboards and of their panels.
   * @returns nothing where all is well
   */
  finish(): readonly Finding[] {
    const dashboards = [...this.#facts.keys()];
    for (const { name, rule } of this.#collectionRules) this.#noteAll(name, rule.check(dashboards));
    const isUsed = (panel: PanelFacts, rule: LintRule): boolean => this.#used.get(panel)?.has(rule) === true;
    for (const { name, rule } of this.#exceptionRules) this.#noteAll(name, rule.check(dashboards, isUsed));
    return this.#found
      .toSorted((a, b) => a.dashboard - b.dashboard || a.panel - b.panel)
      .map((placed) => placed.finding);
  }

  /** How many findings were left out, because a panel is excepted. */
  get excepted(): number {
    return this.#excepted;
  }

  /** How many dashboards it has looked at. */
  get count(): number {
    return this.#facts.size;
  }

  #panel(dashboard: Dashboard, panel: Panel, facts: Facts, place: PanelFacts | undefined): void {
    for (const { name, rule } of this.#panelRules) {
      const complaints = rule.check(panel, dashboard);
      if (complaints === nothing) continue;
      for (const complaint of complaints) this.#note(name, facts, complaint, place);
    }
    for (const query of panel.queries) {
      for (const { name, rule } of this.#queryRules) {
        const complaints = rule.check(query, panel, dashboard);
        if (complaints === nothing) continue;
        for (const complaint of complaints) this.#note(name, facts, complaint, place, query);
      }
    }
  }

  #noteAll(rule: LintRule, complaints: Iterable<PlacedComplaint>): void {
    for (const complaint of complaints) this.#note(rule, complaint.dashboard, complaint, complaint.panel);
  }

  #note(rule: LintRule, facts: Facts, { problem, next }: Complaint, panel?: PanelFacts, query?: Query): void {
    if (panel?.exceptions.has(rule) === true) {
      const used = this.#used.get(panel) ?? new Set();
      this.#used.set(panel, used.add(rule));
      this.#excepted += 1;
      return;
    }
    this.#found.push({
      dashboard: this.#facts.get(facts) ?? 0,
      panel: panel === undefined ? -1 : facts.panels.indexOf(panel),
      finding: {
        rule,
        file: facts.file,
        uid: facts.uid,
        dashboard: facts.title,
        ...(panel === undefined
          ? {}
          : { panel: { ...(panel.id === undefined ? {} : { id: panel.id }), title: panel.title } }),
        ...(query === undefined ? {} : { query: query.refId, target: query.index }),
        problem,
        next,
      },
    });
  }
}
