/** A PostgreSQL that is killed in the middle of orders: what was acknowledged is there afterwards. */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '../../src/demo/postgres.ts';
import { connectStore } from '../../src/simulator/store/postgres.ts';
import { freePort } from '../support/port.ts';
import { folderForPostgres, hasPostgres, rowsOf, withoutPostgres } from '../support/postgres.ts';
import { waitFor } from '../support/wait.ts';
import { order } from '../simulator/store/contract.ts';

const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** Ends a server without a word to it, as a crash does. */
async function kill({ folder, ended }: PostgresServer): Promise<void> {
  const [pid] = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
  await ended;
}

it('no order that was acknowledged is lost, and the store goes on when the server is back', async (context) => {
  if (!hasPostgres) return withoutPostgres(context);
  const folder = await folderForPostgres();
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const options = { folder, port: await freePort(), durable: true };
  const first = await startPostgres(options);
  ends.push(() => first.stop());
  expect(await rowsOf(first, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);

  process.env['PGPASSWORD'] = first.passwords.orders;
  const store = await connectStore(first.url('orders'), () => undefined);
  delete process.env['PGPASSWORD'];
  ends.push(() => store.close());
  const acknowledged: string[] = [];
  const refused: string[] = [];
  let going = true;
  ends.push(async () => {
    going = false;
  });
  const clients = Array.from({ length: 20 }, async (_, client) => {
    for (let count = 0; going; count += 1) {
      const id = `order-${client}-${count}`;
      await store.create(order(id)).then(
        () => acknowledged.push(id),
        () => refused.push(id),
      );
    }
  });
  await waitFor('orders', () => acknowledged.length > 500);
  await kill(first);
  await waitFor('orders that are refused', () => refused.length > 20);
  const moved = store.move('order-0-0', 'pending', 'processing', 1_700_000_001);

  // Its sessions take a moment to notice, and until then the cluster cannot be started.
  let second: PostgresServer | undefined;
  await waitFor('the server to come back', async () => {
    second = await startPostgres(options).catch(() => undefined);
    return second !== undefined;
  });
  if (second === undefined) throw new Error('it did not come back');
  const { stop } = second;
  ends.push(() => stop());
  const before = acknowledged.length;
  await waitFor('orders again', () => acknowledged.length > before + 20);
  expect(await moved).toBe(true);
  going = false;
  await Promise.all(clients);

  const rows = await rowsOf(second, 'SELECT id FROM orders');
  const kept = new Set(rows.map(({ id }) => id));
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
});
