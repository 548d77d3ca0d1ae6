/**
 * A recorded `/metrics` page as a living program: it is served over HTTP with counters that grow, and a real Prometheus
 * scrapes it.
 */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { stringify } from 'yaml';
import { instantQuery, type Sample } from './instant-query.ts';
import { startPrometheus, type Prometheus } from './prometheus.ts';
import { waitFor } from './wait.ts';

/** A program to scrape: what it says, and the labels of its target. */
export interface Page {
  readonly text: string;
  readonly labels: { readonly environment: string; readonly job: string; readonly instance: string };
}

export interface Replay {
  /** Where its Prometheus listens, without a slash at the end. */
  readonly url: string;
  /** The series that an instant query answers with now. */
  readonly series: (query: string) => Promise<readonly Sample[]>;
  readonly stop: () => Promise<void>;
}

/** Scrapes before the first query: a rate needs two. */
const enough = 3;

/** Serves the pages and starts a Prometheus that scrapes them; resolves once rates can be had. */
export async function replay(program: string, pages: readonly Page[]): Promise<Replay> {
  const scrapes = pages.map(() => 0);
  const server = createServer((request, response) => {
    const index = Number(/^\/(\d+)$/.exec(request.url ?? '')?.[1]);
    const page = pages[index];
    if (page === undefined) {
      response.writeHead(404).end();
      return;
    }
    const time = (scrapes[index] ?? 0) + 1;
    scrapes[index] = time;
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(grown(page.text, time));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  if (typeof address !== 'object' || address === null) throw new Error('the system gave no port');
  let prometheus: Prometheus;
  try {
    prometheus = await startPrometheus(program, configuration(`127.0.0.1:${address.port}`, pages));
  } catch (error) {
    await close();
    throw error;
  }
  const series = (query: string) => instantQuery(prometheus.url, query);
  const stop = async () => {
    await prometheus.stop();
    await close();
  };
  try {
    await waitFor(`${enough} scrapes of each page`, async () => {
      const counted = await series(`count_over_time(up[1m]) >= ${enough}`);
      return counted.length === pages.length;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: prometheus.url, series, stop };
}

/** The page after so many scrapes: all that its counters and histograms count has happened that often. */
function grown(text: string, times: number): string {
  const counting = new Set<string>();
  return text
    .split('\n')
    .map((line) => {
      const [, family, type] = /^# TYPE (\S+) (\S+)/.exec(line) ?? [];
      if (family !== undefined && (type === 'counter' || type === 'histogram')) counting.add(family);
      const [, name, rest, value] = /^([\w:]+)((?:\{.*\})?) (\S+)$/.exec(line) ?? [];
      if (name === undefined) return line;
      const counts = counting.has(name) || counting.has(name.replace(/_(?:bucket|sum|count)$/, ''));
      return counts ? `${name}${rest} ${Number(value) * times}` : line;
    })
    .join('\n');
}

function configuration(target: string, pages: readonly Page[]): string {
  return stringify({
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: pages.map(({ labels }, index) => ({
      job_name: `page-${index}`,
      metrics_path: `/${index}`,
      static_configs: [{ targets: [target], labels }],
    })),
  });
}
