/** Which panels a new dashboard begins with: what is asked of a metric follows from its type and unit. */
import type { Unit } from '../metrics/metric.ts';
import type { UnitId } from '../panels/unit.ts';
import { firstLabel, type PlacedMetric } from './metric.ts';
import { inWords, kebab } from './name.ts';

/** A panel before it is code. */
export interface Sketch {
  readonly kind: 'stat' | 'timeseries' | 'heatmap';
  /** The name of its function; its key is the same with hyphens. */
  readonly name: string;
  readonly title: string;
  readonly shows: string;
  readonly unit: UnitId;
  /** Code that stands before the panel and is named by its queries. */
  readonly constants?: readonly string[];
  /** Code, each a query with its legend. */
  readonly queries: readonly string[];
  /** The alert that it is made for, by name. */
  readonly alert?: string;
}

/** The panels for a metric, which code calls `metric`. */
export function sketches(placed: PlacedMetric, metric: string): readonly Sketch[] {
  switch (placed.of.type) {
    case 'counter':
      return ofCounter(placed, metric);
    case 'gauge':
      return ofGauge(placed, metric);
    case 'histogram':
      return ofHistogram(placed, metric);
    case 'summary':
      return ofSummary(placed, metric);
  }
}

function ofCounter({ of, property }: PlacedMetric, metric: string): readonly Sketch[] {
  const label = firstLabel(of);
  const title = inWords(property);
  const unit = rateUnit(of.unit, of.name);
  // Milliseconds that pass each second, as a share of the time.
  const rate = (grouping: string): string => {
    const sum = `sum(rate(${metric})${grouping})`;
    return of.unit === 'milliseconds' ? `div(${sum}, 1000)` : sum;
  };
  return [
    {
      kind: 'stat',
      name: `${property}Rate`,
      title: `${title}, ${unit === 'percentunit' ? 'share of the time' : 'per second'}`,
      shows: of.help,
      unit,
      queries: [`query(${rate('')}, 'all')`],
    },
    {
      kind: 'timeseries',
      name: `${property}OverTime`,
      title: split(title, label),
      shows: of.help,
      unit,
      queries: [`query(${rate(`, by('${label}')`)}, '{{${label}}}')`],
    },
  ];
}

function ofHistogram({ of, property }: PlacedMetric, metric: string): readonly Sketch[] {
  const title = inWords(property);
  const unit = units[of.unit];
  const quantile = (phi: number, legend: string) => `query(histogramQuantile(${phi}, ${metric}), '${legend}')`;
  return [
    {
      kind: 'stat',
      name: `${property}P95`,
      title: `${title}, p95`,
      shows: of.help,
      unit,
      queries: [quantile(0.95, 'p95')],
    },
    {
      kind: 'timeseries',
      name: `${property}Quantiles`,
      title: `${title}, quantiles`,
      shows: of.help,
      unit,
      queries: [quantile(0.5, 'p50'), quantile(0.95, 'p95'), quantile(0.99, 'p99')],
    },
    {
      kind: 'heatmap',
      name: `${property}Heatmap`,
      title: `${title}, all observations`,
      shows: of.help,
      unit,
      queries: [`heatmapQuery(bucketIncrease(${metric}))`],
    },
  ];
}

function ofGauge({ of, property }: PlacedMetric, metric: string): readonly Sketch[] {
  const label = firstLabel(of);
  const since = of.unit === 'unix_seconds';
  const title = since ? `Time since: ${inWords(property).toLowerCase()}` : inWords(property);
  // What is always 1 is counted; of all else the highest value is right, whether or not replicas report the same.
  const operator = of.unit === 'info' ? 'sum' : 'max';
  const value = (how: string, grouping = ''): string => {
    const all = `${how}(${metric}${grouping})`;
    return since ? `sub(time(), ${all})` : all;
  };
  const addsUp = of.unit === 'count' || of.unit === 'bytes';
  return [
    {
      kind: 'stat',
      name: `${property}Now`,
      title: `${title}, now`,
      shows: addsUp ? `${of.help} The highest, and all together: keep the one that says something.` : of.help,
      unit: units[of.unit],
      queries: addsUp
        ? [`query(${value('max')}, 'highest')`, `query(${value('sum')}, 'together')`]
        : [`query(${value(operator)}, '${of.unit === 'info' ? 'all' : since ? 'latest' : 'highest'}')`],
    },
    {
      kind: 'timeseries',
      name: `${property}OverTime`,
      title: split(title, label),
      shows: of.help,
      unit: units[of.unit],
      queries: [`query(${value(operator, `, by('${label}')`)}, '{{${label}}}')`],
    },
  ];
}

/** Its quantiles cannot be put together over several instances, so the mean is shown. */
function ofSummary({ of, property }: PlacedMetric, metric: string): readonly Sketch[] {
  const label = firstLabel(of);
  const title = `${inWords(property)}, mean`;
  const means = (grouping: string): readonly string[] => [
    `const total = sum(rate(${metric}.sum)${grouping});`,
    `const times = sum(rate(${metric}.count)${grouping});`,
  ];
  return [
    {
      kind: 'stat',
      name: `${property}Mean`,
      title,
      shows: of.help,
      unit: units[of.unit],
      constants: means(''),
      queries: ["query(ratio(total, times), 'mean')"],
    },
    {
      kind: 'timeseries',
      name: `${property}OverTime`,
      title: split(title, label),
      shows: of.help,
      unit: units[of.unit],
      constants: means(`, by('${label}')`),
      queries: [`query(ratio(total, times), '{{${label}}}')`],
    },
  ];
}

/** The panel that an alert points to, which its author has still to give the right query. */
export function guarded(alert: string, key: string, watches: string, { queries, unit }: Sketch): Sketch {
  return {
    kind: 'timeseries',
    name: `guarded${key.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}`,
    title: `Guarded by ${alert}`,
    shows: `Not written yet: the query shall show what the alert watches, ${watches}.`,
    unit,
    queries,
    alert,
  };
}

/** The key of a sketched panel. */
export function keyOf({ name, alert }: Sketch): string {
  return kebab(alert === undefined ? name : name.replace(/^guarded/, ''));
}

function split(title: string, label: string): string {
  return title.endsWith(`by ${label}`) ? `${title}, over time` : `${title}, by ${label}`;
}

function rateUnit(unit: Unit, name: string): UnitId {
  if (unit === 'bytes') return 'Bps';
  if (unit === 'seconds' || unit === 'milliseconds') return 'percentunit';
  return name.includes('request') ? 'reqps' : 'ops';
}

/** The unit of a value; of a point in time it is that of the time since. */
const units: Readonly<Record<Unit, UnitId>> = {
  count: 'short',
  seconds: 's',
  milliseconds: 'ms',
  bytes: 'bytes',
  ratio: 'percentunit',
  unix_seconds: 's',
  info: 'short',
};
