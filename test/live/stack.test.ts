/**
 * The whole system in real parts on this machine: everything is scraped, says what the catalogue says, fills every panel,
 * and under load Prometheus keeps up.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installed, missing } from '../../src/demo/missing.ts';
import { freePorts, host, type Ports } from '../../src/demo/ports.ts';
import { scrapeJobs } from '../../src/demo/prometheus.ts';
import { startStack, type Stack } from '../../src/demo/stack.ts';
import { addressOf, targetNames } from '../../src/simulator/targets.ts';
import { postLoad } from '../support/load.ts';
import { instantQuery } from '../support/instant-query.ts';
import { dashboards } from '../support/program.ts';
import { waitFor } from '../support/wait.ts';

const environment = 'production';
const { grafana: _, ...found } = installed();
const lacking = missing({ ...found, grafana: 'not needed' });
const install = lacking.map(({ program, install: command }) => `${program}: ${command}`).join('; ');
if (lacking.length > 0 && process.env['CI'] !== undefined) throw new Error(`not installed: ${install}`);

describe.skipIf(lacking.length > 0)(`the whole system${install === '' ? '' : ` (to install: ${install})`}`, () => {
  let ports: Ports;
  let stack: Stack;
  let prometheus = '';

  beforeAll(async () => {
    ports = await freePorts();
    stack = await startStack({
      found,
      ports,
      environment,
      replica: true,
      scrapeInterval: '1s',
      history: { days: 8, step: '2m' },
      tell: () => undefined,
      signal: new AbortController().signal,
    });
    prometheus = stack.addresses.prometheus ?? '';
    // A rate needs two.
    await waitFor('three scrapes of every page', async () => {
      const scraped = await instantQuery(prometheus, 'count_over_time(up[1m]) >= 3');
      return scraped.length === expectedTargets(ports).length;
    });
  }, 120_000);

  afterAll(() => stack?.stop(), 30_000);

  it('is scraped, every page of it', async () => {
    const up = await instantQuery(prometheus, `up{environment="${environment}"}`);
    const pages = up.map(({ labels, value }) => `${labels['job']} ${labels['instance']} ${value}`);
    expect(pages.toSorted()).toEqual(
      expectedTargets(ports)
        .map((target) => `${target} 1`)
        .toSorted(),
    );
  });

  it.each(targetNames)('says on the page "%s" what the catalogue says', (name) => {
    const outcome = dashboards(['metrics', 'check', `http://${addressOf(name, host, ports.simulator)}/metrics`]);
    expect(outcome, outcome.stdout + outcome.stderr).toMatchObject({ code: 0 });
  });

  it('keeps its exemplars', async () => {
    await waitFor('an exemplar', async () => {
      const query = new URLSearchParams({ query: 'order_processing_seconds_bucket', start: '0', end: '4000000000' });
      return (await (await fetch(`${prometheus}/api/v1/query_exemplars?${query}`)).text()).includes('trace_id');
    });
  });

  it('fills every panel', () => {
    const outcome = dashboards(['verify', '--prometheus', prometheus]);
    expect(outcome, outcome.stdout + outcome.stderr).toMatchObject({ code: 0 });
  });

  it('takes 500 orders a second, and every page is scraped in its interval meanwhile', async () => {
    const seconds = 6;
    const body = JSON.stringify({ product: 'laptop', quantity: 1 });
    const { answers, seconds: took } = await postLoad({
      url: `http://${host}:${ports.simulator}/orders`,
      body,
      perSecond: 600,
      seconds,
    });
    expect([...answers.keys()]).toEqual([201]);
    expect((answers.get(201) ?? 0) / took).toBeGreaterThanOrEqual(500);
    const window = `${Math.floor(took)}s`;
    const slowest = await instantQuery(prometheus, `max_over_time(scrape_duration_seconds[${window}])`);
    expect(slowest.filter(({ value }) => value >= 1)).toEqual([]);
    expect(await instantQuery(prometheus, `min_over_time(up[${window}]) == 0`)).toEqual([]);
    const scrapes = await instantQuery(prometheus, `count_over_time(up[${window}])`);
    expect(scrapes).toHaveLength(expectedTargets(ports).length);
    expect(scrapes.filter(({ value }) => value < Math.floor(took) - 1)).toEqual([]);
  });
});

function expectedTargets(ports: Ports): readonly string[] {
  const postgres = [ports.postgresExporter, ports.replicaExporter].map((port) => `${host}:${port}`);
  return scrapeJobs(ports, { pushgateway: true, postgres, grafana: false }).flatMap(({ name, targets }) =>
    targets.map((target) => `${name} ${target}`),
  );
}
