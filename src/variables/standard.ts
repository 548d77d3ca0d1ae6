/** The variables that every dashboard has: data source, environment, job and instance. */
import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { MetricInfo } from '../metrics/metric.ts';
import type { Matcher, SelectorNode } from '../promql/ast.ts';
import { print } from '../promql/print.ts';
import { escapeRegex } from '../promql/strings.ts';

/** Where panels, annotations and variables read from: the Prometheus that the viewer chose. */
export const chosenDataSource = { type: 'prometheus', uid: '$datasource' } as const;

/** What narrows every query of a dashboard to what the viewer chose, in the order in which it is chosen. */
export const chosenTargets: readonly Matcher[] = ['environment', 'job', 'instance'].map((label) => ({
  label,
  operator: '=~',
  value: `$${label}`,
}));

/** Prometheus data sources; `uid` is the one chosen at first. */
export function dataSourceVariable(uid: string): DatasourceVariableBuilder {
  return new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .type('prometheus')
    .regex('')
    .allowCustomValue(false)
    .current({ selected: true, text: 'Prometheus', value: uid });
}

/** Environment, job and instance, each offering what has one of the metrics and fits the choices before it. */
export function targetVariables(metrics: readonly MetricInfo[]): readonly QueryVariableBuilder[] {
  const series = anyOf(metrics);
  return chosenTargets.map(({ label }, index) =>
    labelValues(label, `${label[0]?.toUpperCase()}${label.slice(1)}`, label, {
      ...series,
      matchers: [...series.matchers, ...chosenTargets.slice(0, index)],
    }),
  );
}

/** A variable that offers the values of one label, several at once, and all of them at first. */
export function labelValues(name: string, title: string, label: string, series: SelectorNode): QueryVariableBuilder {
  const query = `label_values(${print(series)}, ${label})`;
  return new QueryVariableBuilder(name)
    .label(title)
    .datasource(chosenDataSource)
    .query(query)
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ selected: true, text: ['All'], value: ['$__all'] });
}

function anyOf(metrics: readonly MetricInfo[]): SelectorNode {
  const names = metrics.map((metric) => metric.name);
  const strangers = jobsLeftOut(metrics);
  const [only] = names;
  if (only !== undefined && names.length === 1) return { kind: 'selector', name: only, matchers: strangers };
  return {
    kind: 'selector',
    matchers: [{ label: '__name__', operator: '=~', value: names.map(escapeRegex).join('|') }, ...strangers],
  };
}

/** Jobs that write one of the metrics with another meaning, but for those that another of the metrics is of. */
function jobsLeftOut(metrics: readonly MetricInfo[]): readonly Matcher[] {
  const wanted = new Set(metrics.flatMap(({ jobs }) => jobs));
  const strangers = new Set(metrics.flatMap(({ notFrom }) => notFrom ?? []));
  return [...strangers].filter((job) => !wanted.has(job)).map((value) => ({ label: 'job', operator: '!=', value }));
}
