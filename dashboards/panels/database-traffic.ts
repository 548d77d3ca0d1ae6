/** The panels about PostgreSQL's work: transactions, rows, blocks, checkpoints. */
import type { Settings } from '../../src/config/settings.ts';
import { panelUrl } from '../../src/identity/ids.ts';
import { percent, query, stat, timeseries } from '../../src/panels/index.ts';
import { complement } from '../../src/policy/objectives.ts';
import type { Databases } from '../../src/queries/database-series.ts';
import * as traffic from '../../src/queries/database-traffic.ts';
import { rateWindow } from '../../src/variables/own.ts';

export function transactionsPerSecond({ policy }: Settings, datname: Databases) {
  return stat(policy, {
    key: 'transactions-per-second',
    title: 'Transactions per second',
    description: {
      shows: "Transactions that end each second, committed or rolled back; the exporter's own are among them.",
      normal: 'above 0, and a steady multiple of the orders created.',
      next: 'fewer: see whether orders come in; many more for as many orders: a client retries or polls.',
    },
    unit: 'ops',
    min: 0,
    sparkline: true,
    queries: [query(traffic.transactions(datname), 'transactions')],
    dataLinks: {
      'Commits and rollbacks': panelUrl({ dashboard: 'database', panel: 'transactions' }),
      'Order creation rate': panelUrl({ dashboard: 'orders', panel: 'creation-rate' }),
    },
  });
}

export function cacheHitRatioNow({ policy }: Settings, datname: Databases) {
  const limit = policy.limits.cacheHitRatio;
  return stat(policy, {
    key: 'cache-hit-ratio-now',
    title: 'Cache hit ratio',
    description: {
      shows: 'Blocks found in the cache of a server per block asked for. Empty while nothing is asked.',
      normal: `above ${percent(limit.amber ?? limit.red)}.`,
      next: 'a click leads to the ratio of each database.',
    },
    unit: 'percentunit',
    max: 1,
    decimals: 1,
    queries: [query(traffic.cacheHitRatio(datname), '{{environment}} {{instance}}')],
    limit,
    alert: policy.alerts.LowCacheHitRatio,
    dataLinks: { 'Cache hit ratio by database': panelUrl({ dashboard: 'database', panel: 'cache-hit-ratio' }) },
  });
}

export function transactions({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'transactions',
    title: 'Commits and rollbacks',
    description: {
      shows: 'Transactions that end each second, by how.',
      normal: `follows the orders, with rollbacks below ${percent(policy.limits.rollbackRatio.amber ?? policy.limits.rollbackRatio.red)} of all.`,
      next: 'a step in both: look on Orders for a deploy at that time; in rollbacks alone: see their ratio.',
    },
    unit: 'ops',
    min: 0,
    stacked: true,
    queries: [query(traffic.commits(datname), 'commits'), query(traffic.rollbacks(datname), 'rollbacks')],
    colours: { commits: 'success', rollbacks: 'failure' },
    dataLinks: { 'Rollback ratio': panelUrl({ dashboard: 'database', panel: 'rollback-ratio' }) },
  });
}

export function rollbackRatio({ policy }: Settings, datname: Databases) {
  const limit = policy.limits.rollbackRatio;
  return timeseries(policy, {
    key: 'rollback-ratio',
    title: 'Rollback ratio',
    description: {
      shows: 'Transactions rolled back per transaction. Empty while there is none.',
      normal: `below ${percent(limit.amber ?? limit.red)}.`,
      next: 'see deadlocks and the errors of the orders; the log of PostgreSQL has the statement that failed.',
    },
    unit: 'percentunit',
    min: 0,
    queries: [query(traffic.rollbackRatio(datname), '{{environment}} {{instance}} {{datname}}')],
    limit,
    dataLinks: {
      'Deadlocks in the rate window': panelUrl({ dashboard: 'database', panel: 'deadlocks' }),
      'Errors by reason': panelUrl({ dashboard: 'orders', panel: 'errors-by-reason' }),
    },
  });
}

export function rowsRead({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'rows-read',
    title: 'Rows read',
    description: {
      shows: 'Rows that scans went through each second (returned), and rows fetched through indexes.',
      normal: 'returned less than 100 times fetched.',
      next: 'returned far above fetched: tables are read from end to end; see the statements for the one without an index.',
    },
    unit: 'rps',
    min: 0,
    queries: [query(traffic.rowsReturned(datname), 'returned'), query(traffic.rowsFetched(datname), 'fetched')],
    colours: { returned: 'amber', fetched: 'good' },
    dataLinks: { 'Statements by time': panelUrl({ dashboard: 'database', panel: 'statements-by-time' }) },
  });
}

