/**
 * PostgreSQL's checkpoints, background writer and wraparound. Version 17 moved the checkpoints to a view of their own,
 * whose collector is off by default and was read in source (pg_stat_checkpointer.go).
 */
import { counter, gauge } from './define.ts';
import { server, upToPostgres16 } from './postgres-labels.ts';

const job = 'postgres';

export const postgresMaintenance = {
  checkpointsTimed: counter('pg_stat_checkpointer_num_timed_total', {
    job,
    partialLabels: server,
    variants: [{ name: 'pg_stat_bgwriter_checkpoints_timed_total', writtenBy: upToPostgres16 }],
    unit: 'count',
    help: 'Checkpoints because their time had come: the healthy kind.',
  }),
  checkpointsRequested: counter('pg_stat_checkpointer_num_requested_total', {
    job,
    partialLabels: server,
    variants: [{ name: 'pg_stat_bgwriter_checkpoints_req_total', writtenBy: upToPostgres16 }],
    unit: 'count',
    help: 'Checkpoints because the log was full or somebody asked.',
  }),
  checkpointWriteTime: counter('pg_stat_checkpointer_write_time_total', {
    job,
    partialLabels: server,
    variants: [{ name: 'pg_stat_bgwriter_checkpoint_write_time_total', writtenBy: upToPostgres16 }],
    unit: 'milliseconds',
    help: 'Time that checkpoints spent writing.',
  }),
  checkpointSyncTime: counter('pg_stat_checkpointer_sync_time_total', {
    job,
    partialLabels: server,
    variants: [{ name: 'pg_stat_bgwriter_checkpoint_sync_time_total', writtenBy: upToPostgres16 }],
    unit: 'milliseconds',
    help: 'Time that checkpoints spent in bringing files to disk.',
  }),
  checkpointBuffers: counter('pg_stat_checkpointer_buffers_written_total', {
    job,
    partialLabels: server,
    variants: [{ name: 'pg_stat_bgwriter_buffers_checkpoint_total', writtenBy: upToPostgres16 }],
    unit: 'count',
    help: 'Buffers written by checkpoints.',
  }),
  buffersBackend: counter('pg_stat_bgwriter_buffers_backend_total', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Buffers that sessions had to write themselves. Gone in PostgreSQL 17.',
  }),
  buffersBackendFsync: counter('pg_stat_bgwriter_buffers_backend_fsync_total', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Files that sessions had to bring to disk themselves. Gone in PostgreSQL 17.',
  }),
  buffersClean: counter('pg_stat_bgwriter_buffers_clean_total', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Buffers written by the background writer.',
  }),
  buffersAlloc: counter('pg_stat_bgwriter_buffers_alloc_total', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Buffers allocated.',
  }),
  maxwrittenClean: counter('pg_stat_bgwriter_maxwritten_clean_total', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Times that the background writer stopped at its limit.',
  }),
  wraparoundAge: gauge('pg_database_wraparound_age_datfrozenxid_seconds', {
    job,
    labels: ['datname'],
    partialLabels: server,
    unit: 'count',
    help: 'Transactions, despite its name, since the oldest not frozen; at 2.1e9 all writes stop. Off by default.',
  }),
  wraparoundMultixactAge: gauge('pg_database_wraparound_age_datminmxid_seconds', {
    job,
    labels: ['datname'],
    partialLabels: server,
    unit: 'count',
    help: 'Multixacts since the oldest not frozen: a count, despite its name. Off by default.',
  }),
};
