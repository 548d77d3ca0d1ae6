/** The demo as a person starts and ends it: whatever happens, no process and no folder is left. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { installed } from '../../src/demo/missing.ts';
import { freePorts, host, portNames, refuseTaken, type Ports } from '../../src/demo/ports.ts';
import { programs } from '../../src/demo/programs.ts';
import { processesWith } from '../support/processes.ts';
import { checkout } from '../support/program.ts';
import { waitFor } from '../support/wait.ts';

describe('dashboards demo', () => {
  let folder = '';
  let ports: Ports;

  beforeEach(async () => {
    // PostgreSQL may run as another user, who must get to its folder.
    folder = mkdtempSync(join(tmpdir(), 'dashboards-demo-test-'));
    chmodSync(folder, 0o711);
    ports = await freePorts();
  });

  afterEach(() => {
    for (const { pid } of processesWith(folder)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts it without what takes long: history and Grafana. */
  function start(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    const child = spawn(
      process.execPath,
      [
        join(checkout, 'bin', 'dashboards.js'),
        'demo',
        `--port-base=${ports.simulator}`,
        '--no-history',
        '--no-grafana',
        ...args,
      ],
      { env: { ...process.env, TMPDIR: folder, ...env } },
    );
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const code = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { child, code, stdout: () => stdout, stderr: () => stderr };
  }

  async function expectNothingLeft(): Promise<void> {
    await waitFor('all processes to end', () => processesWith(folder).length === 0, 5000);
    expect(readdirSync(folder)).toEqual([]);
    await refuseTaken(ports, portNames);
  }

  it.each(['SIGINT', 'SIGTERM'] as const)('shows its table, and after %s stops all of it', async (signal) => {
    const demo = start();
    await waitFor('the table', () => demo.stdout().includes('Ctrl-C'));
    expect(await (await fetch(`http://${host}:${ports.simulator}/metrics`)).text()).toContain('orders_created_total');
    demo.child.kill(signal);
    expect(await demo.code).toBe(5);
    expect(demo.stderr()).toContain('all of it is stopped');
    expect(demo.stdout().match(/^Orders/gm)).toHaveLength(1);
    await expectNothingLeft();
  });

  it('is ended by Ctrl-C while it starts', async () => {
    const demo = start();
    await waitFor('a first part', () => demo.stderr().includes('started '));
    demo.child.kill('SIGINT');
    expect(await demo.code).toBe(5);
    expect(demo.stdout()).toBe('');
    await expectNothingLeft();
  });

  it('ends at once at the second Ctrl-C, and takes its children along', async (context) => {
    needs('prometheus', context);
    const demo = start();
    await waitFor('the table', () => demo.stdout().includes('Ctrl-C'));
    // One that does not hear of the first is what the second is for.
    const [prometheus] = processesWith('storage.tsdb.path=' + folder);
    process.kill(prometheus?.pid ?? Number.NaN, 'SIGSTOP');
    demo.child.kill('SIGINT');
    await waitFor('the first Ctrl-C to be heard', () => demo.stderr().includes('stopping Prometheus'));
    const first = Date.now();
    await waitFor('a moment', () => Date.now() - first > 400);
    demo.child.kill('SIGINT');
    expect(await demo.code).toBe(5);
    expect(Date.now() - first).toBeLessThan(3000);
    expect(demo.stderr()).not.toContain('all of it is stopped');
    await expectNothingLeft();
  });

  it('takes the second signal of one Ctrl-C, which npm sends, for the same', async () => {
    const demo = start();
    await waitFor('the table', () => demo.stdout().includes('Ctrl-C'));
    demo.child.kill('SIGINT');
    demo.child.kill('SIGINT');
    expect(await demo.code).toBe(5);
    expect(demo.stderr()).toContain('all of it is stopped');
    await expectNothingLeft();
  });

  it('names a part that ends by itself with its last words, and stops the others', async (context) => {
    needs('pushgateway', context);
    const demo = start();
    await waitFor('the table', () => demo.stdout().includes('Ctrl-C'));
    for (const { pid } of processesWith(`persistence.file=${folder}`)) process.kill(pid, 'SIGTERM');
    expect(await demo.code).toBe(4);
    expect(demo.stderr()).toMatch(/Error: Pushgateway ended by itself\.\n(?: {2}.*\n)+Next: /);
    await expectNothingLeft();
  });

  it('names a port that is taken and how to move, and starts nothing', async () => {
    const server = createServer().listen(ports.simulator + 2, host);
    await once(server, 'listening');
    const demo = start();
    expect(await demo.code).toBe(2);
    expect(demo.stderr()).toContain(`port ${ports.simulator + 2} of ${host}, for the simulator`);
    expect(demo.stderr()).toContain('--port-base');
    expect(demo.stderr()).not.toContain('started');
    server.close();
    await once(server, 'close');
    await expectNothingLeft();
  });

  it('that is killed takes its programs along', async (context) => {
    if (!existsSync('/usr/bin/setpriv')) context.skip('needs setpriv, which is of Linux');
    const killed = start();
    await waitFor('the table', () => killed.stdout().includes('Ctrl-C'));
    killed.child.kill('SIGKILL');
    await killed.code;
    await waitFor('all to end', () => processesWith(folder).length === 0);
    // Those that do not name the folder hold a port.
    const areFree = () =>
      refuseTaken(ports, portNames).then(
        () => true,
        () => false,
      );
    await waitFor('all ports to be free', areFree);
  });

  it('goes on without what is not installed, and says how to install it', async () => {
    const demo = start([], { PATH: join(folder, 'nothing') });
    await waitFor('the table', () => demo.stdout().includes('Ctrl-C'));
    for (const name of ['prometheus', 'pushgateway', 'postgresExporter'] as const) {
      expect(demo.stderr()).toContain(`${programs[name].names[0]} is not installed: `);
      expect(demo.stderr()).toContain(programs[name].install);
    }
    expect(demo.stdout()).not.toContain('Prometheus');
    demo.child.kill('SIGINT');
    expect(await demo.code).toBe(5);
    await expectNothingLeft();
  });

  it('keeps a folder that is named, and goes on with it', async (context) => {
    needs('prometheus', context);
    const data = join(folder, 'kept');
    for (const round of ['the first time', 'the second time']) {
      const demo = start(['--data', data]);
      await waitFor(`the table ${round}`, () => demo.stdout().includes('Ctrl-C'));
      demo.child.kill('SIGINT');
      expect(await demo.code, round).toBe(5);
    }
    expect(readdirSync(data)).toContain('prometheus');
    expect(readdirSync(folder)).toEqual(['kept']);
  });

  it('listens on 127.0.0.1 alone', async () => {
    const demo = start(['--replica']);
    await waitFor('the table', () => demo.stdout().includes('Ctrl-C'));
    const everything = Object.values(ports);
    expect((await Promise.all(everything.map((port) => connects(host, port)))).filter(Boolean).length).toBeGreaterThan(
      1,
    );
    // What listens on all interfaces answers here as well.
    expect(await Promise.all(everything.map((port) => connects('127.0.0.2', port)))).not.toContain(true);
    demo.child.kill('SIGINT');
    await demo.code;
    await expectNothingLeft();
  });

  it('prints the addresses as JSON', async () => {
    const demo = start(['--json']);
    await waitFor('the addresses', () => demo.stdout().includes('}'));
    expect(JSON.parse(demo.stdout())).toMatchObject({ simulator: `http://${host}:${ports.simulator}` });
    demo.child.kill('SIGINT');
    await demo.code;
  });

  it.each([
    [['--days', '0'], '--days is "0"'],
    [['--days', 'x'], '--days is "x"'],
    [['--rate', '-1'], '--rate is "-1"'],
    [['--scrape-interval', 'often'], '--scrape-interval is "often"'],
    [['--data', ''], '--data is empty'],
    [['--data', join(checkout, 'package.json')], 'package.json cannot be made a folder (EEXIST)'],
    [['--incident', 'order-stp'], 'there is no incident "order-stp"'],
    [['--without', 'inventory_levl'], 'the catalogue has no metric "inventory_levl"'],
    [['--port-base', '65530'], '--port-base is "65530"'],
    [['--env', 'nowhere'], 'nowhere'],
  ] as const)('refuses %j', async (args, message) => {
    const demo = start(args);
    expect(await demo.code).toBe(2);
    expect(demo.stderr()).toContain(message);
    expect(demo.stderr()).toMatch(/^Next: /m);
    await expectNothingLeft();
  });
});

function connects(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** Skips a test for want of a program; in CI, where it belongs, fails it. */
function needs(name: 'prometheus' | 'pushgateway', context: TestContext): void {
  if (installed()[name] !== undefined) return;
  const { names, install } = programs[name];
  if (process.env['CI'] !== undefined) throw new Error(`${names[0]} is not on the path: ${install}`);
  context.skip(`install ${names[0]}: ${install}`);
}
