import { describe, expect, it, test } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import { findMetric, firstLabel } from '../../src/scaffold/metric.ts';
import { sketches } from '../../src/scaffold/panels.ts';
import { refused } from '../support/user-error.ts';

const goTally = catalogue(temporalProfiles['go-tally']);

describe('a metric is found', () => {
  test.each([
    ['by its name', 'http_requests_total', 'httpRequests'],
    ['by the bare name of a histogram', 'http_request_duration_seconds', 'httpRequestDuration'],
    ['by the name of a series', 'http_request_duration_seconds_bucket', 'httpRequestDuration'],
    ['by the name that another version writes', 'pg_replication_lag', 'replicationLag'],
    ['by its name in the profile', 'temporal_workflow_endtoend_latency_seconds', 'workflowEndToEndLatency'],
  ])('%s', (_, name, property) => {
    expect(findMetric(goTally, name).property).toBe(property);
  });

  it('and what is none names the nearest', () => {
    const error = refused(() => findMetric(goTally, 'http_request_total'));
    expect(error.message).toBe('There is no metric "http_request_total" in the catalogue.');
    expect(error.next).toBe('Did you mean http_requests_total?');
    expect(refused(() => findMetric(goTally, 'nothing_like_it_at_all')).next).toContain('src/metrics');
  });

  it('and one of another profile names that', () => {
    const error = refused(() => findMetric(goTally, 'temporal_activity_task_received'));
    expect(error.details).toEqual(['the Temporal profile core has it, and another one is in use']);
    expect(error.next).toContain('Set temporal.profile to core');
  });

  it('but not one that no choice of a viewer narrows', () => {
    expect(refused(() => findMetric(goTally, 'ALERTS')).details).toEqual([
      'it has no label environment, job, instance, by which a viewer chooses what every panel shows',
    ]);
  });
});

test.each([
  ['http_requests_total', 'method'],
  ['orders_created_total', 'instance'],
  ['pg_replication_lag_seconds', 'instance'],
  ['orders_by_status', 'status'],
])('%s is told apart by %s', (name, label) => {
  expect(firstLabel(findMetric(goTally, name).of)).toBe(label);
});

describe('what is asked of a metric', () => {
  const asked = (name: string) => {
    const placed = findMetric(goTally, name);
    return sketches(placed, 'm').map(({ kind, unit, constants = [], queries }) => [
      kind,
      unit,
      ...constants,
      ...queries,
    ]);
  };

  test.each([
    [
      'http_requests_total',
      [
        ['stat', 'reqps', "query(sum(rate(m)), 'all')"],
        ['timeseries', 'reqps', "query(sum(rate(m), by('method')), '{{method}}')"],
      ],
    ],
    [
      'orders_created_total',
      [
        ['stat', 'ops', "query(sum(rate(m)), 'all')"],
        ['timeseries', 'ops', "query(sum(rate(m), by('instance')), '{{instance}}')"],
      ],
    ],
    [
      'process_cpu_seconds_total',
      [
        ['stat', 'percentunit', "query(sum(rate(m)), 'all')"],
        ['timeseries', 'percentunit', "query(sum(rate(m), by('instance')), '{{instance}}')"],
      ],
    ],
    [
      'pg_stat_database_blk_read_time',
      [
        ['stat', 'percentunit', "query(div(sum(rate(m)), 1000), 'all')"],
        ['timeseries', 'percentunit', "query(div(sum(rate(m), by('datname')), 1000), '{{datname}}')"],
      ],
    ],
    [
      'process_network_receive_bytes_total',
      [
        ['stat', 'Bps', "query(sum(rate(m)), 'all')"],
        ['timeseries', 'Bps', "query(sum(rate(m), by('instance')), '{{instance}}')"],
      ],
    ],
    [
      'http_request_duration_seconds',
      [
        ['stat', 's', "query(histogramQuantile(0.95, m), 'p95')"],
        [
          'timeseries',
          's',
          "query(histogramQuantile(0.5, m), 'p50')",
          "query(histogramQuantile(0.95, m), 'p95')",
          "query(histogramQuantile(0.99, m), 'p99')",
        ],
        ['heatmap', 's', 'heatmapQuery(bucketIncrease(m))'],
      ],
    ],
    [
      'orders_by_status',
      [
        ['stat', 'short', "query(max(m), 'highest')", "query(sum(m), 'together')"],
        ['timeseries', 'short', "query(max(m, by('status')), '{{status}}')"],
      ],
    ],
    [
      'orders_oldest_open_age_seconds',
      [
        ['stat', 's', "query(max(m), 'highest')"],
        ['timeseries', 's', "query(max(m, by('status')), '{{status}}')"],
      ],
    ],
    [
      'pg_postmaster_start_time_seconds',
      [
        ['stat', 's', "query(sub(time(), max(m)), 'latest')"],
        ['timeseries', 's', "query(sub(time(), max(m, by('instance'))), '{{instance}}')"],
      ],
    ],
    [
      'prometheus_build_info',
      [
        ['stat', 'short', "query(sum(m), 'all')"],
        ['timeseries', 'short', expect.stringMatching(/^query\(sum\(m, by\('\w+'\)\), '\{\{\w+\}\}'\)$/)],
      ],
    ],
    [
      'pg_settings_random_page_cost',
      [
        ['stat', 'percentunit', "query(max(m), 'highest')"],
        ['timeseries', 'percentunit', "query(max(m, by('instance')), '{{instance}}')"],
      ],
    ],
    [
      'grafana_api_dashboard_get_milliseconds',
      [
        [
          'stat',
          'ms',
          'const total = sum(rate(m.sum));',
          'const times = sum(rate(m.count));',
          "query(ratio(total, times), 'mean')",
        ],
        [
          'timeseries',
          'ms',
          "const total = sum(rate(m.sum), by('instance'));",
          "const times = sum(rate(m.count), by('instance'));",
          "query(ratio(total, times), '{{instance}}')",
        ],
      ],
    ],
  ])('%s', (name, expected) => {
    expect(asked(name)).toEqual(expected);
  });
});
