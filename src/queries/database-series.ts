/**
 * The series of databases that viewers ask about. Template databases are left out, and the empty name under which
 * postgres_exporter 0.11 has what belongs to no database. The choice of all databases is `.+`, so the variable alone
 * would let templates in.
 */
import { postgres } from '../metrics/postgres.ts';
import { by, not, notMatches, where, withPartial, type LabelVariable } from '../promql/index.ts';

/** The viewer's choice of databases. */
export type Databases = LabelVariable<'datname'>;

/** Whatever is kept apart by these belongs to one server. */
export const perServer = by('environment', 'job', 'instance');
export const perDatabase = by('environment', 'job', 'instance', 'datname');

const noTemplate = { datname: notMatches('template.*|') } as const;

/** Sessions that are real have a type; 0.20 adds zeros without one for each state, and 0.11 does not have the label. */
const realSession = { backend_type: not('') } as const;

export const series = {
  numBackends: where(postgres.numBackends, noTemplate),
  sessions: where(postgres.activityCount, noTemplate),
  sessionsInDetail: where(
    where(withPartial(postgres.activityCount, 'application_name', 'backend_type', 'wait_event_type'), noTemplate),
    realSession,
  ),
  transactionAge: where(postgres.activityMaxTxDuration, noTemplate),
  locks: where(postgres.locksCount, noTemplate),
  deadlocks: where(postgres.deadlocks, noTemplate),
  commits: where(postgres.xactCommit, noTemplate),
  rollbacks: where(postgres.xactRollback, noTemplate),
  rowsReturned: where(postgres.tupReturned, noTemplate),
  rowsFetched: where(postgres.tupFetched, noTemplate),
  rowsInserted: where(postgres.tupInserted, noTemplate),
  rowsUpdated: where(postgres.tupUpdated, noTemplate),
  rowsDeleted: where(postgres.tupDeleted, noTemplate),
  blocksHit: where(postgres.blksHit, noTemplate),
  blocksRead: where(postgres.blksRead, noTemplate),
  temporaryBytes: where(postgres.tempBytes, noTemplate),
  size: where(postgres.databaseSize, noTemplate),
  wraparoundAge: where(postgres.wraparoundAge, noTemplate),
  deadRows: where(postgres.tableDeadTup, noTemplate),
  liveRows: where(postgres.tableLiveTup, noTemplate),
  lastAutovacuum: where(postgres.tableLastAutovacuum, noTemplate),
  autovacuums: where(postgres.tableAutovacuums, noTemplate),
  statementCalls: where(postgres.statementsCalls, noTemplate),
  statementSeconds: where(postgres.statementsSeconds, noTemplate),
} as const;
