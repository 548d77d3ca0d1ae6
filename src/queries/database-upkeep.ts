/** What is asked of PostgreSQL's upkeep: replication, vacuum, size, settings. */
import type { TargetLabel } from '../metrics/metric.ts';
import { postgres } from '../metrics/postgres.ts';
import {
  add,
  and,
  by,
  deriv,
  eq,
  gt,
  increase,
  max,
  min,
  mul,
  ratio,
  sum,
  topk,
  unless,
  where,
  type Operand,
  type Range,
  type Vector,
} from '../promql/index.ts';
import { seconds } from '../time/duration.ts';
import { perDatabase, perServer, series, type Databases } from './database-series.ts';

/**
 * Seconds that each replica is behind. A primary says 0 forever, so it is left out where the exporter says that the
 * server is one; 0.11 does not say it.
 */
export function replicationLag(): Vector<TargetLabel> {
  return unless(max(postgres.replicationLag, perServer), eq(max(postgres.replicationIsReplica, perServer), 0));
}

/** Bytes of the log that each replica is behind, as its primary sees it. */
export function bytesBehind(): Vector<'environment' | 'instance' | 'application_name' | 'client_addr'> {
  return max(postgres.replicationWalLsnDiff, by('environment', 'instance', 'application_name', 'client_addr'));
}

/** Bytes of the log that each slot keeps. */
export function slotBytes(): Vector<'environment' | 'instance' | 'slot_name'> {
  return max(postgres.slotWalLsnDiff, by('environment', 'instance', 'slot_name'));
}

type TableLabel = 'environment' | 'instance' | 'datname' | 'schemaname' | 'relname';
const perTable = by('environment', 'instance', 'datname', 'schemaname', 'relname');
/** How many tables are listed. */
const worst = 20;

/** Dead rows per row, of the tables with the largest share. */
export function deadRowRatio(datname: Databases): Vector<TableLabel> {
  const live = max(where(series.liveRows, { datname }), perTable);
  return topk(worst, ratio(deadRowsOfAll(datname), add(live, deadRowsOfAll(datname))));
}

/** Dead rows of the same tables. */
export function deadRows(datname: Databases): Vector<TableLabel> {
  return and(deadRowsOfAll(datname), deadRowRatio(datname));
}

/** When the same tables were last vacuumed automatically, in milliseconds since 1970; nothing where that never was. */
export function lastAutovacuum(datname: Databases): Vector<TableLabel> {
  const last = max(where(series.lastAutovacuum, { datname }), perTable);
  return and(mul(gt(last, 0), 1000), deadRowRatio(datname));
}

function deadRowsOfAll(datname: Databases): Vector<TableLabel> {
  return max(where(series.deadRows, { datname }), perTable);
}

/** Automatic vacuums of the tables of each database in a window. */
export function autovacuums(datname: Databases, window: Range): Vector<TargetLabel | 'datname'> {
  return sum(increase(where(series.autovacuums, { datname }), window), perDatabase);
}

/** Transactions since the oldest that is not frozen, for each database. */
export function wraparoundAge(datname: Databases): Vector<TargetLabel | 'datname'> {
  return max(where(series.wraparoundAge, { datname }), perDatabase);
}

/** The age at which a vacuum is forced; the smallest, where servers differ. */
export function freezeMaxAge(): Vector<never> {
  return min(postgres.settingsAutovacuumFreezeMaxAge);
}

/** Bytes of the chosen databases of each server. */
export function size(datname: Databases): Vector<TargetLabel> {
  return sum(where(series.size, { datname }), perServer);
}

export function sizeByDatabase(datname: Databases): Vector<TargetLabel | 'datname'> {
  return max(where(series.size, { datname }), perDatabase);
}

const day = '1d';

/** Bytes that each database grows by in a day, by the trend of the last. */
export function growthPerDay(datname: Databases): Vector<TargetLabel | 'datname'> {
  return mul(max(deriv(where(series.size, { datname }), day), perDatabase), seconds(day));
}

/** A setting of each server. */
export function setting(metric: Operand<TargetLabel>): Vector<TargetLabel> {
  return max(metric, perServer);
}
