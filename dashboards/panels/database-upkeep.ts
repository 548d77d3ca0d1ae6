/** The panels about PostgreSQL's upkeep: replication, vacuum, size, settings. */
import type { Settings } from '../../src/config/settings.ts';
import { panelUrl } from '../../src/identity/ids.ts';
import { postgres } from '../../src/metrics/postgres.ts';
import { duration, mayBeEmpty, query, stat, table, timeseries } from '../../src/panels/index.ts';
import type { MayBeEmpty } from '../../src/policy/incidents.ts';
import type { Databases } from '../../src/queries/database-series.ts';
import * as upkeep from '../../src/queries/database-upkeep.ts';
import { rateWindow } from '../../src/variables/own.ts';

export function size({ policy }: Settings, datname: Databases) {
  return stat(policy, {
    key: 'size-now',
    title: 'Size',
    description: {
      shows: 'What the chosen databases of a server take on its disk, without the log.',
      normal: 'below 80 % of the disk, which PostgreSQL does not know.',
      next: 'a click leads to the size of each database; see there how much it grows in a day.',
    },
    unit: 'bytes',
    min: 0,
    queries: [query(upkeep.size(datname), '{{environment}} {{instance}}')],
    dataLinks: {
      'Size by database': panelUrl({ dashboard: 'database', panel: 'size' }),
      'Growth per day': panelUrl({ dashboard: 'database', panel: 'growth-per-day' }),
    },
  });
}

const noReplica: MayBeEmpty = { reason: 'the server has no replica', filledBy: 'replica' };

export function replicationLag({ policy }: Settings) {
  const limit = policy.limits.replicationLag;
  return mayBeEmpty(
    ['A'],
    noReplica,
    timeseries(policy, {
      key: 'replication-lag',
      title: 'Replication lag',
      description: {
        shows:
          'The age of the last transaction that each replica has replayed; it grows on an idle primary too, though nothing is missing. Primaries are left out, which needs postgres_exporter 0.17 or later, or provisioning/postgres-exporter/queries.yaml for an older one.',
        normal: `below ${duration(limit.amber ?? limit.red)}. Empty without a replica.`,
        next: 'see the bytes behind: 0 there means an idle primary; growing means a slow network, disk, or a long query on the replica.',
      },
      unit: 's',
      min: 0,
      queries: [query(upkeep.replicationLag(), '{{environment}} {{instance}}')],
      limit,
      dataLinks: { 'Bytes behind': panelUrl({ dashboard: 'database', panel: 'bytes-behind' }) },
    }),
  );
}

export function bytesBehind({ policy }: Settings) {
  return mayBeEmpty(
    ['A'],
    noReplica,
    timeseries(policy, {
      key: 'bytes-behind',
      title: 'Bytes behind',
      description: {
        shows: 'Bytes of the log that each replica has yet to replay, as its primary sees it. Empty without a replica.',
        normal: 'swings back to near 0 within 1 minute.',
        next: 'grows without end: the replica cannot keep up or hangs; a line that ends: it lost its connection.',
      },
      unit: 'bytes',
      min: 0,
      queries: [query(upkeep.bytesBehind(), '{{environment}} {{instance}} {{application_name}} {{client_addr}}')],
      dataLinks: { 'Replication lag': panelUrl({ dashboard: 'database', panel: 'replication-lag' }) },
    }),
  );
}

export function slotBytes({ policy }: Settings) {
  return mayBeEmpty(
    ['A'],
    noReplica,
    timeseries(policy, {
      key: 'slot-bytes',
      title: 'Log kept by slots',
      description: {
        shows: 'Bytes of the log that each replication slot keeps on the disk of its server. Empty without a slot.',
        normal: 'a few checkpoints long: below 2 times max_wal_size.',
        next: 'grows without end: nobody reads from the slot; bring its replica back or drop the slot before the disk is full.',
      },
      unit: 'bytes',
      min: 0,
      queries: [query(upkeep.slotBytes(), '{{environment}} {{instance}} {{slot_name}}')],
      dataLinks: { 'Bytes behind': panelUrl({ dashboard: 'database', panel: 'bytes-behind' }) },
    }),
  );
}

