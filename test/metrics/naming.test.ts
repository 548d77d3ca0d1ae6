/** Rules that every entry of the catalogue keeps, in every profile. */
import { describe, expect, test } from 'vitest';
import { catalogue, importedNames, seriesOf, type CatalogueMetric } from '../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';

const profiles = Object.values(temporalProfiles);
const everyName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/u;

describe.each(profiles)('$name', (profile) => {
  const metrics = catalogue(profile).metrics();

  test.each(metrics)('$system $property', ({ of, property }) => {
    expect(of.name).toMatch(everyName);
    expect(property).toMatch(/^[a-z][A-Za-z0-9]*$/u);
    expect(of.help).toMatch(/^\S.+\.$/u);
    expect(of.jobs.length).toBeGreaterThan(0);
    expect(new Set(of.jobs).size).toBe(of.jobs.length);
    for (const series of [of, ...seriesOf(of)]) expect(new Set(series.labels).size).toBe(series.labels.length);
    expect(Object.keys(of.partialLabels).filter((label) => !of.labels.includes(label))).toEqual([]);
  });

  test('buckets are finite and ascend, histograms alone have them', () => {
    for (const { of } of metrics) {
      expect(of.buckets === undefined).toBe(of.type !== 'histogram');
      const buckets = of.buckets ?? [];
      const ascends = (bound: number, index: number): boolean => bound > (buckets[index - 1] ?? -Infinity);
      expect(buckets.filter((bound, index) => !Number.isFinite(bound) || !ascends(bound, index))).toEqual([]);
    }
  });

  test('a name belongs to one metric', () => {
    // A service that a team brings along may have a name that another has; jobs tell them apart.
    const brought: readonly string[] = importedNames;
    const shipped = metrics.filter(({ system }) => !brought.includes(system));
    const names = shipped.flatMap(({ of }) => [
      ...new Set(seriesOf(of).flatMap((series) => [series.name, ...series.variants.map((variant) => variant.name)])),
    ]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe('our own metrics', () => {
  const { application, pushgateway } = catalogue(temporalProfiles['go-tally']);
  const { batchRecordsProcessed, batchDuration, batchLastSuccess } = pushgateway;
  const batch: readonly CatalogueMetric[] = [batchRecordsProcessed, batchDuration, batchLastSuccess];
  const own = [...Object.values<CatalogueMetric>(application), ...batch];

  test.each(own)('$name', (metric) => {
    expect(metric.name.endsWith('_total')).toBe(metric.type === 'counter');
    expect(metric.name.endsWith('_seconds')).toBe(metric.unit === 'seconds' || metric.unit === 'unix_seconds');
    expect(metric.name.endsWith('_timestamp_seconds')).toBe(metric.unit === 'unix_seconds');
    expect(metric.name.endsWith('_bytes')).toBe(metric.unit === 'bytes');
    expect(metric.name).not.toMatch(/_(milliseconds|ms|minutes|percent|count|sum|bucket)$/u);
    expect(metric.variants).toEqual([]);
    expect(metric.partialLabels).toEqual({});
  });

  test('have few labels, and none that grows with the traffic', () => {
    const unbounded = new Set(['order_id', 'trace_id', 'user_id', 'customer_id', 'path', 'url']);
    for (const metric of own) {
      expect(metric.labels.length).toBeLessThanOrEqual(6);
      expect(metric.labels.filter((label) => unbounded.has(label))).toEqual([]);
    }
  });
});
