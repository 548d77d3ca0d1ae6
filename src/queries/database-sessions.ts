/** What is asked of PostgreSQL's sessions: whether it answers, how many there are, what they wait for. */
import type { TargetLabel } from '../metrics/metric.ts';
import { postgres } from '../metrics/postgres.ts';
import { by, increase, max, min, not, ratio, sub, sum, where, type Range, type Vector } from '../promql/index.ts';
import { perDatabase, perServer, series, type Databases } from './database-series.ts';

/** 1 where the exporter reaches its server, 0 where it does not, nothing where the exporter itself is gone. */
export function up(): Vector<TargetLabel> {
  return min(postgres.up, perServer);
}

/** Connections that each server grants to ordinary users. */
function grantedByServer(): Vector<TargetLabel> {
  return sub(
    max(postgres.settingsMaxConnections, perServer),
    max(postgres.settingsSuperuserReservedConnections, perServer),
  );
}

/** Connections that all chosen servers together grant to ordinary users. */
export function granted(): Vector<never> {
  return sum(grantedByServer());
}

/** Connections of a server to all of its databases, per connection that ordinary users may open. */
export function connectionsUsed(): Vector<TargetLabel> {
  return ratio(sum(postgres.activityCount, perServer), grantedByServer());
}

/** Sessions in each state. */
export function byState(datname: Databases): Vector<'state'> {
  return sum(where(series.sessions, { datname }), by('state'));
}

/** Sessions of each client program; of newer exporters only. */
export function byApplication(datname: Databases): Vector<'application_name'> {
  return sum(where(series.sessionsInDetail, { datname }), by('application_name'));
}

/** Sessions that are in the middle of a statement and wait, by what for; of newer exporters only. */
export function waiting(datname: Databases): Vector<'wait_event_type'> {
  const waits = where(series.sessionsInDetail, { datname, state: 'active', wait_event_type: not('') });
  return sum(waits, by('wait_event_type'));
}

/** Age in seconds of the oldest transaction of each server. */
export function oldestTransaction(datname: Databases): Vector<TargetLabel> {
  return max(where(series.transactionAge, { datname }), perServer);
}

/** The same by state of the session. */
export function oldestTransactionByState(datname: Databases): Vector<'state'> {
  return max(where(series.transactionAge, { datname }), by('state'));
}

/** Transactions of each server that its exporter counts as long-running, whatever their database. */
export function longTransactions(): Vector<TargetLabel> {
  return max(postgres.longRunningTransactions, perServer);
}

/** Locks held, by mode. */
export function locksByMode(datname: Databases): Vector<'mode'> {
  return sum(where(series.locks, { datname }), by('mode'));
}

/** Deadlocks of each database in a window. */
export function deadlocks(datname: Databases, window: Range): Vector<TargetLabel | 'datname'> {
  return sum(increase(where(series.deadlocks, { datname }), window), perDatabase);
}
