/** Recorded metrics that the catalogue leaves out although it claims their system as a whole. */
export interface Unlisted {
  readonly file: string;
  readonly pattern: RegExp;
  readonly reason: string;
}

const runtimeMetrics = "Grafana adds all of Go's runtime/metrics; the other programs have only the core.";

export const unlisted: readonly Unlisted[] = [
  {
    file: 'temporal-sdk-go-tally.txt',
    pattern: /^tally_internal_/u,
    reason: "Tally's account of itself; its own `instance` label would be renamed by Prometheus.",
  },
  {
    file: 'pushgateway-1.5.txt',
    pattern: /^batch_job_processed_total$/u,
    reason: 'A gauge named like a counter; system.md has it as batch_job_records_processed.',
  },
  { file: 'grafana-12.2.txt', pattern: /^go_(cgo|cpu_classes|memory_classes|godebug|sync)_/u, reason: runtimeMetrics },
  {
    file: 'grafana-12.2.txt',
    pattern: /^go_gc_(cleanups|cycles|finalizers|heap|limiter|pauses|scan|stack)_/u,
    reason: runtimeMetrics,
  },
  { file: 'grafana-12.2.txt', pattern: /^go_sched_(goroutines|latencies|pauses|threads)_/u, reason: runtimeMetrics },
  {
    file: 'grafana-12.2.txt',
    pattern: /^go_sql_stats_/u,
    reason: "The pool of Grafana's database, which grafana_database_conn_* show too.",
  },
];
