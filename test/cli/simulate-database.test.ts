/** `dashboards simulate` over a real PostgreSQL: no order that was answered 201 is lost when it ends, however it ends. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { freePorts } from '../../src/demo/ports.ts';
import { hasPostgres, postgresForTests, superuserOf, withoutPostgres, type TestPostgres } from '../support/postgres.ts';
import { checkout, start } from '../support/program.ts';
import { waitFor } from '../support/wait.ts';

let server: TestPostgres | undefined;

beforeAll(async () => {
  if (!hasPostgres) return;
  server = await postgresForTests();
  process.env['PGPASSWORD'] = server.passwords.orders;
});

afterAll(async () => {
  delete process.env['PGPASSWORD'];
  await server?.stop();
});

const placed = z.looseObject({ id: z.string() });

it.for([
  ['SIGTERM', 0],
  ['SIGKILL', null],
] as const)('after %s every order that was answered 201 is a row', async ([signal, expected], context) => {
  await endsWith(server ?? withoutPostgres(context), signal, expected);
});

it('a new start goes on with the orders that were open', async (context) => {
  const postgres = server ?? withoutPostgres(context);
  const program = start(
    ['simulate', `--port=${(await freePorts()).simulator}`, '--no-traffic', `--database-url=${postgres.url('orders')}`],
    checkout,
  );
  const session = await superuserOf(postgres);
  const open = async () =>
    (await session.query("SELECT id FROM orders WHERE status IN ('pending', 'processing') LIMIT 1")).rows.length;
  await waitFor('the orders to be finished', async () => (await open()) === 0, 90_000);
  await session.end();
  program.child.kill('SIGTERM');
  expect((await program.outcome).code).toBe(0);
}, 120_000);

async function endsWith(server: TestPostgres, signal: NodeJS.Signals, expected: number | null): Promise<void> {
  const { simulator: port } = await freePorts();
  const url = server.url('orders');
  const program = start(['simulate', `--port=${port}`, '--no-traffic', `--database-url=${url}`], checkout);
  await waitFor('the simulator to serve', () => program.output().includes('Orders are taken'));
  const answered: string[] = [];
  let ended = false;
  const customers = Array.from({ length: 8 }, async () => {
    while (!ended) {
      const response = await fetch(`http://127.0.0.1:${port}/orders`, {
        method: 'POST',
        body: '{"product":"kettle","quantity":1}',
      }).catch(() => undefined);
      if (response === undefined) return;
      const answer: unknown = await response.json().catch(() => undefined);
      if (response.status === 201 && answer !== undefined) answered.push(placed.parse(answer).id);
    }
  });
  await waitFor('orders to be answered', () => answered.length > 100);
  program.child.kill(signal);
  const { code, stderr } = await program.outcome;
  ended = true;
  await Promise.all(customers);
  expect(code, stderr).toBe(expected);
  const rows = new Set((await server.rows('SELECT id FROM orders')).map(({ id }) => id));
  expect(answered.filter((id) => !rows.has(id))).toEqual([]);
}
