import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { freePorts, host, portCount, portsFrom, refuseTaken, wellKnownPorts } from '../../src/demo/ports.ts';
import { targetNames } from '../../src/simulator/targets.ts';
import { rejected } from '../support/user-error.ts';

describe('ports of a stack', () => {
  it.each([
    ['well-known', wellKnownPorts],
    ['from a base', portsFrom(20_000)],
  ])('%s: no two parts have the same', (_, ports) => {
    const { simulator, ...others } = ports;
    const all = [...targetNames.map((_name, index) => simulator + index), ...Object.values(others)];
    expect(new Set(all).size).toBe(all.length);
  });

  it('from a base: all are in one block of the size that is told', () => {
    const { simulator, ...others } = portsFrom(20_000);
    expect(simulator).toBe(20_000);
    expect(Math.max(...Object.values(others))).toBe(20_000 + portCount - 1);
  });

  it('refuses those that are taken, and names each with its part', async () => {
    const ports = await freePorts();
    const servers = [await listen(ports.prometheus), await listen(ports.simulator + 5)];
    try {
      const error = await rejected(() => refuseTaken(ports, ['simulator', 'prometheus', 'grafana']));
      expect(error.details).toEqual([
        `port ${ports.simulator + 5} of ${host}, for the simulator`,
        `port ${ports.prometheus} of ${host}, for Prometheus`,
      ]);
      expect(error.next).toContain('--port-base');
      expect(error.exit).toBe(2);
    } finally {
      for (const server of servers) server.close();
    }
  });

  it('does not mind a port of a part that does not run', async () => {
    const ports = await freePorts();
    const server = await listen(ports.grafana);
    await refuseTaken(ports, ['simulator', 'prometheus']).finally(() => server.close());
  });

  it('finds a taken port that another program has on all interfaces', async () => {
    const ports = await freePorts();
    const server = await listen(ports.prometheus, undefined);
    const error = await rejected(() => refuseTaken(ports, ['prometheus'])).finally(() => server.close());
    expect(error.message).toBe('A port is taken.');
  });
});

async function listen(port: number, at: string | undefined = host): Promise<Server> {
  const server = createServer().listen(port, at);
  await once(server, 'listening');
  return server;
}
