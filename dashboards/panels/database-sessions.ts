/** The panels about PostgreSQL's sessions: whether it answers, who is connected, who waits for whom. */
import type { Settings } from '../../src/config/settings.ts';
import { panelUrl } from '../../src/identity/ids.ts';
import { duration, mayBeEmpty, percent, query, stat, timeseries } from '../../src/panels/index.ts';
import type { ColourName } from '../../src/policy/colours.ts';
import type { Databases } from '../../src/queries/database-series.ts';
import * as sessions from '../../src/queries/database-sessions.ts';
import { rateWindow } from '../../src/variables/own.ts';

/** States of a session, by what they do to others. */
const stateColours: Readonly<Record<string, ColourName>> = {
  active: 'good',
  idle: 'neutral',
  'idle in transaction': 'amber',
  'idle in transaction (aborted)': 'failure',
};

export function up({ policy }: Settings) {
  return stat(policy, {
    key: 'up',
    title: 'PostgreSQL',
    description: {
      shows: 'Whether the exporter reaches its server. Nothing is shown of a server whose exporter is gone.',
      normal: 'up, which is 1, for every server.',
      next: 'see whether the process runs and the disk has room, then whether the password of the exporter still holds.',
    },
    unit: 'short',
    words: { 0: 'down', 1: 'up' },
    min: 0,
    max: 1,
    queries: [query(sessions.up(), '{{environment}} {{instance}}')],
    limit: { bad: 'below', red: 1 },
  });
}

export function connectionsUsedNow({ policy }: Settings) {
  const limit = policy.limits.databaseConnections;
  return stat(policy, {
    key: 'connections-used-now',
    title: 'Connections used',
    description: {
      shows: 'Connections to all databases of a server, per connection that it grants to ordinary users.',
      normal: `below ${percent(limit.amber ?? limit.red)}.`,
      next: 'a click leads to its course; the states and applications beside that say who holds them.',
    },
    unit: 'percentunit',
    min: 0,
    max: 1,
    queries: [query(sessions.connectionsUsed(), '{{environment}} {{instance}}')],
    limit,
    alert: policy.alerts.HighDatabaseConnections,
    dataLinks: {
      'Connections used over time': panelUrl({ dashboard: 'database', panel: 'connections-used' }),
      'Connections by state': panelUrl({ dashboard: 'database', panel: 'sessions-by-state' }),
      'Connections by application': panelUrl({ dashboard: 'database', panel: 'sessions-by-application' }),
    },
  });
}

export function oldestTransactionNow({ policy }: Settings, datname: Databases) {
  const limit = policy.limits.transactionAge;
  return stat(policy, {
    key: 'oldest-transaction-now',
    title: 'Oldest transaction',
    description: {
      shows: 'The age of the oldest transaction that is open. While it is, vacuum cannot free what it may still read.',
      normal: `below ${duration(limit.amber ?? limit.red)}.`,
      next: 'a click leads to the states; the runbook of the connections shows how to find and end it.',
    },
    unit: 's',
    min: 0,
    queries: [query(sessions.oldestTransaction(datname), '{{environment}} {{instance}}')],
    limit,
    dataLinks: { 'Oldest transaction by state': panelUrl({ dashboard: 'database', panel: 'oldest-transaction' }) },
  });
}

export function byState({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'sessions-by-state',
    title: 'Connections by state',
    description: {
      shows:
        'Connections in each state. The dashed line is what all chosen servers grant to ordinary users: it does not follow the choice of databases.',
      normal: `together below ${percent(policy.limits.databaseConnections.amber ?? policy.limits.databaseConnections.red)} of the line, and next to 0 idle in transaction.`,
      next: 'idle grows: pools are too large; idle in transaction grows: a client forgets to commit; active grows: see what they wait for.',
    },
    unit: 'short',
    min: 0,
    stacked: true,
    queries: [query(sessions.byState(datname), '{{state}}'), query(sessions.granted(), 'limit')],
    ceiling: 'limit',
    colours: stateColours,
    dataLinks: {
      'Connections used over time': panelUrl({ dashboard: 'database', panel: 'connections-used' }),
      'Connections by application': panelUrl({ dashboard: 'database', panel: 'sessions-by-application' }),
      'Waiting by event type': panelUrl({ dashboard: 'database', panel: 'waiting-by-event' }),
    },
  });
}

export function connectionsUsed({ policy }: Settings) {
  const limit = policy.limits.databaseConnections;
  return timeseries(policy, {
    key: 'connections-used',
    title: 'Connections used over time',
    description: {
      shows:
        'Connections to all databases of a server, per connection that it grants to ordinary users: the maximum less those reserved for superusers.',
      normal: `below ${percent(limit.amber ?? limit.red)}.`,
      next: 'see which state and which application grew at that time, and on Orders whether a deploy then added replicas (the marks here are restarts of the exporter).',
    },
    unit: 'percentunit',
    min: 0,
    queries: [query(sessions.connectionsUsed(), '{{environment}} {{instance}}')],
    limit,
    alert: policy.alerts.HighDatabaseConnections,
    dataLinks: {
      'Connections by state': panelUrl({ dashboard: 'database', panel: 'sessions-by-state' }),
      'Connections by application': panelUrl({ dashboard: 'database', panel: 'sessions-by-application' }),
    },
  });
}

