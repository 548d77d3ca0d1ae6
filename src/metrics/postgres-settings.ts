/** The PostgreSQL settings that panels and rules read; the exporter has some 300 more. */
import { gauge } from './define.ts';
import { server } from './postgres-labels.ts';

const job = 'postgres';

export const postgresSettings = {
  settingsMaxConnections: gauge('pg_settings_max_connections', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Sessions that may connect, the reserved ones included.',
  }),
  settingsSuperuserReservedConnections: gauge('pg_settings_superuser_reserved_connections', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Connections that only superusers get.',
  }),
  settingsMaxLocksPerTransaction: gauge('pg_settings_max_locks_per_transaction', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Locks per session that the lock table has room for.',
  }),
  settingsMaxWorkerProcesses: gauge('pg_settings_max_worker_processes', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Background processes that may run.',
  }),
  settingsMaxReplicationSlots: gauge('pg_settings_max_replication_slots', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Replication slots that may exist.',
  }),
  settingsMaxWalSenders: gauge('pg_settings_max_wal_senders', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Replicas that may connect.',
  }),
  settingsSharedBuffers: gauge('pg_settings_shared_buffers_bytes', {
    job,
    partialLabels: server,
    unit: 'bytes',
    help: 'Memory for the cache of blocks.',
  }),
  settingsEffectiveCacheSize: gauge('pg_settings_effective_cache_size_bytes', {
    job,
    partialLabels: server,
    unit: 'bytes',
    help: 'What the planner believes is cached, the system included.',
  }),
  settingsWorkMem: gauge('pg_settings_work_mem_bytes', {
    job,
    partialLabels: server,
    unit: 'bytes',
    help: 'Memory of one sort or hash before it goes to temporary files.',
  }),
  settingsMaintenanceWorkMem: gauge('pg_settings_maintenance_work_mem_bytes', {
    job,
    partialLabels: server,
    unit: 'bytes',
    help: 'Memory of a vacuum or an index build.',
  }),
  settingsMaxWalSize: gauge('pg_settings_max_wal_size_bytes', {
    job,
    partialLabels: server,
    unit: 'bytes',
    help: 'Write-ahead log after which a checkpoint is requested.',
  }),
  settingsCheckpointTimeout: gauge('pg_settings_checkpoint_timeout_seconds', {
    job,
    partialLabels: server,
    unit: 'seconds',
    help: 'Time between timed checkpoints.',
  }),
  settingsRandomPageCost: gauge('pg_settings_random_page_cost', {
    job,
    partialLabels: server,
    unit: 'ratio',
    help: 'What the planner believes a random read costs, against a sequential one.',
  }),
  settingsAutovacuum: gauge('pg_settings_autovacuum', {
    job,
    partialLabels: server,
    unit: 'count',
    help: '1 if autovacuum is on.',
  }),
  settingsAutovacuumMaxWorkers: gauge('pg_settings_autovacuum_max_workers', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Autovacuum processes that may run.',
  }),
  settingsAutovacuumVacuumScaleFactor: gauge('pg_settings_autovacuum_vacuum_scale_factor', {
    job,
    partialLabels: server,
    unit: 'ratio',
    help: 'Share of live rows that must be dead before autovacuum starts.',
  }),
  settingsAutovacuumVacuumThreshold: gauge('pg_settings_autovacuum_vacuum_threshold', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Dead rows, beyond that share, before autovacuum starts.',
  }),
  settingsAutovacuumFreezeMaxAge: gauge('pg_settings_autovacuum_freeze_max_age', {
    job,
    partialLabels: server,
    unit: 'count',
    help: 'Age, in transactions, at which a vacuum against wraparound is forced.',
  }),
  settingsTrackIoTiming: gauge('pg_settings_track_io_timing', {
    job,
    partialLabels: server,
    unit: 'count',
    help: '1 if the time of block reads and writes is measured.',
  }),
};