export function deadRows({ policy }: Settings, datname: Databases) {
  return mayBeEmpty(
    ['C'],
    { reason: 'no table has been vacuumed automatically yet', filledBy: 'traffic' },
    table(policy, {
      key: 'dead-rows',
      title: 'Dead rows',
      description: {
        shows:
          'The 20 tables with the largest share of dead rows, which vacuum has yet to free, and when they were last vacuumed automatically. Shows tables of the databases that the exporter connects to; with 0.11 it needs provisioning/postgres-exporter/queries.yaml.',
        normal: 'a share below 20 %, which is where autovacuum starts by default; a small table may have more.',
        next: 'many dead rows and no vacuum for long: an old open transaction keeps them, or autovacuum cannot keep up.',
      },
      labels: {
        environment: 'Environment',
        instance: 'Instance',
        datname: 'Database',
        schemaname: 'Schema',
        relname: 'Table',
      },
      columns: [
        { heading: 'Dead share', expression: upkeep.deadRowRatio(datname), unit: 'percentunit', decimals: 1 },
        { heading: 'Dead rows', expression: upkeep.deadRows(datname), unit: 'short' },
        { heading: 'Last autovacuum', expression: upkeep.lastAutovacuum(datname), unit: 'dateTimeFromNow' },
      ],
      dataLinks: {
        'Oldest transaction by state': panelUrl({ dashboard: 'database', panel: 'oldest-transaction' }),
        'Automatic vacuums in the rate window': panelUrl({ dashboard: 'database', panel: 'autovacuums' }),
      },
    }).span(24),
  );
}

export function autovacuums({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'autovacuums',
    title: 'Automatic vacuums in the rate window',
    description: {
      shows:
        'Tables vacuumed automatically in the window chosen above ("Rate window"), at each moment looking back. Counts the databases that the exporter connects to; with 0.11 it needs provisioning/postgres-exporter/queries.yaml.',
      normal: 'above 0 on a day with traffic.',
      next: 'none while rows are updated: autovacuum is off, or its workers hang on large tables; see the settings below.',
    },
    unit: 'short',
    min: 0,
    queries: [query(upkeep.autovacuums(datname, rateWindow), '{{environment}} {{instance}} {{datname}}')],
    dataLinks: {
      Switches: panelUrl({ dashboard: 'database', panel: 'settings-switches' }),
      'Dead rows': panelUrl({ dashboard: 'database', panel: 'dead-rows' }),
    },
  });
}

export function wraparound({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'wraparound',
    title: 'Oldest unfrozen transaction',
    description: {
      shows:
        'Transactions since the oldest one that is not frozen; at 2.1 billion all writes stop. The dashed line is where a vacuum is forced (autovacuum_freeze_max_age). Needs postgres_exporter 0.14 or later with --collector.database_wraparound, which is off by default.',
      normal: 'below 1.2 times the dashed line: it rises to it and is brought down again.',
      next: 'far above the line: a vacuum cannot finish; look for old transactions, prepared transactions and slots.',
    },
    unit: 'short',
    min: 0,
    queries: [
      query(upkeep.wraparoundAge(datname), '{{environment}} {{instance}} {{datname}}'),
      query(upkeep.freezeMaxAge(), 'forced vacuum'),
    ],
    ceiling: 'forced vacuum',
    dataLinks: {
      'Oldest transaction by state': panelUrl({ dashboard: 'database', panel: 'oldest-transaction' }),
      'Log kept by slots': panelUrl({ dashboard: 'database', panel: 'slot-bytes' }),
    },
  });
}

export function sizeByDatabase({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'size',
    title: 'Size by database',
    description: {
      shows: 'What each database takes on disk, without the log. A replica has the databases of its primary once more.',
      normal: 'a slow rise without steps; below 80 % of the disk, which PostgreSQL does not know.',
      next: 'a step: an import, a new index or an unfinished migration; see the rows inserted at that time.',
    },
    unit: 'bytes',
    min: 0,
    queries: [query(upkeep.sizeByDatabase(datname), '{{environment}} {{instance}} {{datname}}')],
    dataLinks: { 'Rows written': panelUrl({ dashboard: 'database', panel: 'rows-written' }) },
  }).span(12);
}

export function growthPerDay({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'growth-per-day',
    title: 'Growth per day',
    description: {
      shows: 'Bytes by which each database would grow in a day, going on as in the last 24 hours.',
      normal: 'a steady value above 0, in step with the orders created.',
      next: 'divide what is free on the disk by it: that many days are left. See the rows inserted for the cause.',
    },
    unit: 'bytes',
    minInterval: '10m',
    queries: [query(upkeep.growthPerDay(datname), '{{environment}} {{instance}} {{datname}}')],
    dataLinks: { 'Rows written': panelUrl({ dashboard: 'database', panel: 'rows-written' }) },
  }).span(12);
}

