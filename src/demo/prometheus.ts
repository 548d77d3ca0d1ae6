/** A Prometheus that scrapes what runs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Job } from '../metrics/metric.ts';
import { addressOf, targetNames, targets } from '../simulator/targets.ts';
import { seconds, type Duration } from '../time/duration.ts';
import { host, type Ports } from './ports.ts';
import { answers, startProcess, type RunningProcess } from './process.ts';

export interface ScrapeJob {
  readonly name: Job;
  /** `host:port`, which becomes the label `instance`. */
  readonly targets: readonly string[];
}

/** Parts that are scraped besides Prometheus itself and the simulator. */
export interface Scraped {
  readonly pushgateway: boolean;
  /** The addresses of PostgreSQL's exporters. */
  readonly postgres: readonly string[];
  readonly grafana: boolean;
}

/** The jobs of a stack: only what runs, for a target that is not there would be down for ever. */
export function scrapeJobs(ports: Ports, { pushgateway, postgres, grafana }: Scraped): readonly ScrapeJob[] {
  const ofSimulator = new Map<Job, string[]>();
  for (const name of targetNames) {
    const { job } = targets[name];
    ofSimulator.set(job, [...(ofSimulator.get(job) ?? []), addressOf(name, host, ports.simulator)]);
  }
  return [
    { name: 'prometheus', targets: [`${host}:${ports.prometheus}`] },
    ...[...ofSimulator].map(([name, addresses]) => ({ name, targets: addresses })),
    ...(postgres.length === 0 ? [] : [{ name: 'postgres' as const, targets: postgres }]),
    ...(pushgateway ? [{ name: 'pushgateway' as const, targets: [`${host}:${ports.pushgateway}`] }] : []),
    ...(grafana ? [{ name: 'grafana' as const, targets: [`${host}:${ports.grafana}`] }] : []),
  ];
}

/** The longest that Prometheus waits for a page, unless it scrapes more often than that. */
const longestScrape = 10;

export interface ScrapeOptions {
  readonly scrapeInterval: Duration;
  readonly environment: string;
  /** The paths of files of rules. */
  readonly rules?: readonly string[] | undefined;
}

/** The text of `prometheus.yml`. Every target carries `environment`: rules do not see external labels. */
export function prometheusConfig(
  jobs: readonly ScrapeJob[],
  { scrapeInterval, environment, rules = [] }: ScrapeOptions,
): string {
  const config = {
    global: {
      scrape_interval: scrapeInterval,
      scrape_timeout: seconds(scrapeInterval) < longestScrape ? scrapeInterval : `${longestScrape}s`,
      evaluation_interval: scrapeInterval,
    },
    ...(rules.length === 0 ? {} : { rule_files: rules }),
    scrape_configs: jobs.map(({ name, targets: addresses }) => ({
      job_name: name,
      // What is pushed names its own job and instance.
      ...(name === 'pushgateway' ? { honor_labels: true } : {}),
      static_configs: [{ targets: addresses, labels: { environment } }],
    })),
  };
  return stringify(config, { lineWidth: 120 });
}

export interface PrometheusOptions {
  readonly program: string;
  /** Of its own; `data` in it holds the blocks. */
  readonly folder: string;
  readonly port: number;
  readonly config: string;
  /** How long samples are kept, in days. */
  readonly retention: number;
  readonly signal: AbortSignal;
}

/** Where a Prometheus of such a folder keeps its blocks. */
export function blocksFolder(folder: string): string {
  return join(folder, 'data');
}

/** @throws UserError where it does not start */
export async function startPrometheus(options: PrometheusOptions): Promise<RunningProcess> {
  const { program, folder, port, config, retention, signal } = options;
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'prometheus.yml');
  await writeFile(file, config);
  return startProcess({
    name: 'Prometheus',
    program,
    args: [
      `--config.file=${file}`,
      `--storage.tsdb.path=${blocksFolder(folder)}`,
      `--storage.tsdb.retention.time=${retention}d`,
      `--web.listen-address=${host}:${port}`,
      '--enable-feature=exemplar-storage',
      '--log.level=warn',
    ],
    cwd: folder,
    ready: () => answers(`http://${host}:${port}/-/ready`),
    signal,
  });
}
