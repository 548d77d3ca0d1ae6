/**
 * What a variable of Prometheus asks. From `metric_find_query.ts` and `migrations/variableMigration.ts` of
 * @grafana/prometheus.
 */
import type { Prometheus, Window } from '../prometheus/prometheus.ts';
import { quote } from '../../promql/strings.ts';

/**
 * The names that a query brings, variables filled in.
 * @throws QueryRefused; SyntaxError of a regular expression; UserError where the server cannot be asked at all
 */
export async function ask(query: string, prometheus: Prometheus, window: Window): Promise<readonly string[]> {
  // Grafana asks for whole seconds.
  const whole = { from: Math.floor(window.from), to: Math.ceil(window.to) };
  const pattern = argument('label_names', query);
  if (pattern !== undefined) {
    const selectors = pattern === '' ? [] : [`{__name__=~${quote(`.*${pattern}.*`)}}`];
    return prometheus.labelNames(selectors, whole);
  }
  const [, selector = '', label] = /^label_values\((?:(.+),\s*)?([a-zA-Z_]\w*)\)\s*$/s.exec(query) ?? [];
  if (label !== undefined) return prometheus.labelValues(label, everything.test(selector) ? [] : [selector], whole);
  const metrics = argument('metrics', query) || undefined;
  if (metrics !== undefined) {
    const expression = new RegExp(metrics);
    return (await prometheus.labelValues('__name__', [], whole)).filter((name) => expression.test(name));
  }
  const expression = argument('query_result', query) || undefined;
  if (expression !== undefined) return results(expression, prometheus, whole.to);
  return (await prometheus.series([query], whole)).map((labels) => written(labels));
}

/** A selector that chooses nothing. */
const everything = /^\s*(?:\{\s*\}\s*)?$/;

function argument(name: string, query: string): string | undefined {
  return query.startsWith(`${name}(`) ? /^\w+\((.*)\)\s*$/s.exec(query)?.[1] : undefined;
}

/** Each series with its value and the time in milliseconds; a number or text of its own is just that. */
async function results(expression: string, prometheus: Prometheus, at: number): Promise<readonly string[]> {
  const { kind, series } = await prometheus.instant(expression, at);
  return series.map(({ labels, samples }) => {
    const [time = at, value = Number.NaN] = samples.at(-1) ?? [];
    if (kind === 'scalar' || kind === 'string') return number(value);
    return `${written(labels)} ${number(value)} ${Math.round(time * 1000)}`;
  });
}

function number(value: number): string {
  return Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
}

/** A series as it is written: `name{label="value"}`. The values are not escaped, as Grafana does not. */
function written(labels: Readonly<Record<string, string>>): string {
  const { __name__: name = '', ...others } = labels;
  const matchers = Object.entries(others).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${matchers.join(',')}}`;
}
