/** What is asked of PostgreSQL's work: transactions, rows, blocks, checkpoints. Panels leave the window to Grafana. */
import type { TargetLabel } from '../metrics/metric.ts';
import { postgres } from '../metrics/postgres.ts';
import { add, increase, rate, ratio, sum, where, type By, type Range, type Vector } from '../promql/index.ts';
import { perDatabase, perServer, series, type Databases } from './database-series.ts';

/** Transactions committed per second. */
export function commits(datname: Databases, window?: Range): Vector<never> {
  return sum(rate(where(series.commits, { datname }), window));
}

/** Transactions rolled back per second. */
export function rollbacks(datname: Databases, window?: Range): Vector<never> {
  return sum(rate(where(series.rollbacks, { datname }), window));
}

/** Transactions ended per second, either way. */
export function transactions(datname: Databases, window?: Range): Vector<never> {
  return add(commits(datname, window), rollbacks(datname, window));
}

/** Transactions rolled back per transaction, for each database. */
export function rollbackRatio(datname: Databases, window?: Range): Vector<TargetLabel | 'datname'> {
  const rolledBack = sum(rate(where(series.rollbacks, { datname }), window), perDatabase);
  const committed = sum(rate(where(series.commits, { datname }), window), perDatabase);
  return ratio(rolledBack, add(committed, rolledBack));
}

/** Rows that scans went through, per second. */
export function rowsReturned(datname: Databases, window?: Range): Vector<never> {
  return sum(rate(where(series.rowsReturned, { datname }), window));
}

/** Rows fetched through indexes per second. */
export function rowsFetched(datname: Databases, window?: Range): Vector<never> {
  return sum(rate(where(series.rowsFetched, { datname }), window));
}

export function rowsInserted(datname: Databases, window?: Range): Vector<never> {
  return sum(rate(where(series.rowsInserted, { datname }), window));
}

export function rowsUpdated(datname: Databases, window?: Range): Vector<never> {
  return sum(rate(where(series.rowsUpdated, { datname }), window));
}

export function rowsDeleted(datname: Databases, window?: Range): Vector<never> {
  return sum(rate(where(series.rowsDeleted, { datname }), window));
}

/** Blocks per second that were in the cache. */
export function blocksHit(datname: Databases, window?: Range): Vector<never> {
  return sum(rate(where(series.blocksHit, { datname }), window));
}

/** Blocks per second that were asked of the operating system. */
export function blocksRead(datname: Databases, window?: Range): Vector<never> {
  return sum(rate(where(series.blocksRead, { datname }), window));
}

/** Blocks found in the cache per block asked for, from rates: what counted up since the start hides today. */
function hitRatio<L extends TargetLabel | 'datname'>(datname: Databases, grouping: By<L>, window?: Range): Vector<L> {
  const hit = sum(rate(where(series.blocksHit, { datname }), window), grouping);
  const read = sum(rate(where(series.blocksRead, { datname }), window), grouping);
  return ratio(hit, add(hit, read));
}

/** The cache hit ratio of each server, over the chosen databases. */
export function cacheHitRatio(datname: Databases, window?: Range): Vector<TargetLabel> {
  return hitRatio(datname, perServer, window);
}

/** The cache hit ratio of each database. */
export function cacheHitRatioByDatabase(datname: Databases, window?: Range): Vector<TargetLabel | 'datname'> {
  return hitRatio(datname, perDatabase, window);
}

/** Bytes written to temporary files per second, for each database. */
export function temporaryBytes(datname: Databases, window?: Range): Vector<TargetLabel | 'datname'> {
  return sum(rate(where(series.temporaryBytes, { datname }), window), perDatabase);
}

/** Checkpoints in a window because their time had come, of any generation of PostgreSQL. */
export function checkpointsTimed(window: Range): Vector<never> {
  return sum(increase(postgres.checkpointsTimed, window));
}

/** Checkpoints in a window because the log was full or somebody asked. */
export function checkpointsRequested(window: Range): Vector<never> {
  return sum(increase(postgres.checkpointsRequested, window));
}
