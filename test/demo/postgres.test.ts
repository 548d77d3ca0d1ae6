/** The database dashboard's metrics from real parts: a primary under load, its replica, an exporter of each. */
import { readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { database } from '../../dashboards/database.ts';
import { startPostgres, startReplica, type PostgresServer } from '../../src/demo/postgres.ts';
import { startPostgresExporter, type PostgresExporter } from '../../src/demo/postgres-exporter.ts';
import { find } from '../../src/demo/programs.ts';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { parseExposition, type ExpositionFamily, type ExpositionSeries } from '../../src/metrics/exposition.ts';
import { targetLabels } from '../../src/metrics/metric.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import { selectors, type Matcher } from '../../src/promql/ast.ts';
import { parse } from '../../src/promql/parse.ts';
import { connectStore } from '../../src/simulator/store/postgres.ts';
import { built, queryPanelsOf } from '../support/dashboard-json.ts';
import { filledIn } from '../support/filled-in.ts';
import { freePort } from '../support/port.ts';
import {
  folderForPostgres,
  hasPostgres,
  postgresForTests,
  superuserOf,
  withoutPostgres,
  type TestPostgres,
} from '../support/postgres.ts';
import { rejected } from '../support/user-error.ts';
import { waitFor } from '../support/wait.ts';

interface Stack {
  readonly primary: TestPostgres;
  readonly replica: PostgresServer;
  readonly exporters: Readonly<Record<Server, PostgresExporter>>;
  /** What the exporters say: at rest, of the primary; while it is used, of both. */
  readonly pages: Readonly<Record<Server | 'at rest', Page>>;
}

type Server = 'primary' | 'replica';
type Page = ReadonlyMap<string, ExpositionFamily>;

let stack: Stack | undefined;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  if (!hasPostgres || find('postgresExporter') === undefined) return;
  stack = await started();
}, 60_000);

afterAll(async () => {
  for (const end of ends.toReversed()) await end();
});

function running(context: TestContext): Stack {
  if (hasPostgres && stack === undefined && process.env['CI'] === undefined)
    return context.skip("install prometheus-postgres-exporter (Debian's package)");
  return stack ?? withoutPostgres(context);
}

async function started(): Promise<Stack> {
  const primary = await postgresForTests();
  ends.push(() => primary.stop());
  const folder = await folderForPostgres();
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const replica = await startReplica(primary, { folder, port: await freePort() });
  ends.push(() => replica.stop());
  const exporter = async (server: PostgresServer): Promise<PostgresExporter> => {
    const one = await startPostgresExporter(server, { folder: server.folder, port: await freePort() });
    ends.push(() => one.stop());
    return one;
  };
  const exporters = { primary: await exporter(primary), replica: await exporter(replica) };
  const pages = await underLoad(primary, exporters);
  return { primary, replica, exporters, pages };
}

