import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';

const { lookup, names, metrics, ...systems } = catalogue(temporalProfiles['go-tally']);
const { application, goRuntime, postgres, prometheus } = systems;

describe('lookup', () => {
  test('finds a plain metric', () => {
    expect(lookup('orders_created_total')).toEqual({
      series: application.ordersCreated,
      of: application.ordersCreated,
      system: 'application',
      property: 'ordersCreated',
    });
  });

  test('finds the series of a histogram, as series and as part of it', () => {
    for (const part of ['bucket', 'sum', 'count'] as const) {
      const entry = lookup(`order_processing_seconds_${part}`);
      expect(entry?.series).toBe(application.orderProcessing[part]);
      expect(entry?.of).toBe(application.orderProcessing);
    }
    expect(lookup('order_processing_seconds_bucket')?.series.labels).toContain('le');
  });

  test("doesn't take the bare name of a histogram for a series", () => {
    expect(lookup('order_processing_seconds')).toBeUndefined();
  });

  test('finds the quantiles, the sum and the count of a summary', () => {
    expect(lookup('go_gc_duration_seconds')?.series).toBe(goRuntime.gcDuration.quantiles);
    expect(lookup('go_gc_duration_seconds')?.of).toBe(goRuntime.gcDuration);
    expect(lookup('go_gc_duration_seconds_sum')?.series).toBe(goRuntime.gcDuration.sum);
    expect(lookup('go_gc_duration_seconds_count')?.series).toBe(goRuntime.gcDuration.count);
  });

  test('finds the names that other versions write, and says which', () => {
    const entry = lookup('pg_replication_lag');
    expect(entry?.series).toBe(postgres.replicationLag);
    expect(entry?.variant).toEqual({
      name: 'pg_replication_lag',
      writtenBy: 'postgres_exporter 0.11 with queries.yaml',
    });
    expect(lookup('pg_replication_lag_seconds')?.variant).toBeUndefined();
  });

  test('finds nothing under a name that looks like one', () => {
    for (const name of ['orders_created', 'pg_stat_activity_count_count', 'up_bucket', 'constructor', '']) {
      expect(lookup(name)).toBeUndefined();
    }
  });
});

test('names are sorted, each once, and all found', () => {
  expect(names()).toEqual([...new Set(names())].toSorted());
  expect(names().filter((name) => lookup(name) === undefined)).toEqual([]);
  expect(names().length).toBeGreaterThan(metrics().length);
});

test('ALERTS carries no target label, since Prometheus adds none to it', () => {
  expect(prometheus.alerts.labels).toEqual(['alertname', 'alertstate', 'severity']);
});

test('the API exposes the requests of its Temporal client, and nothing else of the SDK', () => {
  const ofSdk = metrics().filter(({ system }) => system.startsWith('temporal'));
  const ofApi = ofSdk.filter(({ of }) => of.jobs.includes('order_processing_api'));
  expect(ofApi.filter(({ of }) => !of.name.startsWith('temporal_request'))).toEqual([]);
  expect(ofApi.map(({ property }) => property)).toContain('request');
});
