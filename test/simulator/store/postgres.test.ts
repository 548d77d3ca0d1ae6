/** Orders in a real PostgreSQL. */
import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import type { Role } from '../../../src/demo/postgres-passwords.ts';
import type { UserError } from '../../../src/errors/user-error.ts';
import type { Operation, OperationObserver, OrderStore } from '../../../src/simulator/store/order-store.ts';
import { connectStore } from '../../../src/simulator/store/postgres.ts';
import { freePort } from '../../support/port.ts';
import {
  hasPostgres,
  postgresForTests,
  superuserOf,
  withoutPostgres,
  type TestPostgres,
} from '../../support/postgres.ts';
import { rejected } from '../../support/user-error.ts';
import { waitFor } from '../../support/wait.ts';
import { order, storeContract } from './contract.ts';

let server: TestPostgres | undefined;
const stores: OrderStore[] = [];
const ignore: OperationObserver = () => undefined;

beforeAll(async () => {
  if (!hasPostgres) return;
  server = await postgresForTests();
  // As a user gives it: in the environment, not in the address.
  usePassword(server.passwords.orders);
  // Tests begin with tables that are there, and empty.
  await (await connectStore(server.url('orders'), ignore)).close();
});

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  await server?.rows('TRUNCATE orders, order_events');
});

afterAll(async () => {
  usePassword(undefined);
  await server?.stop();
});

function usePassword(password: string | undefined): void {
  if (password === undefined) delete process.env['PGPASSWORD'];
  else process.env['PGPASSWORD'] = password;
}

function secretOf(role: Role): (postgres: TestPostgres) => string {
  return ({ passwords }) => passwords[role];
}

function running(context: TestContext): TestPostgres {
  return server ?? withoutPostgres(context);
}

async function connected(url: string, observe = ignore, slowness?: () => number): Promise<OrderStore> {
  const store = await connectStore(url, observe, slowness);
  stores.push(store);
  return store;
}

/** What connecting is refused with. */
function refusal(url: string): Promise<UserError> {
  return rejected(() => connectStore(url, ignore));
}

/** Ends all sessions of the store, as a restart of the server does. */
async function cutSessions(postgres: TestPostgres): Promise<void> {
  await postgres.rows(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'order-processing'",
  );
}

describe('contract', () => {
  it.for(storeContract)('$name', async ({ holds }, context) => {
    await holds(await connected(running(context).url('orders')));
  });
});

describe('tables', () => {
  it('two that start at once make them once', async (context) => {
    const postgres = running(context);
    await postgres.rows('DROP TABLE IF EXISTS orders, order_events, order_schema');
    const both = await Promise.all([1, 2, 3, 4].map(() => connected(postgres.url('orders'))));
    await both[0]?.create(order('a'));
    expect(await both[3]?.find('a')).toEqual(order('a'));
    expect(await postgres.rows('SELECT version FROM order_schema')).toEqual([{ version: 1 }]);
  });

  it('what is there is gone on with', async (context) => {
    const postgres = running(context);
    const first = await connected(postgres.url('orders'));
    await first.create(order('a'));
    await first.close();
    const second = await connected(postgres.url('orders'));
    expect(await second.open()).toEqual([order('a')]);
  });

  it('those of a newer program are left alone', async (context) => {
    const postgres = running(context);
    await connected(postgres.url('orders'));
    await postgres.rows('UPDATE order_schema SET version = 99');
    expect((await refusal(postgres.url('orders'))).message).toContain('99');
    await postgres.rows('UPDATE order_schema SET version = 1');
  });

  it('each move is an event', async (context) => {
    const postgres = running(context);
    const store = await connected(postgres.url('orders'));
    await store.create(order('a'));
    await store.move('a', 'pending', 'processing', 1_700_000_001);
    await store.move('a', 'pending', 'failed', 1_700_000_002);
    await store.move('a', 'processing', 'completed', 1_700_000_003);
    const events = await postgres.rows('SELECT order_id, from_status, to_status FROM order_events ORDER BY id');
    expect(events).toEqual([
      { order_id: 'a', from_status: 'pending', to_status: 'processing' },
      { order_id: 'a', from_status: 'processing', to_status: 'completed' },
    ]);
  });

  it('the overview does not read the table', async (context) => {
    const postgres = running(context);
    await connected(postgres.url('orders'));
    await postgres.rows(`INSERT INTO orders SELECT 'many-' || n, 'completed', 'widget', 1, 1, now(), now()
      FROM generate_series(1, 20000) AS n`);
    await postgres.rows('VACUUM ANALYZE orders');
    const plan = JSON.stringify(
      await postgres.rows('EXPLAIN SELECT status, count(*), min(created_at) FROM orders GROUP BY status'),
    );
    expect(plan).toContain('Index Only Scan using orders_by_status');
  });
});