/** Orders that are created and moved, and one move that waits for somebody else's transaction. */
async function underLoad(primary: TestPostgres, exporters: Stack['exporters']): Promise<Stack['pages']> {
  process.env['PGPASSWORD'] = primary.passwords.orders;
  ends.push(async () => delete process.env['PGPASSWORD']);
  const first = await connectStore(primary.url('orders'), () => undefined);
  const ids = Array.from({ length: 50 }, (_, index) => `order-${index}`);
  const time = { createdAt: 1_700_000_000, updatedAt: 1_700_000_000 };
  for (const id of ids)
    await first.create({ id, status: 'pending', product: 'widget', quantity: 1, amount: 100, ...time });
  for (const id of ids.slice(1)) await first.move(id, 'pending', 'processing', 1_700_000_001);
  // Sessions hand in what they counted when they end, or have been idle for ten seconds.
  await first.close();
  const store = await connectStore(primary.url('orders'), () => undefined);
  const rest = await pageOf(exporters.primary);
  const session = await superuserOf(primary);
  await session.query("BEGIN; SELECT 1 FROM orders WHERE id = 'order-0' FOR UPDATE");
  const waiting = store.move('order-0', 'pending', 'processing', 1_700_000_001);
  await waitFor('the move to wait', async () => {
    const rows = await primary.rows("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
    return rows.length > 0;
  });
  const pages = {
    'at rest': rest,
    primary: await pageOf(exporters.primary),
    replica: await pageOf(exporters.replica),
  };
  await session.query('COMMIT');
  await session.end();
  await waiting;
  await store.close();
  return pages;
}

async function pageOf({ url }: PostgresExporter): Promise<Page> {
  const response = await fetch(url);
  return new Map(parseExposition(await response.text()).map((family) => [family.name, family]));
}

const { lookup } = catalogue(temporalProfiles['go-tally']);

/** The queries of the dashboard, each as the selectors of a metric in all its spellings. */
const queries = queryPanelsOf(built(database)).flatMap(({ title, targets }) =>
  targets.map(({ refId, expr }) => {
    const found = selectors(parse(filledIn(expr), (name) => lookup(name)?.series));
    const metrics = [...new Set(found.map(({ metric }) => metric?.name))];
    return [
      `${title} ${refId}`,
      metrics.map((name) => [name, found.filter(({ metric }) => metric?.name === name)] as const),
    ] as const;
  }),
);

const ofReplicas = 'only a primary has replicas and their slots';

/** Queries for which a page rightly has no series. */
const empty: Readonly<Record<Server | 'at rest', Readonly<Record<string, string>>>> = {
  'at rest': { 'Waiting by event type A': 'nobody waits' },
  primary: {},
  replica: {
    'Bytes behind A': ofReplicas,
    'Log kept by slots A': ofReplicas,
    'Waiting by event type A': 'nobody waits',
  },
};

/** Labels that a page does not have, since Prometheus adds them. */
const added: ReadonlySet<string> = new Set(targetLabels);

function matches({ labels }: ExpositionSeries, matchers: readonly Matcher[]): boolean {
  return matchers.every(({ label, operator, value }) => {
    if (added.has(label)) return true;
    const actual = labels[label] ?? '';
    const same = operator.endsWith('~') ? new RegExp(`^(?:${value})$`, 'u').test(actual) : actual === value;
    return operator.startsWith('!') ? !same : same;
  });
}

describe.each(['at rest', 'primary', 'replica'] as const)('%s', (which) => {
  it('the list of what it lacks names queries', () => {
    expect(queries.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(empty[which])));
  });

  it.for(queries)('%s', ([name, spellings], context) => {
    const page = running(context).pages[which];
    const without = spellings.filter(([, spelled]) => {
      const series = spelled.flatMap(({ name: series = '', matchers }) =>
        (page.get(series)?.series ?? []).filter((one) => matches(one, matchers)),
      );
      return series.length === 0;
    });
    const reason = empty[which][name];
    expect(
      without.map(([metric]) => metric),
      reason,
    ).toHaveLength(reason === undefined ? 0 : without.length || 1);
  });

  it('all that is of the catalogue has its type and labels', (context) => {
    const page = running(context).pages[which];
    const wrong = [...page.values()].flatMap(({ name, type, series }) => {
      const metric = name.startsWith('pg_') ? lookup(name)?.series : undefined;
      if (metric === undefined) return [];
      const labels = new Set(series.flatMap((one) => Object.keys(one.labels)));
      const always = metric.labels.filter((label) => !added.has(label) && !(label in metric.partialLabels));
      const unknown = [...labels].filter((label) => !metric.labels.includes(label));
      const missing = series.length === 0 ? [] : always.filter((label) => !labels.has(label));
      return type === (metric.wireType ?? metric.type) && unknown.length + missing.length === 0
        ? []
        : [{ name, type, unknown, missing }];
    });
    expect(wrong).toEqual([]);
  });

  it('nothing went wrong', (context) => {
    const page = running(context).pages[which];
    expect(values(page, 'pg_up')).toEqual([1]);
    expect(values(page, 'pg_exporter_last_scrape_error')).toEqual([0]);
    expect(values(page, 'pg_exporter_user_queries_load_error')).toEqual([0]);
  });
});

/** The values of the series that have these labels. */
function values(page: Page, name: string, labels: Readonly<Record<string, string>> = {}): readonly number[] {
  const all = page.get(name)?.series ?? [];
  return all
    .filter((one) => Object.entries(labels).every(([label, value]) => one.labels[label] === value))
    .map(({ value }) => value);
}

function sum(page: Page, name: string, labels: Readonly<Record<string, string>> = {}): number {
  return values(page, name, labels).reduce((left, right) => left + right, 0);
}

