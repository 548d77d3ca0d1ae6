/** How many series a metric has on a page, and which label makes them. */
import type { ExpositionFamily } from '../metrics/exposition.ts';
import type { Finding } from './finding.ts';
import { structuralLabel } from './stored.ts';

export interface CardinalityLimits {
  /** Series of one metric on one page; each bucket is one. */
  readonly maxSeries: number;
  /** Values of one label of a metric on one page. */
  readonly maxValues: number;
}

export function cardinalityFindings(
  { name, type, series }: ExpositionFamily,
  { maxSeries, maxValues }: CardinalityLimits,
): readonly Finding[] {
  // What has no more series than a label may have values is within both.
  if (series.length <= Math.min(maxSeries, maxValues)) return [];
  const structural = structuralLabel(type);
  const values = new Map<string, Set<string>>();
  for (const { labels } of series) {
    for (const [label, value] of Object.entries(labels)) {
      if (label === structural) continue;
      const known = values.get(label);
      if (known === undefined) values.set(label, new Set([value]));
      else known.add(value);
    }
  }
  const most = [...values].toSorted(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1));
  const many = most.filter(([, { size }]) => size > maxValues);
  const found: Finding[] = many.map(([label, { size }]) => {
    return {
      kind: 'cardinality',
      metric: name,
      label,
      problem: `the label ${label} has ${size} values, above ${maxValues}`,
    };
  });
  if (series.length <= maxSeries) return found;
  const [widest] = most;
  const because =
    widest === undefined ? '' : `; its widest label is ${widest[0]} with ${count(widest[1].size, 'value')}`;
  const whole: Finding = {
    kind: 'cardinality',
    metric: name,
    ...(widest === undefined ? {} : { label: widest[0] }),
    problem: `${series.length} series, above ${maxSeries}${because}`,
  };
  return [whole, ...found];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