describe('a slow database', () => {
  it.for(storeContract)('$name', async ({ holds }, context) => {
    await holds(await connected(running(context).url('orders'), ignore, () => 3));
  });

  it('lets its sessions wait where the exporter sees them, and tells of the time', async (context) => {
    const postgres = running(context);
    const seen: (readonly [Operation, number])[] = [];
    let slowness = 40;
    const store = await connected(
      postgres.url('orders'),
      (...told) => seen.push(told),
      () => slowness,
    );
    await store.create(order('a'));
    let working = true;
    const work = (async () => {
      for (let at = 1; working; at += 1) {
        await store.find('a');
        await store.list({ limit: 1 });
        await store.overview();
        await store.move('a', 'pending', 'pending', 1_700_000_000 + at);
      }
    })();
    const waiting = (): Promise<readonly unknown[]> =>
      postgres.rows(`SELECT DISTINCT wait_event_type, wait_event FROM pg_stat_activity
        WHERE state = 'active' AND application_name = 'order-processing' AND xact_start IS NOT NULL`);
    await waitFor('all operations', () => new Set(seen.map(([operation]) => operation)).size === 5);
    await waitFor('a session that sleeps', async () => {
      const rows = await waiting();
      return rows.some((row) => JSON.stringify(row) === '{"wait_event_type":"Timeout","wait_event":"PgSleep"}');
    });
    working = false;
    await work;
    // 39 times what they usually take, beside what the server needs.
    const least = { insert_order: 0.15, update_order: 0.15, get_order: 0.055, list_orders: 0.23, count_orders: 0.35 };
    expect(seen.filter(([operation, seconds]) => seconds < least[operation])).toEqual([]);
    seen.length = 0;
    slowness = 1;
    const before = performance.now();
    for (let time = 0; time < 3; time += 1) await store.overview();
    expect((performance.now() - before) / 1000).toBeLessThan(1);
    expect(await waiting()).toEqual([]);
  });
});

describe('operations', () => {
  it('each is told once, with its seconds', async (context) => {
    const seen: (readonly [Operation, number])[] = [];
    const store = await connected(running(context).url('orders'), (...told) => seen.push(told));
    await store.create(order('a'));
    await store.move('a', 'pending', 'processing', 1_700_000_001);
    await store.find('a');
    await store.list({ limit: 1 });
    await store.open();
    await store.overview();
    expect(seen.map(([operation]) => operation)).toEqual([
      'insert_order',
      'update_order',
      'get_order',
      'list_orders',
      'list_orders',
      'count_orders',
    ]);
    for (const [, seconds] of seen) {
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThan(1);
    }
  });

  it('waiting for a lock is part of the time', async (context) => {
    const postgres = running(context);
    const seen: (readonly [Operation, number])[] = [];
    const store = await connected(postgres.url('orders'), (...told) => seen.push(told));
    await store.create(order('a'));
    const session = await superuserOf(postgres);
    await session.query("BEGIN; SELECT 1 FROM orders WHERE id = 'a' FOR UPDATE");
    const moved = store.move('a', 'pending', 'processing', 1_700_000_001);
    const waits =
      "SELECT 1 FROM pg_stat_activity WHERE application_name = 'order-processing' AND wait_event_type = 'Lock'";
    await waitFor('the move to wait', async () => (await postgres.rows(waits)).length > 0);
    await session.query('SELECT pg_sleep(0.3); COMMIT');
    await session.end();
    expect(await moved).toBe(true);
    expect(seen.find(([operation]) => operation === 'update_order')?.[1]).toBeGreaterThan(0.3);
  });

  it('sessions are named, and bounded', async (context) => {
    const postgres = running(context);
    const store = await connected(postgres.url('orders'));
    await Promise.all(Array.from({ length: 60 }, () => store.overview()));
    const sessions = await postgres.rows(
      "SELECT 1 FROM pg_stat_activity WHERE application_name = 'order-processing' AND usename = 'orders'",
    );
    expect(sessions.length).toBeGreaterThan(1);
    expect(sessions.length).toBeLessThanOrEqual(10);
  });

  it('a closed store takes nothing more', async (context) => {
    const store = await connected(running(context).url('orders'));
    await store.close();
    await expect(store.create(order('a'))).rejects.toThrow('closed');
  });
});

