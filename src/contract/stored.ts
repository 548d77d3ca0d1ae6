/** A family as Prometheus stores it after the scrape. */
import type { ExpositionFamily, ExpositionType } from '../metrics/exposition.ts';
import { targetLabels, type WireType } from '../metrics/metric.ts';

/** Jobs that Prometheus scrapes with `honor_labels`: labels that a page writes win over those of the target. */
const honoured: ReadonlySet<string | undefined> = new Set(['pushgateway']);

export type StoredType = WireType | 'histogram' | 'summary' | 'gaugehistogram';

/** OpenMetrics' own types are gauges in Prometheus. */
export function storedType(type: ExpositionType): StoredType {
  return type === 'info' || type === 'stateset' ? 'gauge' : type;
}

/** The label that makes the series of a bucket or a quantile, which is none of the metric's own. */
export function structuralLabel(type: ExpositionType): string | undefined {
  if (type === 'histogram' || type === 'gaugehistogram') return 'le';
  return type === 'summary' ? 'quantile' : undefined;
}

/**
 * What a label of the page is called in Prometheus: one that the target has too is renamed, unless the job honours it.
 * Undefined where it is the target's.
 */
export function storedLabel(name: string, job: string | undefined): string | undefined {
  const shared: readonly string[] = targetLabels;
  if (!shared.includes(name)) return name;
  return honoured.has(job) ? undefined : `exported_${name}`;
}

/** Own labels of a family's series, sorted, each with how many series have it and whether any gives it a value. */
export function ownLabels(
  { type, series }: ExpositionFamily,
  job: string | undefined,
): ReadonlyMap<string, { readonly on: number; readonly filled: boolean }> {
  const structural = structuralLabel(type);
  const found = new Map<string, { on: number; filled: boolean }>();
  for (const { labels } of series) {
    for (const [name, value] of Object.entries(labels)) {
      const stored = name === structural ? undefined : storedLabel(name, job);
      if (stored === undefined) continue;
      const known = found.get(stored) ?? { on: 0, filled: false };
      // Prometheus takes an empty value for no label.
      found.set(stored, { on: known.on + 1, filled: known.filled || value !== '' });
    }
  }
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The finite upper bounds of all of a histogram's series together, ascending. */
export function boundsOf({ series }: ExpositionFamily): readonly number[] {
  const bounds = series
    .filter(({ suffix }) => suffix === '_bucket')
    .map(({ labels }) => Number(labels['le'] || Number.NaN))
    .filter((bound) => Number.isFinite(bound));
  return [...new Set(bounds)].toSorted((a, b) => a - b);
}