export function rowsWritten({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'rows-written',
    title: 'Rows written',
    description: {
      shows: 'Rows inserted, updated and deleted each second.',
      normal: 'a steady multiple of the orders created; above 0 while orders come in.',
      next: 'many updated or deleted: see the dead rows, for vacuum has more to do; many inserted: see the growth.',
    },
    unit: 'wps',
    min: 0,
    queries: [
      query(traffic.rowsInserted(datname), 'inserted'),
      query(traffic.rowsUpdated(datname), 'updated'),
      query(traffic.rowsDeleted(datname), 'deleted'),
    ],
    colours: { inserted: 'success', updated: 'neutral', deleted: 'failure' },
    dataLinks: {
      'Dead rows': panelUrl({ dashboard: 'database', panel: 'dead-rows' }),
      'Growth per day': panelUrl({ dashboard: 'database', panel: 'growth-per-day' }),
    },
  });
}

export function blocks({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'blocks',
    title: 'Blocks hit and read',
    description: {
      shows:
        'Blocks found in the cache each second (hit), and asked of the operating system (read), which may have had them.',
      normal: `read below ${percent(complement(policy.limits.cacheHitRatio.amber ?? policy.limits.cacheHitRatio.red))} of both.`,
      next: 'a jump of read: a report, a dump or a missing index; see the ratio beside and the rows returned.',
    },
    unit: 'cps',
    min: 0,
    stacked: true,
    queries: [query(traffic.blocksHit(datname), 'hit'), query(traffic.blocksRead(datname), 'read')],
    colours: { hit: 'good', read: 'amber' },
    dataLinks: {
      'Cache hit ratio by database': panelUrl({ dashboard: 'database', panel: 'cache-hit-ratio' }),
      'Rows read': panelUrl({ dashboard: 'database', panel: 'rows-read' }),
    },
  });
}

export function cacheHitRatio({ policy }: Settings, datname: Databases) {
  const limit = policy.limits.cacheHitRatio;
  return timeseries(policy, {
    key: 'cache-hit-ratio',
    title: 'Cache hit ratio by database',
    description: {
      shows:
        'Blocks found in the cache per block asked for, of each database. Empty while nothing is asked. The alert leaves out the database postgres.',
      normal: `above ${percent(limit.amber ?? limit.red)}; less for minutes after a restart, while the cache fills.`,
      next: 'see the rows returned for a heavy query, and the size for data that outgrew the memory.',
    },
    unit: 'percentunit',
    max: 1,
    queries: [query(traffic.cacheHitRatioByDatabase(datname), '{{environment}} {{instance}} {{datname}}')],
    limit,
    alert: policy.alerts.LowCacheHitRatio,
    dataLinks: {
      'Rows read': panelUrl({ dashboard: 'database', panel: 'rows-read' }),
      'Size by database': panelUrl({ dashboard: 'database', panel: 'size' }),
    },
  });
}

export function temporaryBytes({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'temporary-bytes',
    title: 'Temporary files',
    description: {
      shows: 'Bytes written each second to temporary files: sorts and hashes that outgrew work_mem.',
      normal: '0 but for reports.',
      next: 'find the statement by its time, and give its role more work_mem or its table an index.',
    },
    unit: 'binBps',
    min: 0,
    queries: [query(traffic.temporaryBytes(datname), '{{environment}} {{instance}} {{datname}}')],
    dataLinks: { 'Statements by time': panelUrl({ dashboard: 'database', panel: 'statements-by-time' }) },
  });
}

export function checkpoints({ policy }: Settings) {
  return timeseries(policy, {
    key: 'checkpoints',
    title: 'Checkpoints in the rate window',
    description: {
      shows:
        'Checkpoints in the window chosen above ("Rate window"): timed, and requested because the log was full. From PostgreSQL 17 on they need postgres_exporter with --collector.stat_checkpointer, which is off by default.',
      normal: 'requested below 50 % of all; timed one for each checkpoint_timeout.',
      next: 'mostly requested: raise max_wal_size, or find out what writes so much.',
    },
    unit: 'short',
    min: 0,
    stacked: true,
    queries: [
      query(traffic.checkpointsTimed(rateWindow), 'timed'),
      query(traffic.checkpointsRequested(rateWindow), 'requested'),
    ],
    colours: { timed: 'good', requested: 'amber' },
    dataLinks: { 'Rows written': panelUrl({ dashboard: 'database', panel: 'rows-written' }) },
  });
}
