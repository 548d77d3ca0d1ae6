/** The tables of the orders. What is there is brought to the newest version at each start, once, whoever starts first. */
import type { PoolClient } from 'pg';
import { UserError } from '../../errors/user-error.ts';
import { orderStatuses } from '../../metrics/order-status.ts';

const status = `text NOT NULL CHECK (status IN (${orderStatuses.map((name) => `'${name}'`).join(', ')}))`;

/**
 * Each step leads to the version that is its place in the list, from 1. A step that was released is never changed.
 *
 * The index by status counts the orders of each and finds the oldest without reading the table; it is also how the open
 * ones are found. Events are never deleted: an order has as many as it has moves, two or three, and is itself kept.
 */
const steps: readonly (readonly string[])[] = [
  [
    `CREATE TABLE orders (
      id text PRIMARY KEY,
      status ${status},
      product text NOT NULL,
      quantity integer NOT NULL,
      amount bigint NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL
    )`,
    'CREATE INDEX orders_by_status ON orders (status, created_at)',
    'CREATE INDEX orders_by_age ON orders (created_at)',
    `CREATE TABLE order_events (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      order_id text NOT NULL REFERENCES orders,
      from_status text NOT NULL,
      to_status text NOT NULL,
      at timestamptz NOT NULL
    )`,
  ],
];

/** Any number that no other program of this database takes. */
const lock = 7_364_519_801;

/**
 * Brings the tables to the newest version, in one transaction: all of it is there, or none.
 * @throws UserError where they are newer than this program
 */
export async function migrate(client: PoolClient): Promise<void> {
  await client.query('BEGIN');
  try {
    // Of two that start at once, one waits here for the other, and then finds everything done.
    await client.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    await client.query('CREATE TABLE IF NOT EXISTS order_schema (version integer NOT NULL)');
    const { rows } = await client.query<{ version: number }>('SELECT version FROM order_schema');
    const version = rows[0]?.version ?? 0;
    if (version > steps.length)
      throw new UserError(
        `The orders in the database have the version ${version}; this program knows ${steps.length}.`,
        {
          next: 'Use the program that wrote them, or another database.',
        },
      );
    for (const statement of steps.slice(version).flat()) await client.query(statement);
    if (version === 0) await client.query('INSERT INTO order_schema VALUES ($1)', [steps.length]);
    else if (version < steps.length) await client.query('UPDATE order_schema SET version = $1', [steps.length]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
