/** The database dashboard against a real Prometheus that scrapes both generations of postgres_exporter. */
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { z } from 'zod';
import { database } from '../../dashboards/database.ts';
import { built, queryPanelsOf } from '../support/dashboard-json.ts';
import { serveExpositions, type ExpositionServer } from '../support/exposition-server.ts';
import { filledIn } from '../support/filled-in.ts';
import { findProgram } from '../support/find-program.ts';
import { startPrometheus, withoutPrometheus, type Prometheus } from '../support/prometheus.ts';
import { waitFor } from '../support/wait.ts';
import { postgresPages } from './postgres-pages.ts';

const json = built(database);

/** By panel and query. */
const queries = queryPanelsOf(json).flatMap(({ title, targets }) =>
  targets.map(({ refId, expr }) => [`${title} ${refId}`, expr] as const),
);

const oldExporter = 'the label came after 0.11';
const oldCollector = 'the collector came after 0.11';
const noFile = '0.11 needs its queries.yaml, which was not loaded';
const noTables = 'the exporter was connected to a database without tables';
const noReplica = 'the recorded server had no replica';

/** The queries that a page rightly has no series for, each with its reason. */
const empty: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'recorded-0.11': {
    'Connections by application A': oldExporter,
    'Waiting by event type A': oldExporter,
    'Long-running transactions A': oldCollector,
    'Replication lag A': noFile,
    'Bytes behind A': noReplica,
    'Log kept by slots A': noReplica,
    'Dead rows A': noFile,
    'Dead rows B': noFile,
    'Dead rows C': noFile,
    'Automatic vacuums in the rate window A': noFile,
    'Oldest unfrozen transaction A': oldCollector,
    'Statements by time A': noFile,
    'Statements by calls A': noFile,
    'Statements by mean time A': noFile,
  },
  'recorded-0.20': {
    'Connections by application A': 'trimmed: only the zeros of states without a session were kept',
    'Waiting by event type A': 'trimmed: only the zeros of states without a session were kept',
    'Replication lag A': 'the recorded server is a primary, and says so',
    'Bytes behind A': noReplica,
    'Log kept by slots A': noReplica,
    'Dead rows A': noTables,
    'Dead rows B': noTables,
    'Dead rows C': noTables,
    'Automatic vacuums in the rate window A': noTables,
  },
  'busy-0.11': {
    'Connections by application A': oldExporter,
    'Waiting by event type A': oldExporter,
    'Long-running transactions A': oldCollector,
    'Oldest unfrozen transaction A': oldCollector,
  },
  'busy-0.20': {},
};

const pages = [...postgresPages.keys()];

/** Each page is a target of an environment of that name. */
function configuration(address: string): string {
  const jobs = pages.map(
    (page) => `
  - job_name: ${page}
    metrics_path: /${page}
    static_configs:
      - targets: ['${address}']
        labels: { environment: ${page}, job: postgres, instance: 'db:9187' }`,
  );
  return `global: { scrape_interval: 1s, scrape_timeout: 1s }\nscrape_configs:${jobs.join('')}\n`;
}

const answer = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

let exporters: ExpositionServer | undefined;
let server: Prometheus | undefined;

/** The series that a query answers with now; a scalar is none. */
async function ask(context: TestContext, query: string) {
  if (server === undefined) withoutPrometheus(context);
  const found = await server.query(query, Date.now() / 1000);
  expect(found, query).not.toHaveProperty('error');
  return answer.parse(found).data.result;
}

/** The values of a panel's query in an environment, by the values of some labels. */
async function values(context: TestContext, name: string, environment: string, ...labels: readonly string[]) {
  const [, text = ''] = queries.find(([title]) => title === name) ?? [];
  const found = await ask(context, filledIn(text, environment));
  return Object.fromEntries(
    found.map(({ metric, value }) => [labels.map((label) => metric[label] ?? '').join(' '), Number(value[1])]),
  );
}

beforeAll(async () => {
  const program = findProgram('prometheus');
  if (program === undefined) return;
  exporters = await serveExpositions(postgresPages);
  const prometheus = await startPrometheus(program, configuration(exporters.address));
  server = prometheus;
  const often = `count(count_over_time(pg_up[1m]) >= 3) == ${pages.length}`;
  await waitFor('three scrapes of each page', async () => {
    const found = answer.parse(await prometheus.query(often, Date.now() / 1000));
    return found.data.result.length > 0;
  });
}, 60_000);

afterAll(async () => {
  await server?.stop();
  await exporters?.stop();
});