describe('what the pages say', () => {
  const ofStore = { application_name: 'order-processing', usename: 'orders', datname: 'orders' };

  it('who waits for a lock, and who is in a transaction', (context) => {
    const { primary } = running(context).pages;
    const waits = { ...ofStore, state: 'active', wait_event_type: 'Lock' };
    expect(values(primary, 'pg_stat_activity_count', waits)).toEqual([1]);
    expect(values(primary, 'pg_stat_activity_max_tx_duration', waits)[0]).toBeGreaterThan(0);
    expect(sum(primary, 'pg_stat_activity_count', { state: 'idle in transaction', datname: 'orders' })).toBe(1);
  });

  it('a state without a session is 0', (context) => {
    const aborted = { state: 'idle in transaction (aborted)', datname: 'orders' };
    expect(values(running(context).pages.primary, 'pg_stat_activity_count', aborted)).toEqual([0]);
  });

  it('the sum of all sessions is what PostgreSQL counts', async (context) => {
    const { primary, exporters } = running(context);
    const page = await pageOf(exporters.primary);
    const [counted] = await primary.rows(
      "SELECT count(*)::int AS sessions FROM pg_stat_activity WHERE application_name NOT IN ('', 'order-processing')",
    );
    const replicas = sum(page, 'pg_stat_activity_count', { application_name: 'replica' });
    expect(replicas).toBe(counted?.['sessions']);
  });

  it('which server is the replica', (context) => {
    const { primary, replica } = running(context).pages;
    expect(values(primary, 'pg_replication_is_replica')).toEqual([0]);
    expect(values(primary, 'pg_replication_lag_seconds')).toEqual([0]);
    expect(values(replica, 'pg_replication_is_replica')).toEqual([1]);
    expect(values(replica, 'pg_replication_lag_seconds')[0]).toBeGreaterThan(0);
    expect(values(replica, 'pg_replication_lag_seconds')[0]).toBeLessThan(60);
  });

  it('the replica, as its primary sees it', (context) => {
    const { primary } = running(context).pages;
    const streaming = { application_name: 'replica', client_addr: '127.0.0.1', state: 'streaming' };
    expect(values(primary, 'pg_stat_replication_pg_wal_lsn_diff', streaming)).toHaveLength(1);
    expect(values(primary, 'pg_replication_slots_active', { slot_name: 'replica' })).toEqual([1]);
  });

  it('rows of the tables, also on the replica', (context) => {
    const { primary } = running(context).pages;
    const table = { datname: 'orders', schemaname: 'public', relname: 'orders' };
    expect(values(primary, 'pg_stat_user_tables_n_live_tup', table)).toEqual([50]);
    expect(values(primary, 'pg_stat_user_tables_n_dead_tup', table)[0]).toBeGreaterThan(0);
    expect(values(primary, 'pg_stat_user_tables_n_tup_ins', { ...table, relname: 'order_events' })).toEqual([49]);
    expect(values(primary, 'pg_stat_user_tables_last_autovacuum', table)[0]).toBeLessThan(Date.now() / 1000);
  });

  it('statements with their calls, rows and seconds', (context) => {
    const { primary } = running(context).pages;
    const calls = values(primary, 'pg_stat_statements_calls_total', { user: 'orders', datname: 'orders' });
    expect(calls).toEqual(expect.arrayContaining([50, 49]));
    const seconds = sum(primary, 'pg_stat_statements_seconds_total', { user: 'orders' });
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(60);
    const rows = values(primary, 'pg_stat_statements_rows_total', { user: 'orders', datname: 'orders' });
    expect(rows).toEqual(expect.arrayContaining([50, 49]));
  });

  it('transactions until a wraparound, of each database', (context) => {
    const { primary } = running(context).pages;
    const age = 'pg_database_wraparound_age_datfrozenxid_seconds';
    for (const datname of ['orders', 'postgres']) expect(values(primary, age, { datname })[0]).toBeGreaterThan(50);
  });

  it('a deadlock would be seen: its count is there', (context) => {
    expect(values(running(context).pages.primary, 'pg_stat_database_deadlocks', { datname: 'orders' })).toEqual([0]);
  });
});

describe('the cluster', () => {
  it('lets nobody in without a password', async (context) => {
    const { primary, replica } = running(context);
    for (const { port } of [primary, replica]) {
      const client = new Client({ host: '127.0.0.1', port, user: 'postgres', password: 'guess', database: 'orders' });
      await expect(client.connect()).rejects.toThrow('password authentication failed');
      await client.end();
    }
  });

  it('listens on this machine alone', async (context) => {
    const rows = await running(context).primary.rows('SHOW listen_addresses');
    expect(rows).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });

  it('shows its passwords to their owner alone', (context) => {
    const { primary, replica } = running(context);
    for (const { folder, passwordFile } of [primary, replica]) {
      expect(statSync(passwordFile).mode & 0o077).toBe(0);
      expect(statSync(folder).mode & 0o077).toBe(0);
    }
    expect(new Set(Object.values(primary.passwords)).size).toBe(4);
    const process = readFileSync(join(primary.folder, 'data', 'postmaster.opts'), 'utf8');
    for (const password of Object.values(primary.passwords)) expect(process).not.toContain(password);
  });

  it('the exporter may look, and not write', async (context) => {
    const { primary } = running(context);
    const { port, passwords } = primary;
    const user = 'postgres_exporter';
    const client = new Client({ host: '127.0.0.1', port, user, password: passwords[user], database: 'orders' });
    await client.connect();
    await expect(client.query('DELETE FROM orders')).rejects.toThrow('permission denied');
    await client.end();
  });

  it('a folder that PostgreSQL cannot enter is refused', async (context) => {
    running(context);
    if (process.getuid?.() !== 0) return context.skip('only root starts PostgreSQL as somebody else');
    const above = await mkdtemp(join(tmpdir(), 'closed-'));
    await mkdir(join(above, 'inner'));
    const error = await rejected(async () => startPostgres({ folder: join(above, 'inner'), port: await freePort() }));
    await rm(above, { recursive: true });
    expect(error.exit).toBe(3);
    expect(error.next).toContain(`chmod o+x ${above}`);
  });

  it('says why it does not start', async (context) => {
    const { primary } = running(context);
    const folder = await folderForPostgres();
    const error = await rejected(async () => startPostgres({ folder, port: primary.port }));
    await rm(folder, { recursive: true });
    expect(error.details.join('\n')).toContain('Address already in use');
  });
});
