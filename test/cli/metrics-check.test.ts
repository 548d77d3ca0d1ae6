/** `dashboards metrics check` as it is typed. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkout, dashboards, put, start, temporaryFolder } from '../support/program.ts';
import { freePort } from '../support/port.ts';

const folder = temporaryFolder();
const fixture = (name: string): string => join('test', 'fixtures', 'expositions', `${name}.txt`);

function page(name: string, text: string): string {
  const path = join(folder, name);
  put(path, text);
  return path;
}

const state = `# TYPE orders_by_status gauge
orders_by_status{status="pending"} 3
# TYPE orders_oldest_open_age_seconds gauge
orders_oldest_open_age_seconds{status="pending"} 12
`;

const check = (...args: readonly string[]) => dashboards(['metrics', 'check', ...args]);

describe('a page that agrees', () => {
  const path = page('state.txt', state);

  test('ends with 0; the guess is told on stderr', () => {
    expect(check(path)).toEqual({
      code: 0,
      stdout: '0 findings in 2 metrics with 2 series of job order_processing_state\n',
      stderr: 'By what is on it, the page is of job order_processing_state; --job names another.\n',
    });
  });

  test('of a named job, nothing is told', () => {
    expect(check(path, '--job', 'order_processing_state').stderr).toBe('');
  });
});

test('findings are told by kind, in 80 columns, the same each time', () => {
  const path = page(
    'wrong.txt',
    `${state.replaceAll('status=', 'state=')}# TYPE orders_waiting_ms gauge\norders_waiting_ms 1\n`,
  );
  const { code, stdout } = check(path, '--job', 'order_processing_state');
  expect(code).toBe(1);
  expect(stdout).toBe(`unknown: the catalogue lacks it
  orders_waiting_ms: gauge without labels of its own
  Next: Add it to src/metrics, or bring the service along: dashboards metrics
    import.

other labels than in the catalogue
  orders_by_status: no series has the label status
  orders_by_status: the catalogue does not have the label state
  orders_oldest_open_age_seconds: no series has the label status
  orders_oldest_open_age_seconds: the catalogue does not have the label state
  Next: Correct the one that is wrong: a query that groups by a missing label
    has one nameless series.

against Prometheus's rules for names
  orders_waiting_ms: _ms: the base unit is _seconds
  Next: Rename it now, before dashboards use it:
    https://prometheus.io/docs/practices/naming/

6 findings in 3 metrics with 3 series of job order_processing_state
`);
  expect(check(path, '--job', 'order_processing_state').stdout).toBe(stdout);
});

describe('options', () => {
  test('a job that is named must show all of itself, unless systems are named', () => {
    const sdk = fixture('temporal-sdk-go-tally');
    const whole = check(sdk, '--job', 'order_processing_worker');
    expect(whole.code).toBe(1);
    expect(whole.stdout).toContain('  payments_processed_total: not on the page\n');
    const part = check(sdk, '--job', 'order_processing_worker', '--system', 'temporalSdk, temporalGoOnly');
    expect(part).toMatchObject({ code: 0, stderr: '' });
  });

  test('a guessed one must show those systems of which something is there', () => {
    const { code, stdout, stderr } = check(fixture('temporal-sdk-go-tally'));
    expect(code).toBe(0);
    expect(stdout).toContain('not shown, which may wait for their first event');
    expect(stderr).toContain('Nothing of application is on the page');
  });

  test('the profile decides how the Temporal SDK spells its metrics', () => {
    const core = fixture('temporal-sdk-core');
    const { code, stderr } = check(core);
    expect([code, stderr]).toEqual([1, expect.stringContaining('rather those of --profile core.')]);
    expect(check(core, '--profile', 'core')).toMatchObject({ code: 0 });
    expect(check(fixture('temporal-server-1.30-tally')).stderr).not.toContain('--profile');
  });

  test('strict holds other programs to everything', () => {
    const { code, stdout } = check(fixture('alertmanager-0.25'), '--strict', '--json');
    const { ok, findings, notShown, notInCatalogue }: Report = JSON.parse(stdout);
    expect([code, ok, notShown]).toEqual([1, false, []]);
    // What is left out on purpose remains so.
    expect(notInCatalogue.filter((name) => !name.startsWith('promhttp_'))).toEqual([]);
    expect(findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['missing', 'unknown']));
  });

  test('limits of series and values', () => {
    const roles = fixture('postgres_exporter-0.20');
    expect(check(roles).code).toBe(0);
    const { code, stdout } = check(roles, '--max-values', '10', '--json');
    const { findings }: Report = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(findings).toContainEqual({
      kind: 'cardinality',
      metric: 'pg_roles_connection_limit',
      label: 'rolname',
      problem: 'the label rolname has 12 values, above 10',
      next: expect.stringContaining('--max-values'),
    });
    expect(check(roles, '--max-series', '11').code).toBe(1);
  });

  test('no job fits: it is said, and only names and numbers are judged', () => {
    const { code, stdout, stderr } = check(page('other.txt', '# TYPE cache_hits_total counter\ncache_hits_total 1\n'));
    expect(code).toBe(1);
    expect(stdout).toContain('cache_hits_total: counter without labels of its own');
    expect(stdout).not.toContain('missing');
    expect(stdout).toContain('of no job that the catalogue knows');
    expect(stderr).toContain('what is missing is not judged');
  });

  interface Report {
    readonly ok: boolean;
    readonly findings: readonly { readonly kind: string }[];
    readonly notShown: readonly string[];
    readonly notInCatalogue: readonly string[];
  }
});

describe('mistakes', () => {
  const path = page('state.txt', state);

  test.each<[readonly string[], number, string]>([
    [[path, '--job', 'order_processing_apy'], 2, 'no job "order_processing_apy"; did you mean order_processing_api?'],
    [[path, '--system', 'aplication'], 2, 'no system "aplication"; did you mean application?'],
    [[path, '--profile', 'cor'], 2, 'there is no profile "cor"; nearest: core.'],
    [[path, '--env', 'nowhere'], 2, 'no environment "nowhere"'],
    [[path, '--max-series', '0'], 2, '--max-series is "0"'],
    [[path, '--max-values', 'many'], 2, '--max-values is "many"'],
    [['absent.txt'], 2, 'absent.txt is not there.'],
    [[join(checkout, 'README.md')], 2, 'The metrics page cannot be read: line '],
    [[page('comments.txt', '# TYPE a gauge\n')], 2, 'is no page of metrics: it has no sample.'],
    [[], 2, "missing required argument 'page'"],
  ])('%j', (args, code, message) => {
    const outcome = check(...args);
    expect([outcome.code, outcome.stdout]).toEqual([code, '']);
    expect(outcome.stderr).toContain(message);
    expect(outcome.stderr).toContain('Next: ');
    expect(outcome.stderr).not.toMatch(/^ +at /mu);
  });
});

test('over HTTP, with the credentials of the environment; a page that is refused ends with 3', async () => {
  const server = createServer((request, response) => {
    response.writeHead(request.headers.authorization === 'Bearer open' ? 200 : 401).end(state);
  });
  server.listen(await freePort(), '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  const url = `http://127.0.0.1:${typeof place === 'object' && place !== null ? place.port : 0}/metrics`;
  try {
    const refused = await start(['metrics', 'check', url], checkout).outcome;
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('refuses (HTTP 401)')]);
    process.env['METRICS_TOKEN'] = 'open';
    expect(await start(['metrics', 'check', url], checkout).outcome).toMatchObject({ code: 0 });
  } finally {
    delete process.env['METRICS_TOKEN'];
    server.closeAllConnections();
    server.close();
  }
});
