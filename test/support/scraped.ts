/** A real Prometheus that scrapes pages of ours, each under labels of its own. */
import { stringify } from 'yaml';
import { serveExpositions } from './exposition-server.ts';
import { startPrometheus, type Prometheus } from './prometheus.ts';
import { waitFor } from './wait.ts';

export interface ScrapedPage {
  readonly text: string;
  readonly labels: Readonly<Record<string, string>> & { readonly job: string };
  /** How often it is scraped; a second, unless given. */
  readonly every?: string;
}

export interface Scraped extends Prometheus {
  /** Ends Prometheus alone; `stop` ends the pages too. */
  readonly kill: () => Promise<void>;
}

/** Resolves once each page was scraped so often. The counters of a page grow by one at each scrape. */
export async function scrape(program: string, pages: readonly ScrapedPage[], times = 4): Promise<Scraped> {
  const server = await serveExpositions(new Map(pages.map(({ text }, index) => [String(index), text])));
  const configuration = stringify({
    scrape_configs: pages.map(({ labels, every = '1s' }, index) => ({
      job_name: `page-${index}`,
      metrics_path: `/${index}`,
      scrape_interval: every,
      scrape_timeout: '1s',
      static_configs: [{ targets: [server.address], labels }],
    })),
  });
  let prometheus: Prometheus;
  try {
    prometheus = await startPrometheus(program, configuration);
  } catch (error) {
    await server.stop();
    throw error;
  }
  let running = true;
  const kill = async () => {
    if (running) await prometheus.stop();
    running = false;
  };
  const stop = async () => {
    await kill();
    await server.stop();
  };
  try {
    await waitFor(`${times} scrapes of each page`, async () => {
      const counted = await prometheus.query(`count(count_over_time(up[5m]) >= ${times})`, Date.now() / 1000);
      return 'data' in counted && JSON.stringify(counted.data).includes(`"${pages.length}"`);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...prometheus, kill, stop };
}
