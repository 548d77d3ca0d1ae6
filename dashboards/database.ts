/** Database: does PostgreSQL answer, is there room, who waits for whom? */
import type { Settings } from '../src/config/settings.ts';
import { row, type DashboardDefinition } from '../src/dashboard/definition.ts';
import { series } from '../src/queries/database-series.ts';
import { choice, rateWindow } from '../src/variables/own.ts';
import * as sessions from './panels/database-sessions.ts';
import * as statements from './panels/database-statements.ts';
import * as traffic from './panels/database-traffic.ts';
import * as upkeep from './panels/database-upkeep.ts';

export function database(settings: Settings): DashboardDefinition {
  const datname = choice('datname', 'Database', series.numBackends);
  return {
    name: 'database',
    title: 'Database',
    description: 'PostgreSQL as the orders need it: whether it answers, how full and how busy it is, who waits, what grows. Where a panel is not by environment, those chosen together are added up, and of ages the highest is shown.',
    tags: ['infrastructure'],
    variables: [datname, rateWindow],
    rows: [
      row('Now', { perLine: 6, height: 5 }, [
        sessions.up(settings),
        sessions.connectionsUsedNow(settings),
        traffic.transactionsPerSecond(settings, datname),
        traffic.cacheHitRatioNow(settings, datname),
        upkeep.size(settings, datname),
        sessions.oldestTransactionNow(settings, datname),
      ]),
      row('Connections', { perLine: 2, height: 8 }, [
        sessions.byState(settings, datname),
        sessions.connectionsUsed(settings),
        sessions.byApplication(settings, datname),
        sessions.waiting(settings, datname),
      ]),
      row('Throughput', { perLine: 2, height: 8 }, [
        traffic.transactions(settings, datname),
        traffic.rollbackRatio(settings, datname),
        traffic.rowsRead(settings, datname),
        traffic.rowsWritten(settings, datname),
      ]),
      row('I/O', { perLine: 2, height: 8 }, [
        traffic.blocks(settings, datname),
        traffic.cacheHitRatio(settings, datname),
        traffic.temporaryBytes(settings, datname),
        traffic.checkpoints(settings),
      ]),
      row('Contention', { perLine: 2, height: 8 }, [
        sessions.locksByMode(settings, datname),
        sessions.deadlocks(settings, datname),
        sessions.oldestTransaction(settings, datname),
        sessions.longTransactions(settings),
      ]),
      row('Replication', { perLine: 3, height: 8, collapsed: true }, [
        upkeep.replicationLag(settings),
        upkeep.bytesBehind(settings),
        upkeep.slotBytes(settings),
      ]),
      row('Vacuum', { perLine: 2, height: 9 }, [
        upkeep.deadRows(settings, datname),
        upkeep.autovacuums(settings, datname),
        upkeep.wraparound(settings, datname),
      ]),
      row('Statements', { perLine: 3, height: 10, collapsed: true }, [
        statements.byTime(settings, datname),
        statements.byCalls(settings, datname),
        statements.byMeanTime(settings, datname),
      ]),
      row('Size and growth', { perLine: 4, height: 8 }, [
        upkeep.sizeByDatabase(settings, datname),
        upkeep.growthPerDay(settings, datname),
        upkeep.sessionSettings(settings),
        upkeep.memorySettings(settings),
        upkeep.timeSettings(settings),
        upkeep.switches(settings),
      ]),
    ],
  };
}