export function byApplication({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'sessions-by-application',
    title: 'Connections by application',
    description: {
      shows:
        'Connections by the name that the client gives itself. Needs postgres_exporter 0.17 or later, or an older one with provisioning/postgres-exporter/queries.yaml.',
      normal: 'each at most its pool size times its replicas: a pool of 10 on 3 replicas makes 30.',
      next: 'the one that grew has a leak or more replicas; scale it back, or lower its pool.',
    },
    unit: 'short',
    min: 0,
    stacked: true,
    queries: [query(sessions.byApplication(datname), 'application {{application_name}}')],
    dataLinks: { 'Connections used over time': panelUrl({ dashboard: 'database', panel: 'connections-used' }) },
  });
}

export function waiting({ policy }: Settings, datname: Databases) {
  return mayBeEmpty(
    ['A'],
    { reason: 'no session waits', filledBy: 'slow-database' },
    timeseries(policy, {
      key: 'waiting-by-event',
      title: 'Waiting by event type',
      description: {
        shows:
          'Active connections that wait in the middle of a statement, by what for. Needs postgres_exporter 0.17 or later, or an older one with provisioning/postgres-exporter/queries.yaml.',
        normal: 'near 0, with single ones of IO.',
        next: 'Lock: somebody holds a row or table, see the oldest transaction; IO: see the blocks read; LWLock: too many at once.',
      },
      unit: 'short',
      min: 0,
      stacked: true,
      queries: [query(sessions.waiting(datname), '{{wait_event_type}}')],
      colours: { Lock: 'failure', IO: 'amber' },
      dataLinks: {
        'Locks by mode': panelUrl({ dashboard: 'database', panel: 'locks-by-mode' }),
        'Oldest transaction by state': panelUrl({ dashboard: 'database', panel: 'oldest-transaction' }),
        'Blocks hit and read': panelUrl({ dashboard: 'database', panel: 'blocks' }),
      },
    }),
  );
}

export function locksByMode({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'locks-by-mode',
    title: 'Locks by mode',
    description: {
      shows: 'Locks held, by mode. Reading takes accesssharelock, changing rows takes rowexclusivelock.',
      normal: 'follows the traffic; accessexclusivelock is 0 but for moments, for it keeps everybody out.',
      next: 'accessexclusivelock lasts: a migration or a VACUUM FULL runs; the rest grows: transactions stay open too long.',
    },
    unit: 'short',
    min: 0,
    stacked: true,
    queries: [query(sessions.locksByMode(datname), '{{mode}}')],
    colours: { accessexclusivelock: 'failure' },
    dataLinks: {
      'Oldest transaction by state': panelUrl({ dashboard: 'database', panel: 'oldest-transaction' }),
      'Waiting by event type': panelUrl({ dashboard: 'database', panel: 'waiting-by-event' }),
    },
  });
}

export function deadlocks({ policy }: Settings, datname: Databases) {
  return timeseries(policy, {
    key: 'deadlocks',
    title: 'Deadlocks in the rate window',
    description: {
      shows:
        'Deadlocks in the window chosen above ("Rate window"), at each moment looking back. In each a transaction was aborted.',
      normal: '0.',
      next: 'the log of PostgreSQL names both statements: make them take their rows in the same order.',
    },
    unit: 'short',
    min: 0,
    queries: [query(sessions.deadlocks(datname, rateWindow), '{{environment}} {{instance}} {{datname}}')],
    dataLinks: {
      'Rollback ratio': panelUrl({ dashboard: 'database', panel: 'rollback-ratio' }),
      'Locks by mode': panelUrl({ dashboard: 'database', panel: 'locks-by-mode' }),
    },
  });
}

export function oldestTransaction({ policy }: Settings, datname: Databases) {
  const limit = policy.limits.transactionAge;
  return timeseries(policy, {
    key: 'oldest-transaction',
    title: 'Oldest transaction by state',
    description: {
      shows: 'The age of the oldest open transaction, by the state of its session.',
      normal: `below ${duration(limit.amber ?? limit.red)}.`,
      next: 'active: a long statement, a report or a dump; idle in transaction: a client forgot it, end its session.',
    },
    unit: 's',
    min: 0,
    queries: [query(sessions.oldestTransactionByState(datname), '{{state}}')],
    limit,
    colours: stateColours,
    dataLinks: {
      'Connections by application': panelUrl({ dashboard: 'database', panel: 'sessions-by-application' }),
      'Statements by mean time': panelUrl({ dashboard: 'database', panel: 'statements-by-mean-time' }),
    },
  });
}

export function longTransactions({ policy }: Settings) {
  return timeseries(policy, {
    key: 'long-transactions',
    title: 'Long-running transactions',
    description: {
      shows:
        'Transactions that the exporter counts as long-running, in any database of a server; up to 0.20 young ones are counted too. Needs postgres_exporter 0.14 or later with --collector.long_running_transactions, which is off by default.',
      normal: 'near 0; 1 while a backup or a report runs.',
      next: 'several at once: they wait for each other, see the locks and what is waited for.',
    },
    unit: 'short',
    min: 0,
    queries: [query(sessions.longTransactions(), '{{environment}} {{instance}}')],
    dataLinks: {
      'Oldest transaction by state': panelUrl({ dashboard: 'database', panel: 'oldest-transaction' }),
      'Locks by mode': panelUrl({ dashboard: 'database', panel: 'locks-by-mode' }),
      'Waiting by event type': panelUrl({ dashboard: 'database', panel: 'waiting-by-event' }),
    },
  });
}
