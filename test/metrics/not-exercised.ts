/**
 * Catalogue metrics that no recording of their program shows, each with where it was read instead. The contract test
 * fails on a metric that is missing here, and on one that is here although a recording shows it. Temporal's names are
 * written out for each profile, so that they also prove how the catalogue derives them.
 */
import type { TemporalProfileName } from '../../src/metrics/temporal-profiles.ts';

export interface NotExercised {
  readonly name: string;
  readonly source: string;
}

export const notExercised: Readonly<Record<TemporalProfileName | 'anyProfile', readonly NotExercised[]>> = {
  anyProfile: [
    ...from('system.md: the application has no recording; the simulator is checked against the catalogue', [
      'http_requests_total',
      'http_request_duration_seconds',
      'orders_created_total',
      'order_processing_seconds',
      'order_processing_errors_total',
      'orders_by_status',
      'orders_oldest_open_age_seconds',
      'payments_processed_total',
      'inventory_updates_total',
      'inventory_level',
      'shipping_arrangement_seconds',
      'db_operation_duration_seconds',
      'workflow_activity_duration_seconds',
    ]),
    ...from('system.md: pushed by the batch jobs; the recording predates these names', [
      'batch_job_records_processed',
      'batch_job_duration_seconds',
    ]),
    ...from('Prometheus documentation, Jobs and instances: made at each scrape, on no page', [
      'up',
      'scrape_duration_seconds',
      'scrape_samples_scraped',
      'scrape_samples_post_metric_relabeling',
      'scrape_series_added',
    ]),
    ...from('Prometheus documentation, Alerting rules: made for each alert, on no page', ['ALERTS']),
    ...from('prometheus/rules/group.go: the recorded Prometheus had no rules', [
      'prometheus_rule_evaluations_total',
      'prometheus_rule_evaluation_failures_total',
      'prometheus_rule_group_interval_seconds',
      'prometheus_rule_group_last_duration_seconds',
      'prometheus_rule_group_iterations_missed_total',
      'prometheus_rule_group_rules',
    ]),
    ...from('prometheus/notifier: the recorded Prometheus had no Alertmanager', [
      'prometheus_notifications_sent_total',
      'prometheus_notifications_errors_total',
    ]),
    ...from('alertmanager/cluster/cluster.go: the recorded Alertmanager was no cluster', [
      'alertmanager_cluster_members',
      'alertmanager_cluster_failed_peers',
      'alertmanager_cluster_health_score',
    ]),
    ...from('grafana/pkg/infra/httpclient/httpclientprovider/datasource_metrics_middleware.go', [
      'grafana_datasource_request_total',
      'grafana_datasource_request_duration_seconds',
      'grafana_datasource_response_size_bytes',
      'grafana_datasource_request_in_flight',
    ]),
    ...from('postgres_exporter 0.20 collector/pg_replication_slots.go; metrics.md', [
      'pg_replication_slots_active',
      'pg_replication_slots_pg_wal_lsn_diff',
      'pg_replication_slots_wal_status',
      'pg_replication_slots_safe_wal_size_bytes',
    ]),
    ...from('postgres_exporter 0.16 to 0.19 collector/pg_replication_slot.go', [
      'pg_replication_slot_wal_status',
      'pg_replication_slot_safe_wal_size_bytes',
    ]),
    ...from('postgres_exporter 0.20 collector/pg_stat_replication.go; metrics.md', [
      'pg_stat_replication_pg_wal_lsn_diff',
    ]),
    ...from('postgres_exporter 0.11 queries.yaml: not loaded when it was recorded', [
      'pg_replication_lag',
      'pg_stat_statements_calls',
      'pg_stat_statements_total_time_seconds',
      'pg_stat_statements_rows',
      'pg_stat_statements_blk_read_time_seconds',
      'pg_stat_statements_blk_write_time_seconds',
    ]),
    ...from('postgres_exporter 0.20 collector/pg_stat_checkpointer.go: the recorded server was PostgreSQL 15', [
      'pg_stat_checkpointer_num_timed_total',
      'pg_stat_checkpointer_num_requested_total',
      'pg_stat_checkpointer_write_time_total',
      'pg_stat_checkpointer_sync_time_total',
      'pg_stat_checkpointer_buffers_written_total',
    ]),
    ...from('postgres_exporter 0.20 collector/pg_stat_user_tables.go; metrics.md', [
      'pg_stat_user_tables_n_dead_tup',
      'pg_stat_user_tables_n_live_tup',
      'pg_stat_user_tables_n_mod_since_analyze',
      'pg_stat_user_tables_last_vacuum',
      'pg_stat_user_tables_last_autovacuum',
      'pg_stat_user_tables_last_analyze',
      'pg_stat_user_tables_last_autoanalyze',
      'pg_stat_user_tables_autovacuum_count',
      'pg_stat_user_tables_seq_scan',
      'pg_stat_user_tables_idx_scan',
      'pg_stat_user_tables_n_tup_ins',
      'pg_stat_user_tables_n_tup_upd',
      'pg_stat_user_tables_n_tup_del',
      'pg_stat_user_tables_table_size_bytes',
      'pg_stat_user_tables_index_size_bytes',
    ]),
    ...from('postgres_exporter 0.14 to 0.17 collector/pg_stat_user_tables.go', ['pg_stat_user_tables_size_bytes']),
    ...from('temporal 1.30.6 common/rpc/interceptor/telemetry.go and errors: no such failure was provoked', [
      'service_errors',
      'service_errors_resource_exhausted',
    ]),
    ...from('temporal 1.30.6 common/persistence/persistence_metric_clients.go: no such failure was provoked', [
      'persistence_errors',
      'persistence_errors_resource_exhausted',
    ]),
    ...from('temporal 1.30.6 common/persistence/visibility/visibility_manager_metrics.go: no failure was provoked', [
      'visibility_persistence_errors',
    ]),
    ...from('temporal 1.30.6 service/history/workflow/metrics.go: no workflow ended so', [
      'workflow_timeout',
      'workflow_terminate',
      'workflow_cancel',
      'workflow_continued_as_new',
    ]),
    ...from('temporal 1.30.6 service/history/timer_queue_active_task_executor.go: nothing timed out', [
      'schedule_to_start_timeout',
      'start_to_close_timeout',
    ]),
    ...from('temporal 1.30.6 service/history/queues/executable.go: no history task failed', ['task_errors']),
    ...from('temporal 1.30.6 service/matching/task_queue_partition_manager.go: every queue had a poller', [
      'no_poller_tasks',
    ]),
  ],
  'go-tally': [
    ...from('sdk-go internal/common/metrics/constants.go: no such event was provoked', [
      'temporal_workflow_canceled_total',
      'temporal_workflow_continue_as_new_total',
      'temporal_workflow_task_execution_failed_total',
      'temporal_workflow_task_queue_poll_empty_total',
      'temporal_activity_poll_no_task_total',
      'temporal_local_activity_execution_cancelled_total',
      'temporal_sticky_cache_miss_total',
      'temporal_request_failure_total',
      'temporal_long_request_failure_total',
      'temporal_nexus_poll_no_task_total',
      'temporal_nexus_task_execution_failed_total',
      'temporal_nexus_task_schedule_to_start_latency_seconds',
      'temporal_nexus_task_execution_latency_seconds',
      'temporal_nexus_task_endtoend_latency_seconds',
    ]),
    ...from('sdk-go internal/common/metrics/constants.go: in the Go SDK only', [
      'temporal_request_resource_exhausted_total',
      'temporal_long_request_resource_exhausted_total',
      'temporal_workflow_task_no_completion_total',
      'temporal_corrupted_signals_total',
      'temporal_activity_task_error_total',
      'temporal_unregistered_activity_invocation_total',
      'temporal_local_activity_canceled_total',
      'temporal_local_activity_error_total',
      'temporal_request_failure_attempt_total',
      'temporal_long_request_failure_attempt_total',
      'temporal_workflow_active_thread_count',
    ]),
  ],
  core: [
    ...from('sdk-core crates/sdk-core/src/telemetry/metrics.rs: no such event was provoked', [
      'temporal_workflow_canceled',
      'temporal_workflow_continue_as_new',
      'temporal_workflow_task_execution_failed',
      'temporal_workflow_task_queue_poll_empty',
      'temporal_activity_poll_no_task',
      'temporal_local_activity_execution_cancelled',
      'temporal_sticky_cache_miss',
      'temporal_request_failure',
      'temporal_long_request_failure',
      'temporal_nexus_poll_no_task',
      'temporal_nexus_task_execution_failed',
      'temporal_sticky_cache_total_forced_eviction',
      'temporal_nexus_task_schedule_to_start_latency',
      'temporal_nexus_task_execution_latency',
      'temporal_nexus_task_endtoend_latency',
    ]),
  ],
  'core-suffixed': [
    ...from('sdk-core crates/sdk-core/src/telemetry/metrics.rs: no such event was provoked', [
      'temporal_workflow_canceled_total',
      'temporal_workflow_continue_as_new_total',
      'temporal_workflow_task_execution_failed_total',
      'temporal_workflow_task_queue_poll_empty_total',
      'temporal_activity_poll_no_task_total',
      'temporal_local_activity_execution_cancelled_total',
      'temporal_sticky_cache_miss_total',
      'temporal_request_failure_total',
      'temporal_long_request_failure_total',
      'temporal_nexus_poll_no_task_total',
      'temporal_nexus_task_execution_failed_total',
      'temporal_sticky_cache_total_forced_eviction_total',
      'temporal_nexus_task_schedule_to_start_latency_seconds',
      'temporal_nexus_task_execution_latency_seconds',
      'temporal_nexus_task_endtoend_latency_seconds',
    ]),
  ],
};

function from(source: string, names: readonly string[]): readonly NotExercised[] {
  return names.map((name) => ({ name, source }));
}
