/** Orders as rows of PostgreSQL. */
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseError, Pool, type PoolClient, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import type { OrderStatus } from '../../metrics/order-status.ts';
import { delayOf } from '../database-time.ts';
import { openOrderStatuses } from '../open-statuses.ts';
import type { Operation, OperationObserver, Order, OrderStore, Overview } from './order-store.ts';
import { isTransient, shownServer, unusable } from './postgres-errors.ts';
import { migrate } from './postgres-schema.ts';

/** What sessions are called in `pg_stat_activity`. */
const applicationName = 'order-processing';
/** Connections at most. */
const poolSize = 10;
/** How often a move is tried while the server is away, and the first pause in milliseconds; each is twice the last. */
const attempts = 7;
const firstPause = 50;

/**
 * Connects to a database, and makes the tables of the orders where they are missing.
 * @param url without the password, which the environment has as PGPASSWORD
 * @param observe is told of each operation that the database answered
 * @param slowness how many times as long as usual operations take now; beyond 1 their sessions sleep in the database
 * @throws UserError where the server cannot be reached or lets nobody in, without the password and the whole URL
 */
export async function connectStore(
  url: string,
  observe: OperationObserver,
  slowness: () => number = () => 1,
): Promise<OrderStore> {
  const server = shownServer(url);
  const pool = new Pool({
    connectionString: withPassword(url),
    application_name: applicationName,
    max: poolSize,
    connectionTimeoutMillis: 5000,
    // A statement that waits longer is given up by the server; one whose server is silent, by us.
    statement_timeout: 10_000,
    query_timeout: 15_000,
    keepAlive: true,
  });
  // Connections that break are found by whoever uses them next. Without listeners they would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    const client = await pool.connect();
    await migrate(client).finally(() => client.release());
  } catch (error) {
    await pool.end();
    throw unusable(server, error);
  }
  return new PostgresStore(pool, observe, slowness);
}

/** The password is read once: later connections of the pool must not depend on what becomes of the environment. */
function withPassword(url: string): string {
  const address = new URL(url);
  const password = process.env['PGPASSWORD'];
  if (address.password === '' && password !== undefined) address.password = encodeURIComponent(password);
  return address.href;
}

interface OrderRow {
  readonly id: string;
  readonly status: OrderStatus;
  readonly product: string;
  readonly quantity: number;
  /** PostgreSQL's bigint comes as text. */
  readonly amount: string;
  readonly created: number;
  readonly updated: number;
}

/** `timestamptz` keeps microseconds, as does the number that is made of it. */
const columns = `id, status, product, quantity, amount,
  extract(epoch FROM created_at)::float8 AS created, extract(epoch FROM updated_at)::float8 AS updated`;

