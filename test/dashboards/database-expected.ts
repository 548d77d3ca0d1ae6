/** What dashboards.md asks of the database dashboard, typed from there: type, unit, thresholds, queries, legends. */

const J = 'environment=~"$environment",job=~"$job",instance=~"$instance"';
/** Series of one database each: chosen, and no template. */
const D = `datname!~"template.*|",datname=~"$datname",${J}`;
const target = 'environment, job, instance';
const database = 'environment, job, instance, datname';
const onServer = '{{environment}} {{instance}}';
const inDatabase = '{{environment}} {{instance}} {{datname}}';

const rate = (name: string): string => `rate(pg_stat_database_${name}{${D}}[$__rate_interval])`;
const sum = (by: string, of: string): string => `sum by (${by}) (${of})`;
const max = (by: string, of: string): string => `max by (${by}) (${of})`;
const ratio = (part: string, whole: string): string => `(${part} or 0 * (${whole})) / (${whole} > 0)`;
const setting = (name: string): string => max(target, `pg_settings_${name}{${J}}`);

const granted = `${setting('max_connections')} - ${setting('superuser_reserved_connections')}`;
const used = ratio(sum(target, `pg_stat_activity_count{${J}}`), granted);
const hitRatio = (by: string): string =>
  ratio(sum(by, rate('blks_hit')), `${sum(by, rate('blks_hit'))} + ${sum(by, rate('blks_read'))}`);
const detail = `datname!~"template.*|",backend_type!="",datname=~"$datname"`;
const age = `pg_stat_activity_max_tx_duration{${D}}`;
const either = (one: string, other: string, of: string, range: string): string =>
  `increase(${one}{${of}}[${range}]) or increase(${other}{${of}}[${range}])`;
const checkpoints = (now: string, before: string): string =>
  `sum(${either(`pg_stat_checkpointer_${now}`, `pg_stat_bgwriter_${before}`, J, '$interval')})`;

const table = 'environment, instance, datname, schemaname, relname';
const dead = max(table, `pg_stat_user_tables_n_dead_tup{${D}}`);
const worst = `topk(20, ${ratio(dead, `${max(table, `pg_stat_user_tables_n_live_tup{${D}}`)} + ${dead}`)})`;
const vacuumed = max(table, `pg_stat_user_tables_last_autovacuum{${D}}`);

const statement = 'environment, instance, datname, queryid';
const spent = sum(
  statement,
  either('pg_stat_statements_seconds_total', 'pg_stat_statements_total_time_seconds', D, '$__range'),
);
const called = sum(statement, either('pg_stat_statements_calls_total', 'pg_stat_statements_calls', D, '$__range'));

type Steps = readonly (readonly [from: number | null, colour: string])[];
const none: Steps = [[null, 'blue']];
const above = (amber: number, red: number): Steps => [
  [null, 'green'],
  [amber, 'orange'],
  [red, 'red'],
];
const cache: Steps = [
  [null, 'red'],
  [0.9, 'orange'],
  [0.98, 'green'],
];

export interface Expected {
  readonly id: number;
  readonly type: string;
  readonly unit: string;
  readonly steps: Steps;
  /** Legend and text of each query; a table has no legends. */
  readonly queries: readonly (readonly [legend: string | undefined, text: string])[];
  readonly alert?: string;
  /** Titles of the panels that a click leads to; with the dashboard where it is another. */
  readonly leadsTo?: readonly string[];
  /** Words of the description without which a reader would take an empty panel for a broken one. */
  readonly says?: readonly string[];
}

const only20 = ['postgres_exporter 0.17 or later', 'or an older one with provisioning/postgres-exporter/queries.yaml'];
const offByDefault = (flag: string): readonly string[] => [`--collector.${flag}`, 'off by default'];
const statements = [...offByDefault('stat_statements'), 'pg_stat_statements', 'in the time range shown'];

const timeseries = { type: 'timeseries', steps: none } as const;
const stat = { type: 'stat', steps: none } as const;

