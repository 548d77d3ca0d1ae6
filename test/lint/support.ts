/** Dashboards to lint: a good one, and what a test changes in it. */
import { catalogue, type Catalogue } from '../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import type { Finding } from '../../src/lint/finding.ts';
import { Linter } from '../../src/lint/linter.ts';
import { readDashboard } from '../../src/lint/read/dashboard.ts';
import type { Json } from '../../src/lint/read/json.ts';
import { PromqlReader } from '../../src/lint/read/promql.ts';
import type { LintRule } from '../../src/policy/lint-rules.ts';

const source = { type: 'prometheus', uid: '$datasource' } as const;
/** What narrows a selector to the viewer's choices, to be written between its braces. */
export const chosen = 'environment=~"$environment",job=~"$job",instance=~"$instance"';
export const goodQuery = `sum by (environment) (rate(orders_created_total{${chosen}}[$__rate_interval]))`;

/** A query variable as it should be. */
export function variable(name: string, changes: Json = {}): Json {
  return {
    name,
    label: `${name[0]?.toUpperCase()}${name.slice(1)}`,
    type: 'query',
    datasource: source,
    query: `label_values(orders_created_total, ${name})`,
    refresh: 2,
    multi: true,
    includeAll: true,
    allValue: '.+',
    ...changes,
  };
}

export const dataSourceVariable: Json = {
  name: 'datasource',
  label: 'Data source',
  type: 'datasource',
  query: 'prometheus',
};

export const standardVariables: readonly Json[] = [
  dataSourceVariable,
  variable('environment'),
  variable('job'),
  variable('instance'),
];

/** A panel in which nothing is wrong, but for the changes. */
export function panel(changes: Json = {}): Json {
  return {
    id: 1,
    type: 'timeseries',
    title: 'Order rate',
    description: 'Orders per second.',
    datasource: source,
    fieldConfig: { defaults: { unit: 'ops' }, overrides: [] },
    targets: [{ refId: 'A', expr: goodQuery, legendFormat: '{{environment}}', datasource: source }],
    ...changes,
  };
}

/** A panel of these queries. */
export function panelOf(...queries: readonly string[]): Json {
  return panel({ targets: queries.map((expr, index) => ({ refId: 'ABCDEF'[index], expr, datasource: source })) });
}

/** A dashboard in which nothing is wrong, but for the changes. */
export function dashboard(changes: Json = {}): Json {
  return {
    uid: 'orders-test',
    title: 'Orders',
    editable: false,
    tags: ['order-dashboards'],
    templating: { list: standardVariables },
    annotations: { list: [] },
    links: [],
    panels: [panel()],
    ...changes,
  };
}

/** Everything that the linter finds in some dashboards of one folder. */
export function findingsIn(dashboards: readonly Json[], metrics: Catalogue = catalogue(temporalProfiles['go-tally'])) {
  const reader = new PromqlReader(metrics);
  const linter = new Linter();
  dashboards.forEach((json, index) => {
    linter.add(readDashboard(json, { file: `dashboard-${index + 1}.json`, folder: 'test' }, reader));
  });
  return linter.finish();
}

/** What one rule finds in some dashboards of one folder. */
export function foundBy(rule: LintRule, ...dashboards: readonly Json[]): readonly Finding[] {
  return findingsIn(dashboards).filter((finding) => finding.rule === rule);
}

/** The problems that one rule finds in a dashboard with this query. */
export function problemsOfQuery(rule: LintRule, expr: string): readonly string[] {
  return foundBy(rule, dashboard({ panels: [panelOf(expr)] })).map((finding) => finding.problem);
}

const catalogueRules: ReadonlySet<LintRule> = new Set<LintRule>([
  'unknown-metric',
  'unknown-label',
  'wrong-type',
  'counter-without-rate',
  'impossible-query',
  'quantile-without-le',
]);

/** What the rules find in a query that ask the catalogue, each with the name of its rule. */
export function foundByCatalogue(expr: string): readonly (readonly [rule: LintRule, problem: string, next: string])[] {
  return findingsIn([dashboard({ panels: [panelOf(expr)] })])
    .filter(({ rule }) => catalogueRules.has(rule))
    .map(({ rule, problem, next }) => [rule, problem, next]);
}
