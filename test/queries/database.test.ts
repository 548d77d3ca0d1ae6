/** The text of each query about PostgreSQL, with a window as rules give it. */
import { describe, expect, it, test } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { postgres } from '../../src/metrics/postgres.ts';
import { defaultTemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import { selectors } from '../../src/promql/ast.ts';
import { check } from '../../src/promql/check.ts';
import { checkSyntax, parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { series } from '../../src/queries/database-series.ts';
import * as sessions from '../../src/queries/database-sessions.ts';
import * as statements from '../../src/queries/database-statements.ts';
import * as traffic from '../../src/queries/database-traffic.ts';
import * as upkeep from '../../src/queries/database-upkeep.ts';
import { choice, rateWindow } from '../../src/variables/own.ts';

const datname = choice('datname', 'Database', series.numBackends);
const D = 'datname!~"template.*|",datname=~"$datname"';
const target = 'environment, job, instance';
const database = 'environment, job, instance, datname';

/** The rate of a metric of each database over five minutes. */
const rate = (name: string): string => `rate(pg_stat_database_${name}{${D}}[5m])`;
const sum = (by: string, of: string): string => `sum by (${by}) (${of})`;
const max = (by: string, of: string): string => `max by (${by}) (${of})`;

const granted = `${max(target, 'pg_settings_max_connections')} - ${max(target, 'pg_settings_superuser_reserved_connections')}`;
const used = sum(target, 'pg_stat_activity_count');
const both = (by: string, one: string, other: string): string => `${sum(by, rate(one))} + ${sum(by, rate(other))}`;
const hitRatio = (by: string): string => {
  const all = both(by, 'blks_hit', 'blks_read');
  return `(${sum(by, rate('blks_hit'))} or 0 * (${all})) / (${all} > 0)`;
};
const ended = both(database, 'xact_commit', 'xact_rollback');
const table = 'environment, instance, datname, schemaname, relname';
const dead = max(table, `pg_stat_user_tables_n_dead_tup{${D}}`);
const rows = `${max(table, `pg_stat_user_tables_n_live_tup{${D}}`)} + ${dead}`;
const deadRatio = `topk(20, (${dead} or 0 * (${rows})) / (${rows} > 0))`;
const statement = 'environment, instance, datname, queryid';
const increases = (one: string, other: string): string =>
  sum(statement, `increase(pg_stat_statements_${one}{${D}}[1h]) or increase(pg_stat_statements_${other}{${D}}[1h])`);
const spent = increases('seconds_total', 'total_time_seconds');
const called = increases('calls_total', 'calls');
const detail = `datname!~"template.*|",backend_type!="",datname=~"$datname"`;

const expected = [
  ['up', sessions.up(), `min by (${target}) (pg_up)`],
  ['granted', sessions.granted(), `sum(${granted})`],
  ['connectionsUsed', sessions.connectionsUsed(), `(${used} or 0 * (${granted})) / (${granted} > 0)`],
  ['byState', sessions.byState(datname), sum('state', `pg_stat_activity_count{${D}}`)],
  ['byApplication', sessions.byApplication(datname), sum('application_name', `pg_stat_activity_count{${detail}}`)],
  [
    'waiting',
    sessions.waiting(datname),
    sum('wait_event_type', `pg_stat_activity_count{${detail},state="active",wait_event_type!=""}`),
  ],
  ['oldestTransaction', sessions.oldestTransaction(datname), max(target, `pg_stat_activity_max_tx_duration{${D}}`)],
  [
    'oldestTransactionByState',
    sessions.oldestTransactionByState(datname),
    max('state', `pg_stat_activity_max_tx_duration{${D}}`),
  ],
  ['longTransactions', sessions.longTransactions(), max(target, 'pg_long_running_transactions')],
  ['locksByMode', sessions.locksByMode(datname), sum('mode', `pg_locks_count{${D}}`)],
  [
    'deadlocks',
    sessions.deadlocks(datname, rateWindow),
    sum(database, `increase(pg_stat_database_deadlocks{${D}}[$interval])`),
  ],
  ['commits', traffic.commits(datname, '5m'), `sum(${rate('xact_commit')})`],
  ['rollbacks', traffic.rollbacks(datname, '5m'), `sum(${rate('xact_rollback')})`],
  ['transactions', traffic.transactions(datname, '5m'), `sum(${rate('xact_commit')}) + sum(${rate('xact_rollback')})`],
  [
    'rollbackRatio',
    traffic.rollbackRatio(datname, '5m'),
    `(${sum(database, rate('xact_rollback'))} or 0 * (${ended})) / (${ended} > 0)`,
  ],
  ['rowsReturned', traffic.rowsReturned(datname, '5m'), `sum(${rate('tup_returned')})`],
  ['rowsFetched', traffic.rowsFetched(datname, '5m'), `sum(${rate('tup_fetched')})`],
  ['rowsInserted', traffic.rowsInserted(datname, '5m'), `sum(${rate('tup_inserted')})`],
  ['rowsUpdated', traffic.rowsUpdated(datname, '5m'), `sum(${rate('tup_updated')})`],
  ['rowsDeleted', traffic.rowsDeleted(datname, '5m'), `sum(${rate('tup_deleted')})`],
  ['blocksHit', traffic.blocksHit(datname, '5m'), `sum(${rate('blks_hit')})`],
  ['blocksRead', traffic.blocksRead(datname, '5m'), `sum(${rate('blks_read')})`],
  ['cacheHitRatio', traffic.cacheHitRatio(datname, '5m'), hitRatio(target)],
  ['cacheHitRatioByDatabase', traffic.cacheHitRatioByDatabase(datname, '5m'), hitRatio(database)],
  ['temporaryBytes', traffic.temporaryBytes(datname, '5m'), sum(database, rate('temp_bytes'))],
  [
    'checkpointsTimed',
    traffic.checkpointsTimed('1h'),
    'sum(increase(pg_stat_checkpointer_num_timed_total[1h]) or increase(pg_stat_bgwriter_checkpoints_timed_total[1h]))',
  ],
  [
    'checkpointsRequested',
    traffic.checkpointsRequested('1h'),
    'sum(increase(pg_stat_checkpointer_num_requested_total[1h]) or increase(pg_stat_bgwriter_checkpoints_req_total[1h]))',
  ],
  [
    'replicationLag',
    upkeep.replicationLag(),
    `${max(target, 'pg_replication_lag_seconds or pg_replication_lag')} unless ${max(target, 'pg_replication_is_replica')} == 0`,
  ],
  [
    'bytesBehind',
    upkeep.bytesBehind(),
    max('environment, instance, application_name, client_addr', 'pg_stat_replication_pg_wal_lsn_diff'),
  ],
  ['slotBytes', upkeep.slotBytes(), max('environment, instance, slot_name', 'pg_replication_slots_pg_wal_lsn_diff')],
  ['deadRowRatio', upkeep.deadRowRatio(datname), deadRatio],
  ['deadRows', upkeep.deadRows(datname), `${dead} and ${deadRatio}`],
  [
    'lastAutovacuum',
    upkeep.lastAutovacuum(datname),
    `(${max(table, `pg_stat_user_tables_last_autovacuum{${D}}`)} > 0) * 1000 and ${deadRatio}`,
  ],
  [
    'autovacuums',
    upkeep.autovacuums(datname, rateWindow),
    sum(database, `increase(pg_stat_user_tables_autovacuum_count{${D}}[$interval])`),
  ],
  [
    'wraparoundAge',
    upkeep.wraparoundAge(datname),
    max(database, `pg_database_wraparound_age_datfrozenxid_seconds{${D}}`),
  ],
  ['freezeMaxAge', upkeep.freezeMaxAge(), 'min(pg_settings_autovacuum_freeze_max_age)'],
  ['size', upkeep.size(datname), sum(target, `pg_database_size_bytes{${D}}`)],
  ['sizeByDatabase', upkeep.sizeByDatabase(datname), max(database, `pg_database_size_bytes{${D}}`)],
  ['growthPerDay', upkeep.growthPerDay(datname), `${max(database, `deriv(pg_database_size_bytes{${D}}[1d])`)} * 86400`],
  ['setting', upkeep.setting(postgres.settingsWorkMem), max(target, 'pg_settings_work_mem_bytes')],
  ['byTime', statements.byTime(datname, '1h'), `topk(10, ${spent})`],
  ['byCalls', statements.byCalls(datname, '1h'), `topk(10, ${called})`],
  ['byMeanTime', statements.byMeanTime(datname, '1h'), `topk(10, (${spent} or 0 * ${called}) / (${called} > 0))`],
] as const;

describe.each(expected)('%s', (_, expression, text) => {
  it('is written so', () => {
    expect(print(expression.node)).toBe(text);
  });

  it('is PromQL, and fits the catalogue when it is read back', () => {
    const { lookup } = catalogue(defaultTemporalProfile);
    checkSyntax(text);
    expect(check(parse(text, (name) => lookup(name)?.series))).toEqual([]);
  });

  it('follows the choice of databases nowhere, or everywhere that it can', () => {
    const choosing = selectors(expression.node).filter(({ matchers }) =>
      matchers.some(({ value }) => value === '$datname'),
    );
    const choosable = selectors(expression.node).filter(({ metric }) => metric?.labels.includes('datname'));
    expect([0, choosable.length]).toContain(choosing.length);
    for (const { matchers } of choosing) {
      expect(matchers).toContainEqual({ label: 'datname', operator: '!~', value: 'template.*|' });
    }
  });
});

test('only connections used, which are of whole servers, do not follow the choice of databases', () => {
  const whole = expected.filter(([, { node }]) =>
    selectors(node).some(
      ({ metric, matchers }) =>
        metric?.labels.includes('datname') && !matchers.some(({ value }) => value === '$datname'),
    ),
  );
  expect(whole.map(([name]) => name)).toEqual(['connectionsUsed']);
});

test('without a window, Grafana chooses it', () => {
  for (const make of [
    traffic.commits,
    traffic.rollbacks,
    traffic.transactions,
    traffic.rollbackRatio,
    traffic.rowsReturned,
    traffic.rowsFetched,
    traffic.rowsInserted,
    traffic.rowsUpdated,
    traffic.rowsDeleted,
    traffic.blocksHit,
    traffic.blocksRead,
    traffic.cacheHitRatio,
    traffic.cacheHitRatioByDatabase,
    traffic.temporaryBytes,
  ]) {
    const text = print(make(datname).node);
    expect(
      text.match(/\[[^\]]*\]/g)?.every((range) => range === '[$__rate_interval]'),
      text,
    ).toBe(true);
  }
});