describe.each(pages)('%s', (page) => {
  const without = empty[page] ?? {};

  it('the list of what it lacks names queries', () => {
    expect(queries.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(without)));
  });

  it.for(queries)('%s', async ([name, text], context) => {
    const query = filledIn(text, page);
    expect(query).not.toContain('$');
    const found = await ask(context, query);
    if (name in without) expect(found, without[name]).toEqual([]);
    else expect(found.length).toBeGreaterThan(0);
    for (const { metric, value } of found) {
      expect(metric['datname'] ?? 'orders').toMatch(/^(?:orders|postgres)$/);
      expect(Number(value[1])).not.toBeNaN();
    }
  });

  it('the variable offers its databases, and no template', async (context) => {
    const { query = '' } = json.templating.list.find(({ name }) => name === 'datname') ?? {};
    const selector = /^label_values\((.+), datname\)$/.exec(query)?.[1] ?? '';
    const found = await ask(context, `count by (datname) (${filledIn(selector, page)})`);
    expect(found.map(({ metric }) => metric['datname']).toSorted()).toEqual(['orders', 'postgres']);
  });
});

describe('all environments at once', () => {
  it.for(queries)('%s', async ([, text], context) => {
    expect((await ask(context, filledIn(text))).length).toBeGreaterThan(0);
  });

  it.for(json.annotations.list.map(({ name, expr }) => [name, expr] as const))(
    'annotation %s is understood',
    async ([, text], context) => {
      await ask(context, filledIn(text));
    },
  );
});

describe('what the panels say of the pages', () => {
  const of = 'recorded-0.11|busy-0.20';

  it('connections used are of all databases, of each server by itself', async (context) => {
    const found = await values(context, 'Connections used A', of, 'environment');
    expect(found['recorded-0.11']).toBeCloseTo(3 / 97);
    expect(found['busy-0.20']).toBeCloseTo(13 / 97);
  });

  it('the limit is the sum of what the servers grant', async (context) => {
    expect(await values(context, 'Connections by state B', of)).toEqual({ '': 194 });
  });

  it('connections are counted by application without the zeros of empty states', async (context) => {
    const found = await values(context, 'Connections by application A', of, 'application_name');
    expect(found).toEqual({ api: 10, worker: 3 });
  });

  it('only active connections wait', async (context) => {
    expect(await values(context, 'Waiting by event type A', of, 'wait_event_type')).toEqual({ Lock: 2 });
  });

  it('hits and reads that count alike are a ratio of a half', async (context) => {
    const found = await values(context, 'Cache hit ratio by database A', of, 'environment', 'datname');
    expect(Object.keys(found)).toHaveLength(4);
    for (const ratio of Object.values(found)) expect(ratio).toBeCloseTo(0.5);
  });

  it('commits and rollbacks add up, and half is rolled back', async (context) => {
    const found = await values(context, 'Rollback ratio A', of, 'environment', 'datname');
    expect(Object.keys(found)).toHaveLength(4);
    // A counter that was just at zero is not followed back as far as the others.
    for (const ratio of Object.values(found)) expect(Math.abs(ratio - 0.5)).toBeLessThan(0.1);
    const { '': all = 0 } = await values(context, 'Transactions per second A', of);
    const { '': commits = 0 } = await values(context, 'Commits and rollbacks A', of);
    expect(all / commits).toBeGreaterThan(1.5);
  });

  it('the lag is that of replicas', async (context) => {
    const found = await values(context, 'Replication lag A', '.+', 'environment');
    expect(found).toEqual({ 'busy-0.11': 12, 'busy-0.20': 12 });
  });

  it.for(['busy-0.11', 'busy-0.20'])('a table comes with its dead rows and last vacuum (%s)', async (page, context) => {
    const rows = (refId: string) => values(context, `Dead rows ${refId}`, page, 'relname');
    expect(await rows('A')).toEqual({ orders: 0.25, items: 0.05 });
    expect(await rows('B')).toEqual({ orders: 250, items: 5 });
    expect(await rows('C')).toEqual({ orders: 1.7e12 });
  });

  it('a statement takes the time of its calls', async (context) => {
    const found = await values(context, 'Statements by mean time A', 'busy-0.11', 'queryid');
    expect(found['-42']).toBeCloseTo(1);
  });

  it('at most ten statements are listed', async (context) => {
    for (const order of ['time', 'calls', 'mean time'])
      expect(
        Object.keys(await values(context, `Statements by ${order} A`, '.+', 'environment', 'queryid')),
      ).toHaveLength(10);
  });
});
