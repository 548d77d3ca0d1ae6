/** The panels about single statements. */
import type { Settings } from '../../src/config/settings.ts';
import { panelUrl } from '../../src/identity/ids.ts';
import { table } from '../../src/panels/index.ts';
import type { Databases } from '../../src/queries/database-series.ts';
import * as statements from '../../src/queries/database-statements.ts';

/** How the exporter comes to know statements; the collector's name differs from 0.11's file. */
const needs =
  'Needs the extension pg_stat_statements, and postgres_exporter with --collector.stat_statements, which is off by default (0.11: provisioning/postgres-exporter/queries.yaml).';

/** What stands beside the value of a statement. */
const labels = { environment: false, instance: 'Instance', datname: 'Database', queryid: 'Statement' } as const;

const find = 'the text: select query from pg_stat_statements where queryid = the number in the column "Statement".';

export function byTime({ policy }: Settings, datname: Databases) {
  return table(policy, {
    key: 'statements-by-time',
    title: 'Statements by time',
    description: {
      shows: `The 10 statements in which most time was spent in the time range shown. ${needs}`,
      normal: 'the first takes less than half of the time of all 10.',
      next: `a statement that stands out is worth an index or a cache; ${find}`,
    },
    labels,
    columns: [{ heading: 'Time', expression: statements.byTime(datname, '$__range'), unit: 's' }],
    dataLinks: {
      'Statements by calls': panelUrl({ dashboard: 'database', panel: 'statements-by-calls' }),
      'Statements by mean time': panelUrl({ dashboard: 'database', panel: 'statements-by-mean-time' }),
    },
  });
}

export function byCalls({ policy }: Settings, datname: Databases) {
  return table(policy, {
    key: 'statements-by-calls',
    title: 'Statements by calls',
    description: {
      shows: `The 10 statements that were called most in the time range shown. ${needs}`,
      normal: 'a small multiple of the orders created, 1 to 10 for each.',
      next: `many more calls than orders: a loop that asks for each row; ${find}`,
    },
    labels,
    columns: [{ heading: 'Calls', expression: statements.byCalls(datname, '$__range'), unit: 'short', decimals: 0 }],
    dataLinks: {
      'Statements by time': panelUrl({ dashboard: 'database', panel: 'statements-by-time' }),
      'Order creation rate': panelUrl({ dashboard: 'orders', panel: 'creation-rate' }),
    },
  });
}

export function byMeanTime({ policy }: Settings, datname: Databases) {
  return table(policy, {
    key: 'statements-by-mean-time',
    title: 'Statements by mean time',
    description: {
      shows: `The 10 statements that took the longest for a call, on average over the time range shown. ${needs}`,
      normal: 'below 0.1 seconds but for reports.',
      next: `explain (analyze, buffers) shows where the time goes; ${find}`,
    },
    labels,
    columns: [{ heading: 'Mean time', expression: statements.byMeanTime(datname, '$__range'), unit: 's' }],
    dataLinks: { 'Statements by time': panelUrl({ dashboard: 'database', panel: 'statements-by-time' }) },
  });
}
