/**
 * What postgres_exporter 0.11 lacks of the database dashboard, as queries of its own: names and labels of the catalogue,
 * in the newest exporter's spelling. The views: https://www.postgresql.org/docs/15/monitoring-stats.html
 */
import type { Metric, MetricInfo, TargetLabel } from '../metrics/metric.ts';
import { postgres } from '../metrics/postgres.ts';

/** Metrics that are read together: a row of the query is a series of each. */
export interface ExporterQuery {
  /** What their names begin with. A namespace that the exporter has by itself is replaced. */
  readonly namespace: string;
  /** The versions of PostgreSQL that have what is asked, where not all supported ones have. */
  readonly servers?: string;
  /** SQL of each label. */
  readonly labels: Readonly<Record<string, string | undefined>>;
  readonly metrics: readonly { readonly metric: MetricInfo; readonly sql: string }[];
  /** The rest of the query, from FROM on. */
  readonly from: string;
}

/** A query whose labels are all that the metrics always have, and of those that only some versions have any. */
interface QueryOf<L extends string, P extends string> extends ExporterQuery {
  readonly labels: Readonly<Record<Exclude<L, TargetLabel>, string>> & Readonly<Partial<Record<P, string>>>;
  readonly metrics: readonly {
    readonly metric: Metric<'counter', L, P> | Metric<'gauge', L, P>;
    readonly sql: string;
  }[];
}

function reading<L extends string, P extends string>(query: QueryOf<L, P>): ExporterQuery {
  return query;
}

/** Statements that are listed: those that took most of the time. Each is a series of each metric. */
const mostStatements = 200;

const sessions = reading({
  namespace: 'pg_stat_activity',
  labels: {
    datname: 'datname',
    state: 'state',
    usename: 'usename',
    application_name: 'application_name',
    backend_type: 'backend_type',
    wait_event_type: 'wait_event_type',
    wait_event: 'wait_event',
  },
  metrics: [
    { metric: postgres.activityCount, sql: 'sum(sessions)' },
    { metric: postgres.activityMaxTxDuration, sql: 'max(age)' },
  ],
  // The second half is a zero for each state, so that a state without a session is 0 and not a gap.
  from: `FROM (
  SELECT
    coalesce(datname, '') AS datname,
    coalesce(state, '') AS state,
    coalesce(usename, '') AS usename,
    application_name,
    coalesce(backend_type, '') AS backend_type,
    coalesce(wait_event_type, '') AS wait_event_type,
    coalesce(wait_event, '') AS wait_event,
    1 AS sessions,
    coalesce(extract(epoch FROM clock_timestamp() - xact_start), 0) AS age
  FROM pg_stat_activity
  UNION ALL
  SELECT datname, state, '', '', '', '', '', 0, 0
  FROM pg_database, unnest(ARRAY[
    'active', 'idle', 'idle in transaction', 'idle in transaction (aborted)', 'fastpath function call', 'disabled'
  ]) AS state
  WHERE NOT datistemplate
) AS session
GROUP BY datname, state, usename, application_name, backend_type, wait_event_type, wait_event`,
});

const longTransactions = reading({
  namespace: 'pg_long_running',
  labels: {},
  metrics: [
    { metric: postgres.longRunningTransactions, sql: 'count(*)' },
    {
      metric: postgres.longRunningTransactionsOldestAge,
      sql: 'coalesce(extract(epoch FROM max(clock_timestamp() - xact_start)), 0)',
    },
  ],
  from: `FROM pg_stat_activity
WHERE backend_type = 'client backend' AND xact_start < clock_timestamp() - interval '1 minute'`,
});

const replication = reading({
  namespace: 'pg_replication',
  labels: {},
  metrics: [
    { metric: postgres.replicationLag, sql: 'CASE WHEN replica THEN greatest(age, 0) ELSE 0 END' },
    { metric: postgres.replicationIsReplica, sql: 'replica::int' },
    { metric: postgres.replicationLastReplay, sql: 'age' },
  ],
  from: `FROM (
  SELECT
    pg_is_in_recovery() AS replica,
    coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0) AS age
) AS server`,
});

const wraparound = reading({
  namespace: 'pg_database_wraparound',
  labels: { datname: 'datname' },
  metrics: [
    { metric: postgres.wraparoundAge, sql: 'age(datfrozenxid)' },
    { metric: postgres.wraparoundMultixactAge, sql: 'mxid_age(datminmxid)' },
  ],
  from: 'FROM pg_database WHERE datallowconn',
});

const tables = reading({
  namespace: 'pg_stat_user_tables',
  labels: { datname: 'current_database()', schemaname: 'schemaname', relname: 'relname' },
  metrics: [
    { metric: postgres.tableLiveTup, sql: 'n_live_tup' },
    { metric: postgres.tableDeadTup, sql: 'n_dead_tup' },
    { metric: postgres.tableModSinceAnalyze, sql: 'n_mod_since_analyze' },
    { metric: postgres.tableLastVacuum, sql: 'coalesce(extract(epoch FROM last_vacuum), 0)' },
    { metric: postgres.tableLastAutovacuum, sql: 'coalesce(extract(epoch FROM last_autovacuum), 0)' },
    { metric: postgres.tableLastAnalyze, sql: 'coalesce(extract(epoch FROM last_analyze), 0)' },
    { metric: postgres.tableLastAutoanalyze, sql: 'coalesce(extract(epoch FROM last_autoanalyze), 0)' },
    { metric: postgres.tableAutovacuums, sql: 'autovacuum_count' },
    { metric: postgres.tableSeqScans, sql: 'seq_scan' },
    { metric: postgres.tableIdxScans, sql: 'coalesce(idx_scan, 0)' },
    { metric: postgres.tableInserts, sql: 'n_tup_ins' },
    { metric: postgres.tableUpdates, sql: 'n_tup_upd' },
    { metric: postgres.tableDeletes, sql: 'n_tup_del' },
  ],
  from: 'FROM pg_stat_user_tables',
});

/** PostgreSQL 13 renamed the columns. From 14 on a statement may be there twice, at the top and within a function. */
const statements = reading({
  namespace: 'pg_stat_statements',
  servers: '>=13.0.0',
  labels: { user: 'rolname', datname: 'datname', queryid: 'queryid' },
  metrics: [
    { metric: postgres.statementsCalls, sql: 'sum(calls)' },
    { metric: postgres.statementsSeconds, sql: 'sum(total_exec_time) / 1000' },
    { metric: postgres.statementsRows, sql: 'sum(rows)' },
  ],
  from: `FROM pg_stat_statements
JOIN pg_roles ON pg_roles.oid = userid
JOIN pg_database ON pg_database.oid = dbid
WHERE queryid IS NOT NULL
GROUP BY rolname, datname, queryid
ORDER BY sum(total_exec_time) DESC
LIMIT ${mostStatements}`,
});

const start = reading({
  namespace: 'pg_postmaster',
  labels: {},
  metrics: [{ metric: postgres.postmasterStartTime, sql: 'extract(epoch FROM pg_postmaster_start_time())' }],
  from: '',
});

export const exporterQueries: readonly ExporterQuery[] = [
  sessions,
  longTransactions,
  replication,
  wraparound,
  tables,
  statements,
  start,
];
