import { expect, test } from 'vitest';
import { dashboard, foundBy, panelOf, problemsOfQuery } from '../support.ts';

test('connections, as published', () => {
  expect(foundBy('compare-unsummed', dashboard({ panels: [panelOf('pg_stat_activity_count > 100')] }))).toEqual([
    expect.objectContaining({
      problem:
        'pg_stat_activity_count is many series, by datname, state, server, usename, application_name, backend_type, wait_event_type, wait_event, and each is compared with 100 by itself',
      next: 'add them up first: sum by (job, instance) (pg_stat_activity_count) > 100; where each is meant, say so: max by (datname) (…).',
    }),
  ]);
});

test.each([
  ['pg_stat_activity_count{state="active"} > 100', 'datname, server'],
  ['pg_locks_count{datname=~"a"} >= bool 50', 'datname, mode, server'],
  ['100 < pg_locks_count', 'datname, mode, server'],
  ['orders_by_status == 5', 'status'],
  ['inventory_level < 10', 'product'],
  ['orders_by_status > 10 * 60', 'status'],
  ['max_over_time(orders_by_status[1h]) > 100', 'status'],
  ['max_over_time((orders_by_status)[1h:1m]) > 100', 'status'],
  ['abs(orders_by_status) / 2 > 100', 'status'],
  ['pg_database_size_bytes > 1e10', 'datname'],
  ['up == 1 and orders_by_status > 100', 'status'],
  ['(orders_by_status and up) > 100', 'status'],
  ['(unknown or orders_by_status) > 100', 'status'],
  ['(orders_by_status > 100) * 2', 'status'],
  ['-orders_by_status > 100', 'status'],
])('%s', (query, labels) => {
  const [problem = '', ...more] = problemsOfQuery('compare-unsummed', query);
  expect(problem).toContain(`is many series, by ${labels}`);
  expect(more).toEqual([]);
});

test.each([
  'sum(pg_stat_activity_count) > 100',
  'sum by (job, instance) (pg_stat_activity_count) > 100',
  'min by (product) (inventory_level) < 10',
  'count(inventory_level < 10)',
  'sum(orders_by_status > bool 100)',
  'orders_by_status{status="failed"} > 100',
  'orders_by_status > 0',
  'orders_by_status >= 1',
  'pg_replication_slots_active == 0',
  'orders_by_status > $limit',
  'orders_by_status > scalar(x)',
  'orders_by_status > orders_by_status offset 1h',
  'orders_oldest_open_age_seconds > 3600',
  'unknown > 100',
  'go_goroutines > 1000',
  'rate(http_requests_total[5m]) > 100',
  'changes(orders_by_status[1h]) > 5',
  'count_over_time(orders_by_status[1h]) > 5',
  'orders_by_status - on () x > 5',
  'time() > 100',
  'vector(200) > 100',
  '{__name__=~"a"} > 100',
  'orders_by_status + 100',
])('%s is fine', (query) => {
  expect(problemsOfQuery('compare-unsummed', query)).toEqual([]);
});
