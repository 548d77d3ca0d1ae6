import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { portsFrom, wellKnownPorts } from '../../src/demo/ports.ts';
import { prometheusConfig, scrapeJobs } from '../../src/demo/prometheus.ts';
import { find, programs } from '../../src/demo/programs.ts';
import { run, temporaryFolder } from '../support/program.ts';

const all = { pushgateway: true, postgres: ['127.0.0.1:9187', '127.0.0.1:9188'], grafana: true };
const none = { pushgateway: false, postgres: [], grafana: false };

describe('scrape jobs of a stack', () => {
  it('are those of the system, under its names', () => {
    expect(scrapeJobs(wellKnownPorts, all)).toEqual([
      { name: 'prometheus', targets: ['127.0.0.1:9090'] },
      { name: 'order_processing_api', targets: ['127.0.0.1:8080', '127.0.0.1:8084'] },
      { name: 'order_processing_worker', targets: ['127.0.0.1:8081', '127.0.0.1:8083'] },
      { name: 'order_processing_state', targets: ['127.0.0.1:8082'] },
      { name: 'temporal', targets: ['127.0.0.1:8085'] },
      { name: 'postgres', targets: ['127.0.0.1:9187', '127.0.0.1:9188'] },
      { name: 'pushgateway', targets: ['127.0.0.1:9091'] },
      { name: 'grafana', targets: ['127.0.0.1:3000'] },
    ]);
  });

  it('leave out what does not run', () => {
    expect(scrapeJobs(wellKnownPorts, none).map(({ name }) => name)).toEqual([
      'prometheus',
      'order_processing_api',
      'order_processing_worker',
      'order_processing_state',
      'temporal',
    ]);
  });
});

describe('the configuration of Prometheus', () => {
  it('labels every target, and lets the Pushgateway alone name its jobs', () => {
    const config: unknown = parse(
      prometheusConfig(scrapeJobs(portsFrom(20_000), { ...none, pushgateway: true }).slice(-2), {
        scrapeInterval: '15s',
        environment: 'production',
      }),
    );
    const labels = { environment: 'production' };
    expect(config).toEqual({
      global: { scrape_interval: '15s', scrape_timeout: '10s', evaluation_interval: '15s' },
      scrape_configs: [
        { job_name: 'temporal', static_configs: [{ targets: ['127.0.0.1:20005'], labels }] },
        { job_name: 'pushgateway', honor_labels: true, static_configs: [{ targets: ['127.0.0.1:20008'], labels }] },
      ],
    });
  });

  it.each([
    ['1s', '1s'],
    ['500ms', '500ms'],
    ['10s', '10s'],
    ['1m', '10s'],
  ] as const)('scraping every %s waits %s at most', (scrapeInterval, timeout) => {
    expect(prometheusConfig([], { scrapeInterval, environment: 'production' })).toContain(`scrape_timeout: ${timeout}`);
  });

  it('is one that promtool takes', (context) => {
    const promtool = find('promtool');
    if (promtool === undefined) {
      if (process.env['CI'] !== undefined) throw new Error('promtool is not on the path');
      return context.skip(`install promtool: ${programs.promtool.install}`);
    }
    const file = join(temporaryFolder(), 'prometheus.yml');
    writeFileSync(
      file,
      prometheusConfig(scrapeJobs(wellKnownPorts, all), { scrapeInterval: '1s', environment: 'production' }),
    );
    expect(run(promtool, ['check', 'config', file], '/')).toMatchObject({ code: 0 });
  });
});
