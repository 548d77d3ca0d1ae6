/** PostgreSQL's replication and write-ahead log. Slots and senders: read in the exporter's source, no recording. */
import { counter, gauge } from './define.ts';
import { server, v11, v11Queries, v20 } from './postgres-labels.ts';

const job = 'postgres';
const oldSlot = 'postgres_exporter 0.16 to 0.19';

export const postgresReplication = {
  replicationLag: gauge('pg_replication_lag_seconds', {
    job,
    partialLabels: server,
    variants: [{ name: 'pg_replication_lag', writtenBy: v11Queries }],
    unit: 'seconds',
    help: 'How far a replica is behind; 0 on the primary, and growing on an idle one though nothing is missing.',
  }),
  replicationIsReplica: gauge('pg_replication_is_replica', {
    job,
    partialLabels: server,
    unit: 'count',
    help: '1 on a replica; a change is a failover. 0.11 needs our query file.',
  }),
  replicationLastReplay: gauge('pg_replication_last_replay_seconds', {
    job,
    partialLabels: server,
    unit: 'seconds',
    help: 'Age of the last transaction that a replica replayed. 0.11 needs our query file.',
  }),
  replicationWalLsnDiff: gauge('pg_stat_replication_pg_wal_lsn_diff', {
    job,
    labels: ['application_name', 'client_addr', 'state', 'slot_name'],
    partialLabels: { server: v11, pid: v20 },
    unit: 'bytes',
    help: 'How far a replica is behind, by bytes of the log, as its primary sees it.',
  }),
  slotActive: gauge('pg_replication_slots_active', {
    job,
    labels: ['slot_name', 'database'],
    partialLabels: server,
    unit: 'count',
    help: '1 if a replica reads from the slot; a slot that nobody reads keeps the log until the disk is full.',
  }),
  slotWalLsnDiff: gauge('pg_replication_slots_pg_wal_lsn_diff', {
    job,
    labels: ['slot_name', 'database'],
    partialLabels: server,
    unit: 'bytes',
    help: 'Bytes of the log that the slot keeps.',
  }),
  slotWalStatus: gauge('pg_replication_slots_wal_status', {
    job,
    labels: ['slot_name', 'slot_type', 'wal_status'],
    variants: [{ name: 'pg_replication_slot_wal_status', writtenBy: oldSlot }],
    unit: 'info',
    help: 'Always 1; wal_status says whether the log that the slot needs is still there. Not in 0.11.',
  }),
  slotSafeWalSize: gauge('pg_replication_slots_safe_wal_size_bytes', {
    job,
    labels: ['slot_name', 'slot_type'],
    variants: [{ name: 'pg_replication_slot_safe_wal_size_bytes', writtenBy: oldSlot }],
    unit: 'bytes',
    help: 'Bytes that may still be written before the slot loses what it needs. Not in 0.11.',
  }),
  walSegments: gauge('pg_wal_segments', { job, unit: 'count', help: 'Files of the write-ahead log. Not in 0.11.' }),
  walSize: gauge('pg_wal_size_bytes', { job, unit: 'bytes', help: 'Size of the write-ahead log. Not in 0.11.' }),
  archiverArchived: counter('pg_stat_archiver_archived_count', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Files of the log archived.',
  }),
  archiverFailed: counter('pg_stat_archiver_failed_count', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Files of the log whose archiving failed.',
  }),
};