export function sessionSettings({ policy }: Settings) {
  return stat(policy, {
    key: 'settings-sessions',
    title: 'Sessions and workers',
    description: {
      shows: 'How many sessions and background workers each server allows.',
      normal: 'max_connections above the sum of all pools, with 3 or more reserved for superusers.',
      next: 'too few connections: see who holds them before you raise max_connections, which needs a restart and memory.',
    },
    unit: 'short',
    queries: [
      query(upkeep.setting(postgres.settingsMaxConnections), 'max_connections {{instance}}'),
      query(upkeep.setting(postgres.settingsSuperuserReservedConnections), 'reserved {{instance}}'),
      query(upkeep.setting(postgres.settingsMaxWorkerProcesses), 'max_worker_processes {{instance}}'),
      query(upkeep.setting(postgres.settingsAutovacuumMaxWorkers), 'autovacuum_max_workers {{instance}}'),
    ],
    dataLinks: { 'Connections used over time': panelUrl({ dashboard: 'database', panel: 'connections-used' }) },
  });
}

export function memorySettings({ policy }: Settings) {
  return stat(policy, {
    key: 'settings-memory',
    title: 'Memory and log',
    description: {
      shows: 'How much memory each server may use for what, and after how much log it makes a checkpoint.',
      normal: 'shared_buffers about 25 % of the memory of the machine; 128 MiB is the default and too little.',
      next: 'a low cache hit ratio asks for shared_buffers, temporary files for work_mem, requested checkpoints for max_wal_size.',
    },
    unit: 'bytes',
    queries: [
      query(upkeep.setting(postgres.settingsSharedBuffers), 'shared_buffers {{instance}}'),
      query(upkeep.setting(postgres.settingsEffectiveCacheSize), 'effective_cache_size {{instance}}'),
      query(upkeep.setting(postgres.settingsWorkMem), 'work_mem {{instance}}'),
      query(upkeep.setting(postgres.settingsMaintenanceWorkMem), 'maintenance_work_mem {{instance}}'),
      query(upkeep.setting(postgres.settingsMaxWalSize), 'max_wal_size {{instance}}'),
    ],
    dataLinks: {
      'Cache hit ratio by database': panelUrl({ dashboard: 'database', panel: 'cache-hit-ratio' }),
      'Temporary files': panelUrl({ dashboard: 'database', panel: 'temporary-bytes' }),
      'Checkpoints in the rate window': panelUrl({ dashboard: 'database', panel: 'checkpoints' }),
    },
  });
}

export function timeSettings({ policy }: Settings) {
  return stat(policy, {
    key: 'settings-times',
    title: 'Checkpoint timeout',
    description: {
      shows: 'The time between timed checkpoints.',
      normal: '5 to 30 minutes.',
      next: 'shorter writes more, longer makes the recovery after a crash longer; see the checkpoints.',
    },
    unit: 's',
    queries: [query(upkeep.setting(postgres.settingsCheckpointTimeout), 'checkpoint_timeout {{instance}}')],
    dataLinks: { 'Checkpoints in the rate window': panelUrl({ dashboard: 'database', panel: 'checkpoints' }) },
  });
}

export function switches({ policy }: Settings) {
  return stat(policy, {
    key: 'settings-switches',
    title: 'Switches',
    description: {
      shows:
        'Whether tables are vacuumed automatically (autovacuum), and whether the time of reads and writes is measured.',
      normal: 'autovacuum on, which is 1; track_io_timing as you like.',
      next: 'autovacuum off: switch it on before dead rows fill the disk and transaction numbers run out.',
    },
    unit: 'bool_on_off',
    queries: [
      query(upkeep.setting(postgres.settingsAutovacuum), 'autovacuum {{instance}}'),
      query(upkeep.setting(postgres.settingsTrackIoTiming), 'track_io_timing {{instance}}'),
    ],
    dataLinks: {
      'Automatic vacuums in the rate window': panelUrl({ dashboard: 'database', panel: 'autovacuums' }),
      'Dead rows': panelUrl({ dashboard: 'database', panel: 'dead-rows' }),
    },
  });
}