class PostgresStore implements OrderStore {
  readonly #pool: Pool;
  readonly #observe: OperationObserver;
  readonly #slowness: () => number;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor(pool: Pool, observe: OperationObserver, slowness: () => number) {
    this.#pool = pool;
    this.#observe = observe;
    this.#slowness = slowness;
  }

  async create({ id, status, product, quantity, amount, createdAt, updatedAt }: Order): Promise<void> {
    await this.#track(() =>
      this.#timed('insert_order', () =>
        this.#ask('insert_order', {
          name: 'create',
          text: `INSERT INTO orders (id, status, product, quantity, amount, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, to_timestamp($6), to_timestamp($7))`,
          values: [id, status, product, quantity, amount, createdAt, updatedAt],
        }),
      ),
    );
  }

  /** Tried again while the server is away, for some seconds: what was answered 201 should not stand still for that. */
  move(id: string, from: OrderStatus, to: OrderStatus, at: number): Promise<boolean> {
    return this.#track(async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#timed('update_order', () => this.#moveOnce({ id, from, to, at }, attempt > 1));
        } catch (error) {
          if (attempt === attempts || !isTransient(error)) throw error;
        }
        await pause(firstPause * 2 ** (attempt - 1));
      }
    });
  }

  /** @param again whether an earlier try may have been committed without our being told */
  #moveOnce({ id, from, to, at }: Move, again: boolean): Promise<boolean> {
    return this.#transaction('update_order', async (client) => {
      const { rows } = await client.query<{ status: OrderStatus; ours: boolean }>({
        name: 'lock',
        text: 'SELECT status, updated_at = to_timestamp($2) AS ours FROM orders WHERE id = $1 FOR UPDATE',
        values: [id, at],
      });
      const found = rows[0];
      if (again && found?.status === to && found.ours) return true;
      if (found?.status !== from) return false;
      await client.query({
        name: 'move',
        text: 'UPDATE orders SET status = $2, updated_at = to_timestamp($3) WHERE id = $1',
        values: [id, to, at],
      });
      await client.query({
        name: 'event',
        text: 'INSERT INTO order_events (order_id, from_status, to_status, at) VALUES ($1, $2, $3, to_timestamp($4))',
        values: [id, from, to, at],
      });
      return true;
    });
  }

  async find(id: string): Promise<Order | undefined> {
    const [found] = await this.#orders('get_order', 'find', `SELECT ${columns} FROM orders WHERE id = $1`, [id]);
    return found;
  }

  list({ limit, status }: { readonly limit: number; readonly status?: OrderStatus }): Promise<readonly Order[]> {
    const newest = 'ORDER BY created_at DESC, id DESC LIMIT $1';
    return status === undefined
      ? this.#orders('list_orders', 'list', `SELECT ${columns} FROM orders ${newest}`, [limit])
      : this.#orders('list_orders', 'list-of', `SELECT ${columns} FROM orders WHERE status = $2 ${newest}`, [
          limit,
          status,
        ]);
  }

  open(): Promise<readonly Order[]> {
    const text = `SELECT ${columns} FROM orders WHERE status = ANY ($1) ORDER BY created_at, id`;
    return this.#orders('list_orders', 'open', text, [openOrderStatuses]);
  }

  async overview(): Promise<Overview> {
    const { rows } = await this.#track(() =>
      this.#timed('count_orders', () =>
        this.#ask<{ status: OrderStatus; count: string; oldest: number }>('count_orders', {
          name: 'overview',
          text: `SELECT status, count(*), extract(epoch FROM min(created_at))::float8 AS oldest
            FROM orders GROUP BY status`,
        }),
      ),
    );
    const open = rows.filter(({ status }) => openOrderStatuses.includes(status));
    const count = (status: OrderStatus): number => Number(rows.find((row) => row.status === status)?.count ?? 0);
    return {
      counts: {
        pending: count('pending'),
        processing: count('processing'),
        completed: count('completed'),
        failed: count('failed'),
        cancelled: count('cancelled'),
      },
      oldest: Object.fromEntries(open.map(({ status, oldest }) => [status, oldest])),
    };
  }

  close(): Promise<void> {
    // The pool forgets whoever still waits for a connection, so it ends when nobody does.
    this.#closed ??= Promise.allSettled(this.#underWay).then(() => this.#pool.end());
    return this.#closed;
  }

  async #orders(operation: Operation, name: string, text: string, values: unknown[]): Promise<readonly Order[]> {
    const { rows } = await this.#track(() =>
      this.#timed(operation, () => this.#ask<OrderRow>(operation, { name, text, values })),
    );
    return rows.map(({ amount, created, updated, ...row }) => ({
      ...row,
      amount: Number(amount),
      createdAt: created,
      updatedAt: updated,
    }));
  }

  #ask<R extends QueryResultRow>(operation: Operation, query: QueryConfig): Promise<QueryResult<R>> {
    return this.#slowness() > 1
      ? this.#transaction(operation, (client) => client.query<R>(query))
      : this.#pool.query<R>(query);
  }

  /** While the database is slow, it waits in its session, where `pg_stat_activity` shows it. */
  async #transaction<T>(operation: Operation, action: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      const seconds = delayOf(operation, this.#slowness());
      if (seconds > 0) await client.query({ name: 'sleep', text: 'SELECT pg_sleep($1)', values: [seconds] });
      const result = await action(client);
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      // A connection whose transaction failed is not worth the doubt in what state it is.
      client.release(true);
      throw error;
    }
  }

  #track<T>(action: () => Promise<T>): Promise<T> {
    if (this.#closed !== undefined) return Promise.reject(new Error('the store is closed'));
    const promise = action().finally(() => this.#underWay.delete(promise));
    this.#underWay.add(promise);
    return promise;
  }

  /** Waiting for a connection is part of the time; a failure to reach the server is no operation. */
  async #timed<T>(operation: Operation, action: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const observed = (): void => this.#observe(operation, (performance.now() - start) / 1000);
    try {
      const result = await action();
      observed();
      return result;
    } catch (error) {
      if (error instanceof DatabaseError) observed();
      throw error;
    }
  }
}

interface Move {
  readonly id: string;
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  readonly at: number;
}