describe('a server that goes away', () => {
  it('idle connections that it ends are no harm', async (context) => {
    const postgres = running(context);
    const store = await connected(postgres.url('orders'));
    await Promise.all([store.create(order('a')), store.overview(), store.overview()]);
    await cutSessions(postgres);
    await waitFor(
      'the store to notice',
      async () => (await Promise.allSettled([store.find('a')]))[0].status === 'fulfilled',
    );
    expect(await store.find('a')).toEqual(order('a'));
  });

  it('a move that it cuts off is tried again', async (context) => {
    const postgres = running(context);
    const store = await connected(postgres.url('orders'));
    await store.create(order('a'));
    const session = await superuserOf(postgres);
    await session.query("BEGIN; SELECT 1 FROM orders WHERE id = 'a' FOR UPDATE");
    const moved = store.move('a', 'pending', 'processing', 1_700_000_001);
    const waits =
      "SELECT 1 FROM pg_stat_activity WHERE application_name = 'order-processing' AND wait_event_type = 'Lock'";
    await waitFor('the move to wait', async () => (await postgres.rows(waits)).length > 0);
    await cutSessions(postgres);
    await session.query('COMMIT');
    await session.end();
    expect(await moved).toBe(true);
    expect(await postgres.rows('SELECT 1 FROM order_events')).toHaveLength(1);
  });

  it('a move whose answer was lost is not taken for one that somebody else made', async (context) => {
    const postgres = running(context);
    const proxy = await cuttingProxy(postgres.port);
    const store = await connected(postgres.url('orders').replace(String(postgres.port), String(proxy.port)));
    await store.create(order('a'));
    proxy.cutAtCommit();
    expect(await store.move('a', 'pending', 'processing', 1_700_000_001)).toBe(true);
    expect(proxy.cuts()).toBe(1);
    expect(await postgres.rows('SELECT 1 FROM order_events')).toHaveLength(1);
    await store.close();
    proxy.close();
  });

  it('creating is refused, not tried again, and works once it is back', async (context) => {
    const postgres = running(context);
    const proxy = await cuttingProxy(postgres.port);
    const store = await connected(postgres.url('orders').replace(String(postgres.port), String(proxy.port)));
    proxy.refuse(true);
    await expect(store.create(order('a'))).rejects.toThrow(Error);
    proxy.refuse(false);
    await store.create(order('b'));
    expect(await store.find('a')).toBeUndefined();
    await store.close();
    proxy.close();
  });
});

describe('refusals', () => {
  it('a server that is not there', async () => {
    const port = await freePort();
    const { message, exit } = await refusal(`postgresql://orders:secret@127.0.0.1:${port}/orders?x=secret`);
    expect(message).toBe(`PostgreSQL at 127.0.0.1:${port}/orders cannot be reached (ECONNREFUSED).`);
    expect(exit).toBe(4);
  });

  it.for([
    { what: 'a wrong password', user: 'orders', password: () => 'wrong-secret', exit: 3 },
    { what: 'a wrong password in the address', user: 'orders:wrong-secret', password: () => undefined, exit: 3 },
    { what: 'an unknown user', user: 'somebody', password: () => 'wrong-secret', exit: 3 },
    { what: 'no password', user: 'orders', password: () => undefined, exit: 3, says: 'PGPASSWORD' },
    { what: 'an unknown database', user: 'orders', suffix: 'x', password: secretOf('orders'), exit: 2 },
    { what: 'no right to make tables', user: 'postgres_exporter', password: secretOf('postgres_exporter'), exit: 3 },
  ])('$what', async ({ user, suffix = '', password, exit, says = '' }, context) => {
    const postgres = running(context);
    await postgres.rows('DROP TABLE IF EXISTS orders, order_events, order_schema');
    usePassword(password(postgres));
    const error = await refusal(`postgresql://${user}@127.0.0.1:${postgres.port}/orders${suffix}`);
    usePassword(postgres.passwords.orders);
    expect(error.exit).toBe(exit);
    const said = [error.message, ...error.details, error.next].join('\n');
    expect(said).toContain(`127.0.0.1:${postgres.port}/orders${suffix}`);
    expect(said).toContain(says);
    expect(said).not.toContain('secret');
    // The tests that follow find tables.
    await connected(postgres.url('orders'));
  });

  it.for(['', 'secret', 'mysql://a:secret@b/c', 'postgresql://a:secret@b:99999/c'])(
    'no address of PostgreSQL: %s',
    async (url) => {
      const { message, next, exit } = await refusal(url);
      expect(exit).toBe(2);
      expect(message + next).not.toContain('secret');
    },
  );
});

interface CuttingProxy {
  readonly port: number;
  /** From now on the first connection whose transaction is committed loses the answer. */
  readonly cutAtCommit: () => void;
  /** Whether all connections are cut off, and new ones. */
  readonly refuse: (whether: boolean) => void;
  readonly cuts: () => number;
  readonly close: () => void;
}

/** Stands before a server and loses connections. */
async function cuttingProxy(port: number): Promise<CuttingProxy> {
  let armed = false;
  let refusing = false;
  let cuts = 0;
  const open = new Set<Socket>();
  const proxy = createServer((client) => {
    if (refusing) {
      client.destroy();
      return;
    }
    const upstream = connect(port, '127.0.0.1');
    let committing = false;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (data: Buffer) => {
      if (armed && data.includes('COMMIT')) {
        armed = false;
        committing = true;
      }
      upstream.write(data);
    });
    upstream.on('data', (data: Buffer) => {
      if (!committing) {
        client.write(data);
        return;
      }
      // The server has committed; its answer ends here.
      cuts += 1;
      client.destroy();
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address: AddressInfo | string | null = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    cutAtCommit: () => {
      armed = true;
    },
    refuse: (whether) => {
      refusing = whether;
      if (whether) for (const socket of open) socket.destroy();
    },
    cuts: () => cuts,
    close: () => proxy.close(),
  };
}
