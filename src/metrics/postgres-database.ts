/** PostgreSQL's statistics of each database. Counters without `_total`, since before that rule. */
import { counter, gauge } from './define.ts';
import { server } from './postgres-labels.ts';

const job = 'postgres';
const perDatabase = ['datid', 'datname'] as const;
/** A default query, not a collector, so that 0.20 has `server` on it too. */
const perConflict = [...perDatabase, 'server'] as const;

export const postgresDatabase = {
  databaseSize: gauge('pg_database_size_bytes', {
    job,
    labels: ['datname'],
    partialLabels: server,
    unit: 'bytes',
    help: 'Size of the database on disk.',
  }),
  databaseConnectionLimit: gauge('pg_database_connection_limit', {
    job,
    labels: ['datname'],
    unit: 'count',
    help: 'Connection limit of the database; -1 is none. Not in 0.11.',
  }),
  numBackends: gauge('pg_stat_database_numbackends', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Sessions connected to the database.',
  }),
  xactCommit: counter('pg_stat_database_xact_commit', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: "Transactions committed; the exporter's own are among them.",
  }),
  xactRollback: counter('pg_stat_database_xact_rollback', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Transactions rolled back.',
  }),
  blksHit: counter('pg_stat_database_blks_hit', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Blocks found in the shared buffers.',
  }),
  blksRead: counter('pg_stat_database_blks_read', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Blocks read from the operating system; its cache may have had them.',
  }),
  tupReturned: counter('pg_stat_database_tup_returned', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Rows read by scans.',
  }),
  tupFetched: counter('pg_stat_database_tup_fetched', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Rows fetched through indexes.',
  }),
  tupInserted: counter('pg_stat_database_tup_inserted', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Rows inserted.',
  }),
  tupUpdated: counter('pg_stat_database_tup_updated', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Rows updated.',
  }),
  tupDeleted: counter('pg_stat_database_tup_deleted', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Rows deleted.',
  }),
  conflicts: counter('pg_stat_database_conflicts', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Queries cancelled because of recovery; on replicas only.',
  }),
  tempFiles: counter('pg_stat_database_temp_files', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Temporary files made by queries that outgrew work_mem.',
  }),
  tempBytes: counter('pg_stat_database_temp_bytes', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'bytes',
    help: 'Bytes written to temporary files.',
  }),
  deadlocks: counter('pg_stat_database_deadlocks', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'count',
    help: 'Deadlocks found; in each a transaction was aborted.',
  }),
  blkReadTime: counter('pg_stat_database_blk_read_time', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'milliseconds',
    help: 'Time spent reading blocks; 0 unless track_io_timing is on.',
  }),
  blkWriteTime: counter('pg_stat_database_blk_write_time', {
    job,
    labels: perDatabase,
    partialLabels: server,
    unit: 'milliseconds',
    help: 'Time spent writing blocks; 0 unless track_io_timing is on.',
  }),
  activeTime: counter('pg_stat_database_active_time_seconds_total', {
    job,
    labels: perDatabase,
    unit: 'seconds',
    help: 'Time that sessions spent in statements. 0.11 has it in milliseconds and untyped under another name.',
  }),
  conflictsBufferpin: counter('pg_stat_database_conflicts_confl_bufferpin', {
    job,
    labels: perConflict,
    unit: 'count',
    help: 'Queries cancelled on a replica because of pinned buffers.',
  }),
  conflictsDeadlock: counter('pg_stat_database_conflicts_confl_deadlock', {
    job,
    labels: perConflict,
    unit: 'count',
    help: 'Queries cancelled on a replica because of deadlocks.',
  }),
  conflictsLock: counter('pg_stat_database_conflicts_confl_lock', {
    job,
    labels: perConflict,
    unit: 'count',
    help: 'Queries cancelled on a replica because of lock timeouts.',
  }),
  conflictsSnapshot: counter('pg_stat_database_conflicts_confl_snapshot', {
    job,
    labels: perConflict,
    unit: 'count',
    help: 'Queries cancelled on a replica because of old snapshots.',
  }),
  conflictsTablespace: counter('pg_stat_database_conflicts_confl_tablespace', {
    job,
    labels: perConflict,
    unit: 'count',
    help: 'Queries cancelled on a replica because of dropped tablespaces.',
  }),
};
