/**
 * Writes families as a page, in Prometheus's text format or in OpenMetrics.
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/ and the OpenMetrics 1.0 specification.
 */
import type { MetricInfo, MetricType, WireType } from '../../metrics/metric.ts';
import type { ShownFamily, ShownSample } from './instruments.ts';

export type Format = 'text' | 'openmetrics';

export const contentTypes: Readonly<Record<Format, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** The format that a scraper prefers, by its `Accept`. Prometheus names OpenMetrics first where it takes it. */
export function preferred(accept: string | undefined): Format {
  return accept?.includes('application/openmetrics-text') === true ? 'openmetrics' : 'text';
}

/** A page of metrics. */
export function page(families: readonly ShownFamily[], format: Format): string {
  const names = new Set(families.map(({ metric }) => metric.name));
  const lines = families.flatMap((family) => familyLines(family, format, names));
  // A page may have nothing to show, and neither format has empty lines then.
  const all = format === 'openmetrics' ? [...lines, '# EOF'] : lines;
  return all.map((line) => `${line}\n`).join('');
}

function familyLines({ metric, samples }: ShownFamily, format: Format, names: ReadonlySet<string>): readonly string[] {
  return [...head(metric, format, names), ...samples.map((sample) => sampleLine(metric.name, sample, format))];
}

/**
 * What stands before a family's samples. The type is the one that the exporter declares where it is another than the
 * one by which series behave.
 * @param others names of the other families of the page
 */
export function head(
  metric: MetricInfo,
  format: Format,
  others?: { has(name: string): boolean },
): readonly [help: string, type: string] {
  const declared = metric.wireType ?? metric.type;
  // In OpenMetrics a counter's family has no `_total`, its samples have.
  const bare = metric.name.replace(/_total$/, '');
  // Go has a gauge go_memstats_alloc_bytes beside its counter, which OpenMetrics takes for one family declared twice.
  const hasTwin = bare !== metric.name && others?.has(bare) === true;
  const open = hasTwin ? 'unknown' : openMetricsType(declared, metric.name);
  const type = format === 'openmetrics' ? open : declared;
  const name = format === 'openmetrics' && type === 'counter' ? bare : metric.name;
  return [`# HELP ${name} ${escapeHelp(metric.help, format)}`, `# TYPE ${name} ${type}`];
}

/** OpenMetrics takes no counter whose name lacks `_total`, as those of the Temporal SDKs do. */
function openMetricsType(declared: MetricType | WireType, name: string): string {
  return declared === 'untyped' || (declared === 'counter' && !name.endsWith('_total')) ? 'unknown' : declared;
}

function sampleLine(family: string, { suffix, labels, value, exemplar }: ShownSample, format: Format): string {
  const line = `${series(family + suffix, labels)} ${number(value)}`;
  if (format === 'text' || exemplar === undefined) return line;
  const { traceId, value: seen, timestamp } = exemplar;
  return `${line} # {trace_id="${escapeValue(traceId)}"} ${number(seen)} ${timestamp}`;
}

/** A series as it stands before its value. */
export function series(name: string, labels: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeValue(labelText(value))}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

/** A number, as Go writes those that JavaScript spells otherwise. */
export function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}

function labelText(value: string | number): string {
  return typeof value === 'number' ? number(value) : value;
}

function escapeValue(value: string): string {
  return value.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}

function escapeHelp(text: string, format: Format): string {
  return format === 'openmetrics' ? escapeValue(text) : text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
