/** `dashboards simulate`, the real program. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { freePorts } from '../../src/demo/ports.ts';
import { parseExposition } from '../../src/metrics/exposition.ts';
import { targetNames, targets } from '../../src/simulator/targets.ts';
import { checkout, dashboards, start } from '../support/program.ts';
import { waitFor } from '../support/wait.ts';

let running: ReturnType<typeof start>[] = [];

afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.map(({ outcome }) => outcome));
  running = [];
});

async function simulator(...args: readonly string[]) {
  const { simulator: port } = await freePorts();
  const program = start(['simulate', `--port=${port}`, ...args], checkout);
  running.push(program);
  await waitFor('the simulator to serve', () => {
    if (program.child.exitCode !== null) throw new Error(`it ended: ${program.output()}`);
    return program.output().includes('Orders are taken');
  });
  return { ...program, port, at: (path: string, offset = 0) => `http://127.0.0.1:${port + offset}${path}` };
}

async function post(url: string, body?: string) {
  const response = await fetch(url, { method: 'POST', ...(body === undefined ? {} : { body }) });
  const answer: unknown = await response.json();
  return { status: response.status, answer, location: response.headers.get('location') };
}

async function get(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init);
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
}

const kettles = JSON.stringify({ product: 'kettle', quantity: 2 });

describe('dashboards simulate', () => {
  it('prints the targets, one a line, and ends cleanly on SIGTERM', async () => {
    const { child, outcome, port } = await simulator();
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await outcome;
    expect(code).toBe(0);
    expect(stderr).toMatch(/Stopped\.\n$/);
    expect(stdout.trimEnd().split('\n')).toEqual(
      targetNames.map((name) => {
        const address = `http://127.0.0.1:${port + targets[name].port}/metrics`;
        return expect.stringMatching(new RegExp(`^${name} +${address} +${targets[name].job}$`));
      }),
    );
  });

  it('--json prints them as one object, with the labels that a scrape gives', async () => {
    const { child, outcome, port } = await simulator('--json', '--environment=staging');
    child.kill('SIGINT');
    const { code, stdout } = await outcome;
    expect(code).toBe(5);
    const printed: unknown = JSON.parse(stdout);
    expect(printed).toMatchObject({
      orders: `http://127.0.0.1:${port}/orders`,
      targets: targetNames.map((name) => ({
        name,
        labels: { environment: 'staging', job: targets[name].job, instance: `127.0.0.1:${port + targets[name].port}` },
      })),
    });
  });

  it('takes orders, tells of them and counts the requests', async () => {
    const { at } = await simulator('--no-traffic');
    const { status, answer, location } = await post(at('/orders'), kettles);
    expect(status).toBe(201);
    expect(answer).toMatchObject({ product: 'kettle', quantity: 2, amount: 11_800, status: 'pending' });
    const found = await get(at(location ?? ''));
    expect(found.status).toBe(200);
    expect(JSON.parse(found.text)).toMatchObject({ product: 'kettle' });
    expect(JSON.parse((await get(at('/orders?limit=1'))).text)).toMatchObject({ orders: [{ product: 'kettle' }] });
    expect(JSON.parse((await get(at('/orders?status=failed'))).text)).toEqual({ orders: [] });
    expect((await get(at('/orders/none'))).status).toBe(404);
    expect((await get(at('/nowhere'))).status).toBe(404);
    await waitFor('the order to be finished', async () =>
      (await get(at('/metrics', 2))).text.includes('orders_by_status{status="completed"} 1'),
    );
    const { text } = await get(at('/metrics'));
    for (const line of [
      'orders_created_total 1',
      'http_requests_total{method="POST",endpoint="/orders",status="201"} 1',
      'http_requests_total{method="GET",endpoint="/orders/:id",status="200"} 1',
      'http_requests_total{method="GET",endpoint="/orders/:id",status="404"} 1',
      'http_requests_total{method="GET",endpoint="unmatched",status="404"} 1',
      'db_operation_duration_seconds_count{operation="insert_order"} 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  it('says what is wrong with a request', async () => {
    const { at } = await simulator('--no-traffic');
    const orders = at('/orders');
    const cases: readonly (readonly [string | undefined, number, RegExp])[] = [
      [undefined, 400, /JSON object/],
      ['{', 400, /JSON object/],
      ['[]', 400, /JSON object/],
      ['{"quantity":1}', 400, /product must be one of .*kettle/],
      ['{"product":"tea","quantity":1}', 400, /product must be one of/],
      ['{"product":"kettle"}', 400, /quantity must be a whole number from 1 to 100/],
      ['{"product":"kettle","quantity":0}', 400, /quantity/],
      ['{"product":"kettle","quantity":1.5}', 400, /quantity/],
      ['{"product":"kettle","quantity":101}', 400, /quantity/],
      ['{"product":"kettle","quantity":"1"}', 400, /quantity/],
      [`{"product":"${'x'.repeat(20_000)}"}`, 413, /too long/],
    ];
    for (const [body, status, message] of cases) {
      const { answer, ...rest } = await post(orders, body);
      expect({ body, ...rest }).toMatchObject({ status });
      expect(JSON.stringify(answer)).toMatch(message);
    }
    for (const query of ['limit=0', 'limit=1001', 'limit=x', 'status=lost']) {
      expect((await get(`${orders}?${query}`)).status, query).toBe(400);
    }
    const wrongMethod = await fetch(orders, { method: 'DELETE' });
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect((await fetch(at('/orders/a'), { method: 'PUT' })).status).toBe(405);
    expect((await fetch(at('/metrics', 1), { method: 'POST' })).status).toBe(405);
    expect((await get(at('/orders', 1))).status).toBe(404);
    expect((await get(at('/metrics'))).text).toContain('orders_created_total 0\n');
  });

  it('serves every page in a form that can be read, OpenMetrics with exemplars where its names allow it', async () => {
    const { at } = await simulator();
    for (const name of targetNames) {
      const { port: offset } = targets[name];
      expect(await get(at('/healthz', offset))).toMatchObject({ status: 200, text: 'ok\n' });
      const plain = await get(at('/metrics', offset));
      expect(plain.type).toMatch(/^text\/plain; version=0\.0\.4/);
      const accept = { headers: { accept: 'application/openmetrics-text;version=1.0.0,text/plain;q=0.5' } };
      const open = await get(at('/metrics', offset), accept);
      const own = ['api', 'worker', 'state'].includes(name);
      expect(open.type).toMatch(own ? /^application\/openmetrics-text/ : /^text\/plain/);
      expect(open.text.endsWith('# EOF\n')).toBe(own);
      const names = (text: string) => parseExposition(text).map((family) => family.name);
      expect(names(open.text)).toEqual(names(plain.text));
      expect(names(plain.text).length).toBeGreaterThan(0);
      expect(/# \{trace_id="[0-9a-f]{32}"\} /.test(open.text)).toBe(name === 'api' || name === 'worker');
    }
  });

  it('plays incidents on request', async () => {
    const { at } = await simulator('--incident=order-stop@1h+5m');
    const list = async (): Promise<unknown> => JSON.parse((await get(at('/incidents'))).text);
    expect(await list()).toMatchObject({ incidents: [{ name: 'order-stop', on: false }] });
    expect(await post(at('/incidents/deploy'), '{"duration":"5m"}')).toMatchObject({
      status: 201,
      answer: { name: 'deploy', on: true },
    });
    expect(await post(at('/incidents/inventory-drained'))).toMatchObject({ status: 201 });
    expect(await list()).toMatchObject({
      incidents: expect.arrayContaining([
        expect.objectContaining({ name: 'inventory-drained', on: true }),
        expect.objectContaining({ name: 'order-stop', on: false }),
      ]),
    });
    expect((await fetch(at('/incidents/inventory-drained'), { method: 'DELETE' })).status).toBe(200);
    expect((await fetch(at('/incidents/inventory-drained'), { method: 'DELETE' })).status).toBe(404);
    expect(await post(at('/incidents/order-stp'))).toMatchObject({
      status: 404,
      answer: { error: expect.stringContaining('nearest: order-stop') },
    });
    expect((await post(at('/incidents/deploy'), '{"duration":"soon"}')).status).toBe(400);
    expect((await get(at('/incidents/deploy'))).status).toBe(405);
  });

  it('leaves metrics away that it is told to', async () => {
    const { at } = await simulator('--without=inventory_level,orders_created_total');
    expect((await get(at('/metrics', 1))).text).not.toContain('inventory_level');
    expect((await get(at('/metrics'))).text).not.toContain('orders_created_total');
  });

  it('refuses a port that is taken, and names it', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, stdout, stderr } = dashboards(['simulate', `--port=${port - 2}`]);
    taken.close();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`Error: Port ${port} of 127.0.0.1 is taken.`);
    expect(stderr).toContain('--port');
  });

  it.each([
    ['--host=', '--host is empty'],
    ['--port=0', '--port is "0"'],
    ['--port=65531', '--port is "65531"'],
    ['--seed=x', '--seed is "x"'],
    ['--rate=-1', '--rate is "-1"'],
    ['--rate=', '--rate is ""'],
    ['--without=inventory_levl', 'the catalogue has no metric "inventory_levl"; nearest: inventory_level.'],
    ['--incident=order-stp', 'there is no incident "order-stp"; nearest: order-stop.'],
    ['--profile=cor', 'there is no profile "cor"; nearest: core.'],
    ['--env=nowhere', 'nowhere'],
    ['--pushgateway-url=localhost:9091', '--pushgateway-url is no address of HTTP.'],
  ])('refuses %s', (option, message) => {
    const { code, stdout, stderr } = dashboards(['simulate', option]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('\nNext: ');
  });

  it.each(['postgresql://me:hunter2@127.0.0.1/orders', 'postgresql://127.0.0.1/orders?password=hunter2'])(
    'refuses a password among the arguments, and does not repeat it',
    (url) => {
      const { code, stdout, stderr } = dashboards(['simulate', '--database-url', url]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('PGPASSWORD');
      expect(stderr).not.toContain('hunter2');
    },
  );
});
