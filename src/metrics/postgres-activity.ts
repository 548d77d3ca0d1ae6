/** What PostgreSQL's sessions and statements do now. */
import { counter, gauge, histogram } from './define.ts';
import { server, v11Queries, v20 } from './postgres-labels.ts';

const job = 'postgres';

const session = {
  ...server,
  usename: v20,
  application_name: v20,
  backend_type: v20,
  wait_event_type: v20,
  wait_event: v20,
} as const;

/** 0.11's query file names the user's role otherwise. */
const statement = { ...server, user: v20, rolname: v11Queries } as const;

export const postgresActivity = {
  activityCount: gauge('pg_stat_activity_count', {
    job,
    labels: ['datname', 'state'],
    partialLabels: session,
    unit: 'count',
    help: 'Sessions by database and state. Many series each hold a few: sum before comparing.',
  }),
  activityMaxTxDuration: gauge('pg_stat_activity_max_tx_duration', {
    job,
    labels: ['datname', 'state'],
    partialLabels: session,
    unit: 'seconds',
    help: 'Age of the oldest transaction of these sessions.',
  }),
  locksCount: gauge('pg_locks_count', {
    job,
    labels: ['datname', 'mode'],
    partialLabels: server,
    unit: 'count',
    help: 'Locks held, by database and mode.',
  }),
  longRunningTransactions: gauge('pg_long_running_transactions', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Transactions that run long; up to 0.20 young ones count too. Its collector is off by default; 0.11 needs our query file.',
  }),
  longRunningTransactionsOldestAge: gauge('pg_long_running_transactions_oldest_timestamp_seconds', {
    job,
    partialLabels: server,
    unit: 'seconds',
    help: 'Age of the oldest transaction: an age, despite its name. Off by default; 0.11 needs our query file.',
  }),
  processIdle: histogram('pg_process_idle_seconds', {
    job,
    labels: ['application_name', 'state'],
    partialLabels: server,
    unit: 'seconds',
    buckets: [1, 2, 5, 15, 30, 60, 90, 120, 300],
    help: 'How long sessions have been idle. Off by default; 0.11 needs its query file.',
  }),
  statementsCalls: counter('pg_stat_statements_calls_total', {
    job,
    labels: ['datname', 'queryid'],
    partialLabels: statement,
    variants: [{ name: 'pg_stat_statements_calls', writtenBy: v11Queries }],
    unit: 'count',
    help: 'Calls of a statement. Needs the extension pg_stat_statements; off by default.',
  }),
  statementsSeconds: counter('pg_stat_statements_seconds_total', {
    job,
    labels: ['datname', 'queryid'],
    partialLabels: statement,
    variants: [{ name: 'pg_stat_statements_total_time_seconds', writtenBy: v11Queries }],
    unit: 'seconds',
    help: 'Time spent in a statement; by calls it is the mean, which newer versions do not expose.',
  }),
  statementsRows: counter('pg_stat_statements_rows_total', {
    job,
    labels: ['datname', 'queryid'],
    partialLabels: statement,
    variants: [{ name: 'pg_stat_statements_rows', writtenBy: v11Queries }],
    unit: 'count',
    help: 'Rows that a statement returned or changed.',
  }),
  statementsBlockReadSeconds: counter('pg_stat_statements_block_read_seconds_total', {
    job,
    labels: ['datname', 'queryid'],
    partialLabels: statement,
    variants: [{ name: 'pg_stat_statements_blk_read_time_seconds', writtenBy: v11Queries }],
    unit: 'seconds',
    help: 'Time a statement spent reading blocks; 0 unless track_io_timing is on.',
  }),
  statementsBlockWriteSeconds: counter('pg_stat_statements_block_write_seconds_total', {
    job,
    labels: ['datname', 'queryid'],
    partialLabels: statement,
    variants: [{ name: 'pg_stat_statements_blk_write_time_seconds', writtenBy: v11Queries }],
    unit: 'seconds',
    help: 'Time a statement spent writing blocks; 0 unless track_io_timing is on.',
  }),
};
