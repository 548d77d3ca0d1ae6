/**
 * The whole system in real parts on this machine: everything is scraped, says what the catalogue says, fills every panel,
 * and under load Prometheus keeps up. What may be empty is filled by what its declaration names.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { freePorts, host, type Ports } from '../../src/demo/ports.ts';
import { scrapeJobs } from '../../src/demo/prometheus.ts';
import { startStack, type Stack } from '../../src/demo/stack.ts';
import { panelId } from '../../src/identity/ids.ts';
import { incidents } from '../../src/policy/incidents.ts';
import { products } from '../../src/simulator/products.ts';
import { addressOf, targetNames } from '../../src/simulator/targets.ts';
import { postLoad } from '../support/load.ts';
import { instantQuery, sampleTimes } from '../support/instant-query.ts';
import { dashboards, temporaryFolder } from '../support/program.ts';
import { complete, needsPrograms, stackPrograms } from '../support/stack-programs.ts';
import { committed, declarations, nameOf, queriesOf, verified, type Report } from '../support/verified.ts';
import { waitFor } from '../support/wait.ts';

const environment = 'production';

/** An alert that fires when the API has just started; at first it has been running for half an hour. */
const rule = {
  alert: 'ApiStarted',
  expr: 'time() - process_start_time_seconds{job="order_processing_api"} < 300',
  labels: { severity: 'warning' },
};

/** What an incident fills and other things as well, with series of their own. */
const oftenFull = new Set([
  // The first start of the worker is marked too.
  'order-processing-orders: annotation Deploys',
  // "Waiting by event type": under load a session may wait for the disk.
  `order-processing-database: panel ${panelId('waiting-by-event')}, A`,
]);

beforeEach(needsPrograms);

describe('the whole system', () => {
  let ports: Ports;
  let stack: Stack | undefined;
  let prometheus = '';
  /** What verify says before anything happens. */
  let usual: ReturnType<typeof verified> | undefined;

  beforeAll(async () => {
    if (!complete) return;
    ports = await freePorts();
    const rules = join(temporaryFolder(), 'rules.yaml');
    writeFileSync(rules, stringify({ groups: [{ name: 'test', rules: [rule] }] }));
    stack = await startStack({
      found: stackPrograms,
      ports,
      environment,
      replica: true,
      scrapeInterval: '1s',
      rules: [rules],
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
    const scrapes = await sampleTimes(prometheus, `up[${window}]`);
    expect(scrapes).toHaveLength(expectedTargets(ports).length);
    expect(scrapes.filter((times) => times.length < Math.floor(took) - 1)).toEqual([]);
    // One that is left out leaves a gap of two intervals.
    const gaps = scrapes.flatMap((times) => times.slice(1).map((time, index) => time - (times[index] ?? time)));
    expect(Math.max(...gaps)).toBeLessThan(1.5);
  });

  it('fills every panel', async () => {
    // The orders of the test before give it something to do.
    await waitFor('PostgreSQL to clean up by itself', async () => {
      const cleaned = await instantQuery(prometheus, 'pg_stat_user_tables_last_autovacuum > 0');
      return cleaned.length > 0;
    });
    usual = verified(prometheus);
    expect(usual.findings).toEqual([]);
    expect(usual.code).toBe(0);
    expect(named(usual, 'unproven')).toEqual([]);
    expect(usual.summary.unprovenJobs).toEqual([]);
  });

  it('has what is declared in an ordinary system, and nothing of what incidents bring', () => {
    expect(usual).toBeDefined();
    if (usual === undefined) return;
    const incidental = declarations().filter(
      ({ filledBy }) => filledBy === 'alert' || Object.hasOwn(incidents, filledBy),
    );
    const without = (names: readonly string[]) => names.filter((name) => !oftenFull.has(name)).toSorted();
    expect(without(named(usual, 'may be empty'))).toEqual(without(incidental.map(nameOf)));
  });

  it('plays the incidents that are said to fill something', async () => {
    const played = declarations()
      .map(({ filledBy }) => filledBy)
      .filter((name) => Object.hasOwn(incidents, name));
    for (const name of new Set(played)) {
      const url = `http://${host}:${ports.simulator}/incidents/${name}`;
      expect((await fetch(url, { method: 'POST' })).status).toBe(201);
    }
  });

  it('has the same said of the committed folder', () => {
    const at = `--at=${Math.floor(Date.now() / 1000) - 2}`;
    const [own, folder] = [verified(prometheus, at), verified(prometheus, at, committed)];
    const statesOf = (report: Report) =>
      Object.fromEntries([...queriesOf(report)].map(([name, { state }]) => [name, state]));
    expect(folder.findings).toEqual([]);
    expect(statesOf(folder)).toEqual(statesOf(own));
  });

  it('has all filled that may be empty by what is said to fill it', { timeout: 120_000 }, async () => {
    expect(usual).toBeDefined();
    if (usual === undefined) return;
    const before = queriesOf(usual);
    // A deploy leaves no worker for 20 seconds, and a rate needs two scrapes of what comes then.
    await waitFor(
      'a workflow task that fails',
      async () => {
        const counted = await instantQuery(
          prometheus,
          'count_over_time(temporal_workflow_task_execution_failed_total[1m]) > 2',
        );
        return counted.length > 0;
      },
      60_000,
    );
    const missing = await verifiedUntil(prometheus, (report) => {
      const queries = queriesOf(report);
      return declarations()
        .map((declaration) => ({
          name: nameOf(declaration),
          isIncident: Object.hasOwn(incidents, declaration.filledBy),
        }))
        .filter(({ name, isIncident }) => {
          const now = queries.get(name);
          const usually = before.get(name);
          // What was there already has more series.
          const more = !isIncident || (now?.series ?? 0) > (usually?.state === 'full' ? usually.series : 0);
          return now?.state !== 'full' || !more;
        })
        .map(({ name }) => name);
    });
    // While the database is slow the page of the state is not scraped in time: other panels may be empty for that.
    expect(missing).toEqual([]);
  });
});

/** The queries in a state, sorted. */
function named(report: Report, state: string): readonly string[] {
  return [...queriesOf(report)]
    .filter(([, query]) => query.state === state)
    .map(([name]) => name)
    .toSorted();
}

/** Asks again until nothing is missing, for a while; what is missing then. */
async function verifiedUntil(
  prometheus: string,
  missingIn: (report: Report) => readonly string[],
): Promise<readonly string[]> {
  const end = Date.now() + 20_000;
  for (;;) {
    const missing = missingIn(verified(prometheus));
    if (missing.length === 0 || Date.now() > end) return missing;
    await pause(500);
  }
}

function expectedTargets(ports: Ports): readonly string[] {
  const postgres = [ports.postgresExporter, ports.replicaExporter].map((port) => `${host}:${port}`);
  return scrapeJobs(ports, { pushgateway: true, postgres, grafana: false }).flatMap(({ name, targets }) =>
    targets.map((target) => `${name} ${target}`),
  );
}
