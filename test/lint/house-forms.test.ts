/** Rates, ratios and comparisons as our rules write them: no rule for queries finds anything in them. */
import { expect, test } from 'vitest';
import { ownRules } from '../../src/policy/lint-rules.ts';
import { dashboard, findingsIn, panelOf } from './support.ts';

const orders = 'sum by (environment) (rate(orders_created_total[1h]))';
const lastWeek = 'sum by (environment) (rate(orders_created_total[1h] offset 1w))';
const failed = 'sum by (namespace, workflow_type) (rate(temporal_workflow_failed_total[15m]))';
const completed = 'sum by (namespace, workflow_type) (rate(temporal_workflow_completed_total[15m]))';
const hit = 'sum by (job, instance, datname) (rate(pg_stat_database_blks_hit{datname!~"template.*|postgres|"}[15m]))';
const read = 'sum by (job, instance, datname) (rate(pg_stat_database_blks_read{datname!~"template.*|postgres|"}[15m]))';
const errors = 'sum by (environment) (rate(order_processing_errors_total[5m]))';
const created = 'sum by (environment) (rate(orders_created_total[5m]))';
const refused = 'sum by (environment) (rate(payments_processed_total{status="failure"}[15m]))';
const payments = 'sum by (environment) (rate(payments_processed_total[15m]))';

test.each([
  `(${errors} or 0 * ${created}) / (${created} > 0)`,
  `(${refused} or 0 * ${payments}) / (${payments} > 0)`,
  `1 - (sum_over_time(environment:order_errors:increase5m[30d]) / (sum_over_time(environment:orders_created:increase5m[30d]) > 0)) / 0.005`,
  'sum by (job, instance) (rate(pg_stat_checkpointer_num_requested_total[30m]) or rate(pg_stat_bgwriter_checkpoints_req_total[30m]))',
  'environment:order_errors_per_orders:ratio_rate5m > 0.05 and on (environment) environment:orders_created:rate5m > 0.01',
  'environment:order_errors_per_orders:ratio_rate1h > 14.4 * 0.005 and environment:order_errors_per_orders:ratio_rate5m > 14.4 * 0.005',
  'histogram_quantile(0.95, environment_le:order_processing_seconds_bucket:rate5m) > 300',
  'histogram_quantile(0.95, sum by (le, environment) (rate(order_processing_seconds_bucket[5m]))) > 300',
  `abs(${orders} - ${lastWeek}) > 0.3 * ${lastWeek} and ${lastWeek} > 0.05`,
  'min by (product) (inventory_level) < 10',
  'sum by (job, instance) (pg_stat_activity_count) / (max by (job, instance) (pg_settings_max_connections) - max by (job, instance) (pg_settings_superuser_reserved_connections)) > 0.8',
  `${hit} / (${hit} + ${read}) < 0.9 and ${read} > 50`,
  `${hit} / (${hit} + ${read} > 0)`,
  `${failed} / (${failed} + (${completed} or 0 * ${failed})) > 0.05`,
  `${failed} / (${failed} + (${completed} or 0 * ${failed}) > 0)`,
  'max by (status) (orders_oldest_open_age_seconds) > 3600',
  'sum by (environment) (increase(orders_created_total[15m])) == 0 and environment:orders_created:rate5m > 0.05',
  '(pg_replication_lag_seconds > 300 and pg_replication_is_replica == 1) or pg_replication_lag > 300',
  'pg_stat_user_tables_n_dead_tup > pg_stat_user_tables_n_live_tup * on (job, instance) group_left () pg_settings_autovacuum_vacuum_scale_factor + on (job, instance) group_left () pg_settings_autovacuum_vacuum_threshold and time() - pg_stat_user_tables_last_autovacuum > 36000',
  'time() - batch_job_last_success_timestamp_seconds > 86400',
  'up == 0',
  'pg_up == 0',
  'absent(up{job="postgres"})',
  'increase(pg_stat_database_deadlocks[15m]) > 5',
  'orders_by_status unless present_over_time(orders_by_status[10m] offset 2m)',
  'time() - process_start_time_seconds < 120',
  'histogram_quantile(0.95, sum by (le, task_queue) (rate(temporal_workflow_task_schedule_to_start_latency_seconds_bucket[5m]))) > 1',
  'sum by (job, instance) (temporal_worker_task_slots_used) / (sum by (job, instance) (temporal_worker_task_slots_used) + sum by (job, instance) (temporal_worker_task_slots_available)) > 0.95',
  'vector(1)',
])('%s', (query) => {
  const ofQueries = new Set<string>(
    ownRules.filter((rule) => /^(?:ratio|compare|offset|sample|threshold)-/.test(rule)),
  );
  const found = findingsIn([dashboard({ panels: [panelOf(query)] })]).filter(({ rule }) => ofQueries.has(rule));
  expect(found).toEqual([]);
});
