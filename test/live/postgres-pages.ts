/**
 * Pages of postgres_exporter, of both generations. `recorded` are the recordings as they are: an idle server, default
 * settings for 0.11. `busy` are the same with what a server adds that is used, has replicas and all collectors; those
 * series are written from the sources that `test/metrics/not-exercised.ts` names.
 */
import { readFileSync } from 'node:fs';

function recording(version: string): string {
  return readFileSync(new URL(`../fixtures/expositions/postgres_exporter-${version}.txt`, import.meta.url), 'utf8');
}

const server = 'server="127.0.0.1:5432"';

/** What the file of queries that 0.11 is shipped with adds, and a replica and a slot. */
const busy11 = `
# TYPE pg_replication_lag gauge
pg_replication_lag{${server}} 12
# TYPE pg_stat_replication_pg_wal_lsn_diff gauge
pg_stat_replication_pg_wal_lsn_diff{${server},application_name="walreceiver",client_addr="10.0.0.2",state="streaming",slot_name="replica"} 4096
# TYPE pg_replication_slots_pg_wal_lsn_diff gauge
pg_replication_slots_pg_wal_lsn_diff{${server},slot_name="replica",database=""} 8192
# TYPE pg_stat_user_tables_n_dead_tup gauge
pg_stat_user_tables_n_dead_tup{${server},datname="orders",schemaname="public",relname="orders"} 250
pg_stat_user_tables_n_dead_tup{${server},datname="orders",schemaname="public",relname="items"} 5
# TYPE pg_stat_user_tables_n_live_tup gauge
pg_stat_user_tables_n_live_tup{${server},datname="orders",schemaname="public",relname="orders"} 750
pg_stat_user_tables_n_live_tup{${server},datname="orders",schemaname="public",relname="items"} 95
# TYPE pg_stat_user_tables_last_autovacuum gauge
pg_stat_user_tables_last_autovacuum{${server},datname="orders",schemaname="public",relname="orders"} 1.7e+09
pg_stat_user_tables_last_autovacuum{${server},datname="orders",schemaname="public",relname="items"} 0
# TYPE pg_stat_user_tables_autovacuum_count counter
pg_stat_user_tables_autovacuum_count{${server},datname="orders",schemaname="public",relname="orders"} 7
# TYPE pg_stat_statements_calls counter
pg_stat_statements_calls{${server},datname="orders",queryid="-42",rolname="orders"} 100
# TYPE pg_stat_statements_total_time_seconds counter
pg_stat_statements_total_time_seconds{${server},datname="orders",queryid="-42",rolname="orders"} 3
`;

const session = 'datname="orders",usename="orders"';

/** Sessions of clients, a replica and a slot. */
const busy20 = `
pg_stat_activity_count{application_name="api",backend_type="client backend",${session},state="active",wait_event="transactionid",wait_event_type="Lock"} 2
pg_stat_activity_count{application_name="api",backend_type="client backend",${session},state="idle",wait_event="ClientRead",wait_event_type="Client"} 8
pg_stat_activity_count{application_name="worker",backend_type="client backend",${session},state="active",wait_event="",wait_event_type=""} 3
# TYPE pg_stat_replication_pg_wal_lsn_diff gauge
pg_stat_replication_pg_wal_lsn_diff{application_name="walreceiver",client_addr="10.0.0.2",pid="7",state="streaming",slot_name="replica"} 4096
# TYPE pg_replication_slots_pg_wal_lsn_diff gauge
pg_replication_slots_pg_wal_lsn_diff{slot_name="replica",database=""} 8192
# TYPE pg_stat_user_tables_n_dead_tup gauge
pg_stat_user_tables_n_dead_tup{datname="orders",schemaname="public",relname="orders"} 250
pg_stat_user_tables_n_dead_tup{datname="orders",schemaname="public",relname="items"} 5
# TYPE pg_stat_user_tables_n_live_tup gauge
pg_stat_user_tables_n_live_tup{datname="orders",schemaname="public",relname="orders"} 750
pg_stat_user_tables_n_live_tup{datname="orders",schemaname="public",relname="items"} 95
# TYPE pg_stat_user_tables_last_autovacuum gauge
pg_stat_user_tables_last_autovacuum{datname="orders",schemaname="public",relname="orders"} 1.7e+09
pg_stat_user_tables_last_autovacuum{datname="orders",schemaname="public",relname="items"} 0
# TYPE pg_stat_user_tables_autovacuum_count counter
pg_stat_user_tables_autovacuum_count{datname="orders",schemaname="public",relname="orders"} 7
`;

/** The recorded server as a replica that is 12 seconds behind, and of PostgreSQL 17, whose checkpoints moved. */
function replicaOf17(page: string): string {
  return page
    .replace('pg_replication_is_replica 0', 'pg_replication_is_replica 1')
    .replace('pg_replication_lag_seconds 0', 'pg_replication_lag_seconds 12')
    .replaceAll('pg_stat_bgwriter_checkpoints_timed_total', 'pg_stat_checkpointer_num_timed_total')
    .replaceAll('pg_stat_bgwriter_checkpoints_req_total', 'pg_stat_checkpointer_num_requested_total');
}

export const postgresPages: ReadonlyMap<string, string> = new Map([
  ['recorded-0.11', recording('0.11')],
  ['recorded-0.20', recording('0.20')],
  ['busy-0.11', recording('0.11') + busy11],
  ['busy-0.20', replicaOf17(recording('0.20')) + busy20],
]);
