/** The ports of the parts of a stack, all of the loopback interface. */
import { createServer } from 'node:net';
import { codeOf } from '../errors/code-of.ts';
import { exitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { defaultPort, targetNames, targets } from '../simulator/targets.ts';

/** Where all parts listen. */
export const host = '127.0.0.1';

/** `simulator` is the first of as many as it has targets; those of the replica are used where there is one. */
export const portNames = [
  'simulator',
  'prometheus',
  'grafana',
  'pushgateway',
  'postgresExporter',
  'postgres',
  'replica',
  'replicaExporter',
] as const;
export type PortName = (typeof portNames)[number];

export type Ports = Readonly<Record<PortName, number>>;

/** Where people look for them; PostgreSQL's own is often taken, so it has another here. */
export const wellKnownPorts: Ports = {
  prometheus: 9090,
  grafana: 3000,
  pushgateway: 9091,
  postgresExporter: 9187,
  postgres: 15432,
  replica: 15433,
  replicaExporter: 9188,
  simulator: defaultPort,
};

const titles: Readonly<Record<PortName, string>> = {
  prometheus: 'Prometheus',
  grafana: 'Grafana',
  pushgateway: 'Pushgateway',
  postgresExporter: 'the PostgreSQL exporter',
  postgres: 'PostgreSQL',
  replica: "PostgreSQL's replica",
  replicaExporter: "the replica's exporter",
  simulator: 'the simulator',
};

const simulatorPorts = 1 + Math.max(...targetNames.map((name) => targets[name].port));

/** How many ports a whole stack takes. */
export const portCount = simulatorPorts + 7;

/** All ports one after the other: those of the simulator first. */
export function portsFrom(base: number): Ports {
  const next = base + simulatorPorts;
  return {
    simulator: base,
    prometheus: next,
    grafana: next + 1,
    pushgateway: next + 2,
    postgresExporter: next + 3,
    postgres: next + 4,
    replica: next + 5,
    replicaExporter: next + 6,
  };
}

/**
 * @throws UserError that names each port of these parts which is taken
 */
export async function refuseTaken(ports: Ports, parts: readonly PortName[]): Promise<void> {
  const wanted = parts.flatMap((part) =>
    Array.from({ length: part === 'simulator' ? simulatorPorts : 1 }, (_, index) => ({
      part,
      port: ports[part] + index,
    })),
  );
  const taken: string[] = [];
  for (const { part, port } of wanted) {
    if (!(await isFree(port))) taken.push(`port ${port} of ${host}, for ${titles[part]}`);
  }
  if (taken.length === 0) return;
  throw new UserError(`${taken.length === 1 ? 'A port is' : 'Ports are'} taken.`, {
    details: taken,
    next: 'End what listens there (a demo that was killed leaves its programs), or move all ports: --port-base 20000.',
    exit: exitCode.usage,
  });
}

/** Ports that are free now, one after the other. */
export async function freePorts(): Promise<Ports> {
  for (;;) {
    const base = anyPort();
    const free = await Promise.all(Array.from({ length: portCount }, (_, index) => isFree(base + index)));
    if (free.every(Boolean)) return portsFrom(base);
  }
}

/** Below the range that the system hands out by itself, so that no connection takes one meanwhile. */
function anyPort(): number {
  return 10_000 + Math.floor(Math.random() * 20_000);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      const code = codeOf(error);
      if (code === 'EADDRINUSE') resolve(false);
      else if (code === 'EACCES') {
        const next = 'Move all ports: --port-base 20000.';
        reject(new UserError(`You may not listen on port ${port}.`, { next, exit: exitCode.permission, cause: error }));
      } else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
