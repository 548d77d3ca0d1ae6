/**
 * The whole system in real parts on this machine: everything is scraped, says what the catalogue says, fills every panel,
 * and under load Prometheus keeps up.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { freePorts, host, type Ports } from '../../src/demo/ports.ts';
import { scrapeJobs } from '../../src/demo/prometheus.ts';
import { startStack, type Stack } from '../../src/demo/stack.ts';
import { products } from '../../src/simulator/products.ts';
import { addressOf, targetNames } from '../../src/simulator/targets.ts';
import { postLoad } from '../support/load.ts';
import { instantQuery } from '../support/instant-query.ts';
import { checkout, dashboards } from '../support/program.ts';
import { complete, needsPrograms, stackPrograms } from '../support/stack-programs.ts';
import { waitFor } from '../support/wait.ts';

const environment = 'production';

beforeEach(needsPrograms);

describe('the whole system', () => {
  let ports: Ports;
  let stack: Stack | undefined;
  let prometheus = '';

  beforeAll(async () => {
    if (!complete) return;
    ports = await freePorts();
    stack = await startStack({
      found: stackPrograms,
      ports,
      environment,
      replica: true,
      scrapeInterval: '1s',
      // What panels compare with the week before is of these, and a rate over five minutes needs two samples.
      history: { days: 8, step: '140s', targets: 'api,worker,state' },
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

  it('takes 500 orders a second, and every page is scraped in its interval meanwhile', async () => {
    const seconds = 6;
    const body = JSON.stringify({ product: products[0]?.name, quantity: 1 });
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

  it('fills every panel', async () => {
    // The orders of the test before give it something to do.
    await waitFor('PostgreSQL to clean up by itself', async () => {
      const cleaned = await instantQuery(prometheus, 'pg_stat_user_tables_last_autovacuum > 0');
      return cleaned.length > 0;
    });
    const { code, findings } = verified(prometheus);
    expect(findings).toEqual([]);
    expect(code).toBe(0);
  });
});

describe('a system that no longer exposes a metric', () => {
  const gone = 'orders_created_total';
  let stack: Stack | undefined;
  let prometheus = '';

  beforeAll(async () => {
    if (!complete) return;
    const { prometheus: program } = stackPrograms;
    stack = await startStack({
      found: program === undefined ? {} : { prometheus: program },
      ports: await freePorts(),
      environment,
      scrapeInterval: '1s',
      without: gone,
      tell: () => undefined,
      signal: new AbortController().signal,
    });
    prometheus = stack.addresses.prometheus ?? '';
    await waitFor(
      'three scrapes',
      async () => (await instantQuery(prometheus, 'count_over_time(up[1m]) >= 3')).length > 0,
    );
  }, 60_000);

  afterAll(() => stack?.stop(), 30_000);

  it('has verify name every panel that is empty for want of it', () => {
    const { code, findings } = verified(prometheus);
    expect(code).toBe(1);
    const named = findings
      .filter(({ problem }) => problem.includes(gone))
      .map(({ dashboard, place }) => `${dashboard}: ${place.title}`);
    const expected = panelsThatAsk(gone);
    expect(expected.length).toBeGreaterThan(0);
    expect([...new Set(named)].toSorted()).toEqual(expected);
  });
});

function expectedTargets(ports: Ports): readonly string[] {
  const postgres = [ports.postgresExporter, ports.replicaExporter].map((port) => `${host}:${port}`);
  return scrapeJobs(ports, { pushgateway: true, postgres, grafana: false }).flatMap(({ name, targets }) =>
    targets.map((target) => `${name} ${target}`),
  );
}

const report = z.looseObject({
  findings: z.array(
    z.looseObject({
      kind: z.string(),
      dashboard: z.string(),
      place: z.looseObject({ kind: z.string(), title: z.string() }),
      problem: z.string(),
    }),
  ),
});

/** What verify says of this project's dashboards. */
function verified(prometheus: string) {
  const { code, stdout, stderr } = dashboards(['verify', '--prometheus', prometheus, '--json']);
  expect(stdout, stderr).toContain('"findings"');
  return { code, findings: report.parse(JSON.parse(stdout)).findings };
}

const dashboard = z.looseObject({
  title: z.string(),
  panels: z.array(
    z.looseObject({
      title: z.string().optional(),
      targets: z.array(z.looseObject({ expr: z.string() })).optional(),
    }),
  ),
});

/** The panels of the committed dashboards with a query that asks for a metric, as `dashboard: panel`, sorted. */
function panelsThatAsk(metric: string): readonly string[] {
  const folder = join(checkout, 'provisioning', 'grafana', 'dashboards');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => dashboard.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
    .flatMap(({ title, panels }) =>
      panels
        .filter(({ targets = [] }) => targets.some(({ expr }) => expr.includes(metric)))
        .map((panel) => `${title}: ${panel.title ?? ''}`),
    )
    .toSorted();
}