export const expectedRows: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  Now: {
    PostgreSQL: {
      id: 1128467232,
      type: 'stat',
      unit: 'short',
      steps: [
        [null, 'red'],
        [1, 'green'],
      ],
      queries: [[onServer, `min by (${target}) (pg_up{${J}})`]],
    },
    'Connections used': {
      id: 1089679997,
      type: 'stat',
      unit: 'percentunit',
      steps: above(0.8, 0.95),
      queries: [[onServer, used]],
      alert: 'HighDatabaseConnections',
      leadsTo: ['Connections used over time', 'Connections by state', 'Connections by application'],
    },
    'Transactions per second': {
      ...stat,
      id: 725768057,
      unit: 'ops',
      queries: [['transactions', `sum(${rate('xact_commit')}) + sum(${rate('xact_rollback')})`]],
      leadsTo: ['Commits and rollbacks', 'orders: Order creation rate'],
    },
    'Cache hit ratio': {
      id: 1292411402,
      type: 'stat',
      unit: 'percentunit',
      steps: cache,
      queries: [[onServer, hitRatio(target)]],
      alert: 'LowCacheHitRatio',
      leadsTo: ['Cache hit ratio by database'],
    },
    Size: {
      ...stat,
      id: 1563527469,
      unit: 'bytes',
      queries: [[onServer, sum(target, `pg_database_size_bytes{${D}}`)]],
      leadsTo: ['Size by database', 'Growth per day'],
    },
    'Oldest transaction': {
      id: 1855934606,
      type: 'stat',
      unit: 's',
      steps: above(300, 1800),
      queries: [[onServer, max(target, age)]],
      leadsTo: ['Oldest transaction by state'],
    },
  },
  Connections: {
    'Connections by state': {
      ...timeseries,
      id: 118288666,
      unit: 'short',
      queries: [
        ['{{state}}', sum('state', `pg_stat_activity_count{${D}}`)],
        ['limit', `sum(${granted})`],
      ],
      leadsTo: ['Connections used over time', 'Connections by application', 'Waiting by event type'],
    },
    'Connections used over time': {
      id: 1664380300,
      type: 'timeseries',
      unit: 'percentunit',
      steps: above(0.8, 0.95),
      queries: [[onServer, used]],
      alert: 'HighDatabaseConnections',
      leadsTo: ['Connections by state', 'Connections by application'],
    },
    'Connections by application': {
      ...timeseries,
      id: 1204339137,
      unit: 'short',
      queries: [
        ['application {{application_name}}', sum('application_name', `pg_stat_activity_count{${detail},${J}}`)],
      ],
      says: only20,
      leadsTo: ['Connections used over time'],
    },
    'Waiting by event type': {
      ...timeseries,
      id: 472925327,
      unit: 'short',
      queries: [
        [
          '{{wait_event_type}}',
          sum('wait_event_type', `pg_stat_activity_count{${detail},state="active",wait_event_type!="",${J}}`),
        ],
      ],
      says: only20,
      leadsTo: ['Locks by mode', 'Oldest transaction by state', 'Blocks hit and read'],
    },
  },
  Throughput: {
    'Commits and rollbacks': {
      ...timeseries,
      id: 229929712,
      unit: 'ops',
      queries: [
        ['commits', `sum(${rate('xact_commit')})`],
        ['rollbacks', `sum(${rate('xact_rollback')})`],
      ],
      leadsTo: ['Rollback ratio'],
    },
    'Rollback ratio': {
      id: 398383555,
      type: 'timeseries',
      unit: 'percentunit',
      steps: above(0.05, 0.1),
      queries: [
        [
          inDatabase,
          ratio(
            sum(database, rate('xact_rollback')),
            `${sum(database, rate('xact_commit'))} + ${sum(database, rate('xact_rollback'))}`,
          ),
        ],
      ],
      leadsTo: ['Deadlocks in the rate window', 'orders: Errors by reason'],
    },
    'Rows read': {
      ...timeseries,
      id: 160821043,
      unit: 'rps',
      queries: [
        ['returned', `sum(${rate('tup_returned')})`],
        ['fetched', `sum(${rate('tup_fetched')})`],
      ],
      leadsTo: ['Statements by time'],
    },
    'Rows written': {
      ...timeseries,
      id: 1271761818,
      unit: 'wps',
      queries: [
        ['inserted', `sum(${rate('tup_inserted')})`],
        ['updated', `sum(${rate('tup_updated')})`],
        ['deleted', `sum(${rate('tup_deleted')})`],
      ],
      leadsTo: ['Dead rows', 'Growth per day'],
    },
  },
  'I/O': {
    'Blocks hit and read': {
      ...timeseries,
      id: 369992131,
      unit: 'cps',
      queries: [
        ['hit', `sum(${rate('blks_hit')})`],
        ['read', `sum(${rate('blks_read')})`],
      ],
      leadsTo: ['Cache hit ratio by database', 'Rows read'],
    },
    'Cache hit ratio by database': {
      id: 675979619,
      type: 'timeseries',
      unit: 'percentunit',
      steps: cache,
      queries: [[inDatabase, hitRatio(database)]],
      alert: 'LowCacheHitRatio',
      leadsTo: ['Rows read', 'Size by database'],
    },
    'Temporary files': {
      ...timeseries,
      id: 1256594614,
      unit: 'binBps',
      queries: [[inDatabase, sum(database, rate('temp_bytes'))]],
      leadsTo: ['Statements by time'],
    },
    'Checkpoints in the rate window': {
      ...timeseries,
      id: 1223676388,
      unit: 'short',
      queries: [
        ['timed', checkpoints('num_timed_total', 'checkpoints_timed_total')],
        ['requested', checkpoints('num_requested_total', 'checkpoints_req_total')],
      ],
      leadsTo: ['Rows written'],
      says: offByDefault('stat_checkpointer'),
    },
  },
  Contention: {
    'Locks by mode': {
      ...timeseries,
      id: 1326175841,
      unit: 'short',
      queries: [['{{mode}}', sum('mode', `pg_locks_count{${D}}`)]],
      leadsTo: ['Oldest transaction by state', 'Waiting by event type'],
    },
    'Deadlocks in the rate window': {
      ...timeseries,
      id: 1715069881,
      unit: 'short',
      queries: [[inDatabase, sum(database, `increase(pg_stat_database_deadlocks{${D}}[$interval])`)]],
      leadsTo: ['Rollback ratio', 'Locks by mode'],
    },
    'Oldest transaction by state': {
      id: 949439335,
      type: 'timeseries',
      unit: 's',
      steps: above(300, 1800),
      queries: [['{{state}}', max('state', age)]],
      leadsTo: ['Connections by application', 'Statements by mean time'],
    },
    'Long-running transactions': {
      ...timeseries,
      id: 198955151,
      unit: 'short',
      queries: [[onServer, max(target, `pg_long_running_transactions{${J}}`)]],
      leadsTo: ['Oldest transaction by state', 'Locks by mode', 'Waiting by event type'],
      says: ['0.14 or later', ...offByDefault('long_running_transactions')],
    },
  },
  Replication: {
    'Replication lag': {
      id: 288963804,
      type: 'timeseries',
      unit: 's',
      steps: above(30, 300),
      queries: [
        [
          onServer,
          `${max(target, `pg_replication_lag_seconds{${J}} or pg_replication_lag{${J}}`)} unless ${max(target, `pg_replication_is_replica{${J}}`)} == 0`,
        ],
      ],
      leadsTo: ['Bytes behind'],
      says: ['queries.yaml'],
    },
    'Bytes behind': {
      ...timeseries,
      id: 1559336791,
      unit: 'bytes',
      queries: [
        [
          '{{environment}} {{instance}} {{application_name}} {{client_addr}}',
          max('environment, instance, application_name, client_addr', `pg_stat_replication_pg_wal_lsn_diff{${J}}`),
        ],
      ],
      says: ['Empty without a replica'],
      leadsTo: ['Replication lag'],
    },
    'Log kept by slots': {
      ...timeseries,
      id: 2137573655,
      unit: 'bytes',
      queries: [
        [
          '{{environment}} {{instance}} {{slot_name}}',
          max('environment, instance, slot_name', `pg_replication_slots_pg_wal_lsn_diff{${J}}`),
        ],
      ],
      leadsTo: ['Bytes behind'],
      says: ['Empty without a slot'],
    },
  },
  Vacuum: {
    'Dead rows': {
      id: 584545075,
      type: 'table',
      unit: 'percentunit',
      steps: none,
      queries: [
        [undefined, worst],
        [undefined, `${dead} and ${worst}`],
        [undefined, `(${vacuumed} > 0) * 1000 and ${worst}`],
      ],
      leadsTo: ['Oldest transaction by state', 'Automatic vacuums in the rate window'],
      says: ['queries.yaml'],
    },
    'Automatic vacuums in the rate window': {
      ...timeseries,
      id: 961915694,
      unit: 'short',
      queries: [[inDatabase, sum(database, `increase(pg_stat_user_tables_autovacuum_count{${D}}[$interval])`)]],
      leadsTo: ['Switches', 'Dead rows'],
      says: ['queries.yaml'],
    },
    'Oldest unfrozen transaction': {
      ...timeseries,
      id: 1469940332,
      unit: 'short',
      queries: [
        [inDatabase, max(database, `pg_database_wraparound_age_datfrozenxid_seconds{${D}}`)],
        ['forced vacuum', `min(pg_settings_autovacuum_freeze_max_age{${J}})`],
      ],
      leadsTo: ['Oldest transaction by state', 'Log kept by slots'],
      says: ['0.14 or later', ...offByDefault('database_wraparound')],
    },
  },
  Statements: {
    'Statements by time': {
      id: 358863823,
      type: 'table',
      unit: 's',
      steps: none,
      queries: [[undefined, `topk(10, ${spent})`]],
      says: statements,
      leadsTo: ['Statements by calls', 'Statements by mean time'],
    },
    'Statements by calls': {
      id: 1797417803,
      type: 'table',
      unit: 'short',
      steps: none,
      queries: [[undefined, `topk(10, ${called})`]],
      says: statements,
      leadsTo: ['Statements by time', 'orders: Order creation rate'],
    },
    'Statements by mean time': {
      id: 1976894339,
      type: 'table',
      unit: 's',
      steps: none,
      queries: [[undefined, `topk(10, (${spent} or 0 * ${called}) / (${called} > 0))`]],
      says: [...statements.slice(0, -1), 'over the time range shown'],
      leadsTo: ['Statements by time'],
    },
  },
  'Size and growth': {
    'Size by database': {
      ...timeseries,
      id: 597743964,
      unit: 'bytes',
      queries: [[inDatabase, max(database, `pg_database_size_bytes{${D}}`)]],
      leadsTo: ['Rows written'],
    },
    'Growth per day': {
      ...timeseries,
      id: 980938723,
      unit: 'bytes',
      queries: [[inDatabase, `${max(database, `deriv(pg_database_size_bytes{${D}}[1d])`)} * 86400`]],
      leadsTo: ['Rows written'],
    },
    'Sessions and workers': {
      ...stat,
      id: 19904174,
      unit: 'short',
      queries: [
        ['max_connections {{instance}}', setting('max_connections')],
        ['reserved {{instance}}', setting('superuser_reserved_connections')],
        ['max_worker_processes {{instance}}', setting('max_worker_processes')],
        ['autovacuum_max_workers {{instance}}', setting('autovacuum_max_workers')],
      ],
      leadsTo: ['Connections used over time'],
    },
    'Memory and log': {
      ...stat,
      id: 1431537720,
      unit: 'bytes',
      queries: [
        ['shared_buffers {{instance}}', setting('shared_buffers_bytes')],
        ['effective_cache_size {{instance}}', setting('effective_cache_size_bytes')],
        ['work_mem {{instance}}', setting('work_mem_bytes')],
        ['maintenance_work_mem {{instance}}', setting('maintenance_work_mem_bytes')],
        ['max_wal_size {{instance}}', setting('max_wal_size_bytes')],
      ],
      leadsTo: ['Cache hit ratio by database', 'Temporary files', 'Checkpoints in the rate window'],
    },
    'Checkpoint timeout': {
      ...stat,
      id: 1836651783,
      unit: 's',
      queries: [['checkpoint_timeout {{instance}}', setting('checkpoint_timeout_seconds')]],
      leadsTo: ['Checkpoints in the rate window'],
    },
    Switches: {
      ...stat,
      id: 2045399367,
      unit: 'bool_on_off',
      queries: [
        ['autovacuum {{instance}}', setting('autovacuum')],
        ['track_io_timing {{instance}}', setting('track_io_timing')],
      ],
      leadsTo: ['Automatic vacuums in the rate window', 'Dead rows'],
    },
  },
};
