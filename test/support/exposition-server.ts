/** Recorded `/metrics` pages, served as the programs would: their counters count. */
import { createServer } from 'node:http';
import { once } from 'node:events';

export interface ExpositionServer {
  /** Where it listens: host and port. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Serves each page under its name, on a free port of the loopback. Each time it is asked for, its counters are one more. */
export async function serveExpositions(pages: ReadonlyMap<string, string>): Promise<ExpositionServer> {
  const asked = new Map<string, number>();
  const server = createServer(({ url = '' }, response) => {
    const name = url.slice(1);
    const page = pages.get(name);
    const times = (asked.get(name) ?? 0) + 1;
    asked.set(name, times);
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(page === undefined ? '' : counted(page, times));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the system gave no port');
  return {
    address: `127.0.0.1:${address.port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The page with the values of counters that much higher. */
export function counted(page: string, more: number): string {
  const counters = new Set([...page.matchAll(/^# TYPE (\S+) counter$/gm)].map(([, name]) => name));
  return page.replaceAll(/^([a-zA-Z_:][\w:]*)(.*) (\S+)$/gm, (line, name: string, labels: string, value: string) =>
    counters.has(name) ? `${name}${labels} ${Number(value) + more}` : line,
  );
}
