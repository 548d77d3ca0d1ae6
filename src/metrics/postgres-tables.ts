/** PostgreSQL's tables: scans, rows and vacuum. In 0.11 they need its query file. Source: pg_stat_user_tables.go. */
import { counter, gauge } from './define.ts';
import { server } from './postgres-labels.ts';

const job = 'postgres';
const perTable = ['datname', 'schemaname', 'relname'] as const;

export const postgresTables = {
  tableDeadTup: gauge('pg_stat_user_tables_n_dead_tup', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'count',
    help: 'Dead rows, roughly: what vacuum will free.',
  }),
  tableLiveTup: gauge('pg_stat_user_tables_n_live_tup', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'count',
    help: 'Live rows, roughly.',
  }),
  tableModSinceAnalyze: gauge('pg_stat_user_tables_n_mod_since_analyze', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'count',
    help: 'Rows changed since statistics were last gathered, roughly.',
  }),
  tableLastVacuum: gauge('pg_stat_user_tables_last_vacuum', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'unix_seconds',
    help: 'When the table was last vacuumed by hand; 0 is never.',
  }),
  tableLastAutovacuum: gauge('pg_stat_user_tables_last_autovacuum', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'unix_seconds',
    help: 'When the table was last vacuumed automatically; 0 is never.',
  }),
  tableLastAnalyze: gauge('pg_stat_user_tables_last_analyze', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'unix_seconds',
    help: 'When statistics were last gathered by hand; 0 is never.',
  }),
  tableLastAutoanalyze: gauge('pg_stat_user_tables_last_autoanalyze', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'unix_seconds',
    help: 'When statistics were last gathered automatically; 0 is never.',
  }),
  tableAutovacuums: counter('pg_stat_user_tables_autovacuum_count', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'count',
    help: 'Times that the table was vacuumed automatically.',
  }),
  tableSeqScans: counter('pg_stat_user_tables_seq_scan', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'count',
    help: 'Sequential scans of the table.',
  }),
  tableIdxScans: counter('pg_stat_user_tables_idx_scan', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'count',
    help: 'Index scans of the table.',
  }),
  tableInserts: counter('pg_stat_user_tables_n_tup_ins', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'count',
    help: 'Rows inserted into the table.',
  }),
  tableUpdates: counter('pg_stat_user_tables_n_tup_upd', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'count',
    help: 'Rows of the table updated.',
  }),
  tableDeletes: counter('pg_stat_user_tables_n_tup_del', {
    job,
    labels: perTable,
    partialLabels: server,
    unit: 'count',
    help: 'Rows of the table deleted.',
  }),
  tableSize: gauge('pg_stat_user_tables_table_size_bytes', {
    job,
    labels: perTable,
    variants: [{ name: 'pg_stat_user_tables_size_bytes', writtenBy: 'postgres_exporter 0.14 to 0.17' }],
    unit: 'bytes',
    help: 'Size of the table without its indexes; not in 0.11.',
  }),
  tableIndexSize: gauge('pg_stat_user_tables_index_size_bytes', {
    job,
    labels: perTable,
    unit: 'bytes',
    help: 'Size of the indexes of the table; not in 0.11.',
  }),
};
