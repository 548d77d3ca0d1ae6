/** `dashboards verify`: the real program, against a real Prometheus and against what is none. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findProgram } from '../support/find-program.ts';
import { freePort } from '../support/port.ts';
import { checkout, put, start, temporaryFolder, type Outcome } from '../support/program.ts';
import { withoutPrometheus } from '../support/prometheus.ts';
import { scrape, type Scraped } from '../support/scraped.ts';
import { waitFor } from '../support/wait.ts';

const program = findProgram('prometheus');
let server: Scraped;

/** A recorded page, under the labels that the system gives its targets. */
function recorded(file: string, job: string) {
  const text = readFileSync(join(checkout, 'test/fixtures/expositions', file), 'utf8');
  return { text, labels: { job, environment: 'production', instance: `${job}:1` } };
}

beforeAll(async () => {
  if (program === undefined) return;
  server = await scrape(program, [
    recorded('postgres_exporter-0.11.txt', 'postgres'),
    recorded('temporal-sdk-go-tally.txt', 'order_processing_worker'),
  ]);
}, 60_000);

afterAll(async () => {
  await server?.stop();
});

beforeEach((context) => {
  if (program === undefined) withoutPrometheus(context);
});

function run(...args: readonly string[]): Promise<Outcome> {
  return start(['verify', ...args], checkout).outcome;
}

const state = z.enum(['not judged', 'full', 'may be empty', 'unproven', 'empty', 'failed']);
const nullable = z.number().nullable();
const query = {
  state,
  series: z.number(),
  age: nullable,
  seconds: nullable,
  samples: nullable,
  problem: z.string().optional(),
  next: z.string().optional(),
  metric: z.string().optional(),
  reason: z.string().optional(),
  filledBy: z.string().optional(),
  jobs: z.array(z.string()).optional(),
};
/** As docs/json-output.md says; nothing more, nothing less. */
const shape = z.strictObject({
  ok: z.boolean(),
  complete: z.boolean(),
  summary: z.strictObject({
    dashboards: z.number(),
    panels: z.number(),
    states: z.record(state, z.number()),
    unprovenJobs: z.array(z.string()),
    notJudged: z.record(z.string(), z.number()),
    stale: z.number(),
    unfinished: z.number(),
    samples: nullable,
  }),
  budget: z.number(),
  findings: z.array(
    z.strictObject({
      kind: z.enum(['empty', 'failed', 'cost', 'unproven']),
      file: z.string(),
      uid: z.string(),
      dashboard: z.string(),
      place: z.strictObject({
        kind: z.enum(['panel', 'variable', 'annotation']),
        id: z.number().optional(),
        title: z.string(),
      }),
      query: z.string().optional(),
      problem: z.string(),
      next: z.string(),
    }),
  ),
  dashboards: z.array(
    z.strictObject({
      file: z.string(),
      uid: z.string(),
      title: z.string(),
      from: z.number(),
      to: z.number(),
      variables: z.array(z.strictObject({ name: z.string(), ...query })),
      annotations: z.array(z.strictObject({ name: z.string(), ...query })),
      panels: z.array(
        z.strictObject({
          id: z.number().optional(),
          title: z.string(),
          state,
          notJudged: z.array(z.strictObject({ refId: z.string(), what: z.string() })),
          repeatedFor: z.array(z.string()),
          samples: nullable,
          queries: z.array(z.strictObject({ query: z.string(), ...query })),
        }),
      ),
      unfinished: z.number(),
    }),
  ),
  skipped: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
});

const prometheus = { type: 'prometheus', uid: 'p' };

function dashboard(title: string, expressions: Readonly<Record<string, string>>, more: object = {}): string {
  const panels = Object.entries(expressions).map(([name, expr], index) => ({
    id: index + 1,
    type: 'timeseries',
    title: name,
    datasource: prometheus,
    targets: [{ refId: 'A', expr }],
  }));
  return JSON.stringify({ uid: title.toLowerCase(), title, schemaVersion: 39, panels, ...more });
}

function folder(files: Readonly<Record<string, string>>): string {
  const path = temporaryFolder();
  for (const [name, content] of Object.entries(files)) put(join(path, name), content);
  return path;
}

describe('our dashboards', () => {
  it('have the states that these recordings give them', async () => {
    const { code, stdout } = await run('--prometheus', server.url, '--json');
    expect(code).toBe(1);
    const { ok, complete, summary, dashboards, findings } = shape.parse(JSON.parse(stdout));
    expect({ ok, complete }).toEqual({ ok: false, complete: true });
    expect(summary.unprovenJobs).toEqual(['order_processing_api', 'order_processing_state']);
    expect(summary.unfinished).toBe(0);
    const panels = new Map(
      dashboards.flatMap(({ title, panels: of }) => of.map((panel) => [`${title} › ${panel.title}`, panel])),
    );
    expect(panels.size).toBe(summary.panels);
    const states = (...names: readonly string[]) => names.map((name) => panels.get(name)?.state);
    expect(
      states(
        'Database › Connections used',
        'Database › Cache hit ratio',
        'Temporal SDK › Activities',
        'Temporal SDK › Workflow completions',
      ),
    ).toEqual(['full', 'full', 'full', 'full']);
    expect(states('Orders › Orders per second', 'Orders › Orders by status')).toEqual(['unproven', 'unproven']);
    expect(panels.get('Database › Connections by application')?.queries[0]).toMatchObject({
      state: expect.stringMatching(/^(empty|may be empty)$/),
    });
    const used = panels.get('Database › Connections used over time')?.queries[0];
    expect(used).toMatchObject({ state: 'full', series: 1 });
    expect(used?.samples).toBeGreaterThan(0);
    expect(used?.age).toBeLessThan(60);
    for (const { problem, next } of findings) {
      expect(problem).not.toBe('');
      expect(next).toMatch(/\.$/);
    }
  });

  it('--dashboard takes one of them, by title or uid', async () => {
    const by = async (name: string) => {
      const { stdout } = await run('--prometheus', server.url, '--json', '--dashboard', name);
      return shape.parse(JSON.parse(stdout)).dashboards.map(({ title }) => title);
    };
    expect(await by('Temporal SDK')).toEqual(['Temporal SDK']);
    expect(await by('order-processing-temporal-sdk')).toEqual(['Temporal SDK']);
    const { code, stderr } = await run('--prometheus', server.url, '--dashboard', 'Databse');
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('nearest: Database') });
  });
});

describe('a folder of anybody', () => {
  it('is judged, its findings first, with exit code 1', async () => {
    const path = folder({
      'a.json': dashboard('Good', { Up: 'up', Size: 'sum(pg_database_size_bytes) or vector(0)' }),
      'b/c.json': dashboard('Bad', {
        Typo: 'sum(rate(pg_stat_database_xact_comit[5m]))',
        Fallback: 'sum(no_such_metric) or vector(0)',
        Refused: 'sum(up',
        Elsewhere: 'node_load1{job="node"}',
      }),
      'package.json': '{ "name": "x" }',
    });
    const { code, stdout, stderr } = await run('--prometheus', server.url, path, '--range', '5m');
    expect(stdout.replace(/(refuses it: ).*/, '$1…')).toBe(`Bad (${path}/b/c.json)
  panel "Typo"
    empty: query A: metric pg_stat_database_xact_comit is not scraped; nearest: pg_stat_database_xact_commit
      Next: Correct the name, or expose the metric and scrape it.
  panel "Fallback"
    empty: query A: shows only its fallback: metric no_such_metric is not scraped
      Next: Correct the name, or expose the metric and scrape it.
  panel "Refused"
    failed: query A: the server refuses it: …
      Next: Mend the query.

6 panels: 2 with data, 0 may be empty, 1 unproven (job node), 2 empty, 1 failed
3 findings in 1 of 2 dashboards
`);
    expect(stderr).toMatch(/^skipped: .*package\.json: no dashboard/);
    expect(code).toBe(1);
  });

  it('without a finding is exit code 0, unproven or not; --strict takes that for one', async () => {
    const file = join(folder({ 'a.json': dashboard('A', { Up: 'up', Node: 'node_load1{job="node"}' }) }), 'a.json');
    const usual = await run('--prometheus', server.url, file);
    expect(usual).toEqual({
      code: 0,
      stdout:
        '2 panels: 1 with data, 0 may be empty, 1 unproven (job node), 0 empty, 0 failed\n0 findings in 0 of 1 dashboard\n',
      stderr: '',
    });
    const strict = await run('--prometheus', server.url, file, '--strict');
    expect(strict.code).toBe(1);
    expect(strict.stdout).toContain('unproven: query A: not proven: no job node is scraped\n');
  });

  it('a panel above the budget is a finding, which names the query', async () => {
    const path = folder({ 'a.json': dashboard('A', { Up: 'up', Long: 'count_over_time(up[5m])' }) });
    const { code, stdout } = await run('--prometheus', server.url, path, '--range', '5m', '--budget', '1');
    expect(code).toBe(1);
    expect(stdout).toMatch(/panel "Long"\n {4}cost: query A: it touches [\d,]+ samples; the budget is 1\n/);
  });

  it('what is chosen of variables counts, and what they lack is found', async () => {
    const variables = [
      {
        name: 'job',
        type: 'query',
        datasource: prometheus,
        query: 'label_values(up, job)',
        multi: true,
        includeAll: true,
      },
      { name: 'none', type: 'query', datasource: prometheus, query: 'label_values(up, colour)' },
      { name: 'log', type: 'query', datasource: { type: 'loki' }, query: 'label_values(a)' },
    ];
    const path = folder({
      'a.json': dashboard(
        'A',
        { Up: 'up{job=~"$job"}', Lost: 'up{job=~"$jobb"}' },
        { templating: { list: variables } },
      ),
    });
    const { stdout } = await run('--prometheus', server.url, path, '--var', 'job=postgres', '--json');
    const { dashboards, findings, summary } = shape.parse(JSON.parse(stdout));
    const [found] = dashboards;
    expect(found?.panels[0]).toMatchObject({ state: 'full', queries: [{ series: 1 }] });
    expect(found?.variables.map((variable) => variable.state)).toEqual(['full', 'empty', 'not judged']);
    expect(summary.notJudged).toEqual({ variable: 1 });
    expect(findings.map(({ place, problem }) => [place.title, problem])).toEqual([
      ['none', 'it offers nothing: no series of up has the label "colour"'],
      ['Lost', 'the dashboard has no variable $jobb'],
    ]);
  });

  it('a choice of a variable that no dashboard has is told', async () => {
    const list = [{ name: 'job', type: 'constant', query: 'postgres' }];
    const panel = { id: 1, title: 'P', type: 'stat', datasource: prometheus, targets: [{ refId: 'A', expr: 'up' }] };
    const path = folder({ 'a.json': JSON.stringify({ title: 'A', uid: 'a', templating: { list }, panels: [panel] }) });
    const { code, stderr } = await run('--prometheus', server.url, path, '--var', 'jobb=postgres');
    expect(code).toBe(0);
    expect(stderr).toContain('--var jobb: no dashboard here has this variable; nearest: job.');
  });

  it.each(['up{job=~"$job"}', 'up{job="$job"}'])(
    'a repeated panel is asked once, with all values: %s',
    async (expr) => {
      const list = [
        {
          name: 'job',
          type: 'query',
          datasource: prometheus,
          query: 'label_values(up, job)',
          multi: true,
          includeAll: true,
          allValue: 'nothing',
          current: { value: ['$__all'], text: ['All'] },
        },
      ];
      const panel = {
        id: 1,
        title: '$job',
        type: 'stat',
        repeat: 'job',
        datasource: prometheus,
        targets: [{ refId: 'A', expr }],
      };
      const path = folder({
        'a.json': JSON.stringify({ title: 'A', uid: 'a', templating: { list }, panels: [panel] }),
      });
      const { stdout } = await run('--prometheus', server.url, path, '--json');
      const [found] = shape.parse(JSON.parse(stdout)).dashboards;
      expect(found?.panels).toMatchObject([{ state: 'full', repeatedFor: ['job'], queries: [{ series: 2 }] }]);
    },
  );

  it('is told in the same order each time', async () => {
    const expressions = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`Panel ${index}`, `missing_${index}`]),
    );
    const path = folder({ 'b.json': dashboard('B', expressions), 'a.json': dashboard('A', expressions) });
    const once = await run('--prometheus', server.url, path, '--concurrency', '16');
    const again = await run('--prometheus', server.url, path, '--concurrency', '1');
    expect(once).toEqual(again);
    expect([...once.stdout.matchAll(/^(\w) \(/gm)].map(([, title]) => title)).toEqual(['A', 'B']);
  });

  it.each([
    [['--range', '6x'], '--range 6x: it must be a length of time'],
    [['--at', 'soon'], '--at soon: it must be a time'],
    [['--var', 'job'], '--var job: it is no choice'],
    [['--concurrency', '0'], '--concurrency is "0", and must be a whole number from 1 to 256'],
    [['--budget', '-1'], '--budget is "-1", and must be a whole number'],
    [['--timeout', '0s'], '--timeout 0s: it must be a length of time'],
  ])('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await run('--prometheus', server.url, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('without a dashboard, or without an address, is a mistake', async () => {
    expect(await run('--prometheus', server.url, folder({}))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no dashboard in'),
    });
    expect(await run()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("required option '--prometheus <url>'"),
    });
  });
});

/** A server that is no Prometheus. */
async function serve<T>(answer: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const other = createServer(answer);
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  try {
    return await use(typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '');
  } finally {
    other.closeAllConnections();
    other.close();
  }
}

describe('a server that is lost', () => {
  it('from the beginning: exit code 4, and nothing on stdout', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await run('--prometheus', url)).toEqual({
      code: 4,
      stdout: '',
      stderr: `Error: ${url} cannot be reached: nothing listens there.\nNext: Start Prometheus, or give the address where it listens.\n`,
    });
  });

  it('that is something else is named', async () => {
    const html: RequestListener = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
    const { code, stdout, stderr } = await serve(html, (url) => run('--prometheus', url));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Error: .* is not a Prometheus: /);
  });

  it('that wants credentials: exit code 3', async () => {
    const locked: RequestListener = (_, response) => response.writeHead(401).end('no');
    expect(await serve(locked, (url) => run('--prometheus', url, '--json'))).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('PROMETHEUS_TOKEN'),
    });
  });

  const success = JSON.stringify({
    status: 'success',
    data: { resultType: 'matrix', result: [{ metric: {}, values: [[1, '1']] }] },
  });
  const names = JSON.stringify({ status: 'success', data: ['a'] });

  it('in the middle: exit code 4, and what was done is told', async () => {
    const expressions = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`Panel ${index}`, `vector(${index})`]),
    );
    const path = folder({ 'a.json': dashboard('A', expressions) });
    let asked = 0;
    const dying: RequestListener = (request, response) => {
      request.resume();
      asked += 1;
      if (asked > 6) request.socket.destroy();
      else
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(request.url?.includes('query') === true ? success : names);
    };
    const { code, stdout, stderr } = await serve(dying, (url) =>
      run('--prometheus', url, path, '--json', '--concurrency', '1'),
    );
    const { ok, complete, summary } = shape.parse(JSON.parse(stdout));
    expect({ code, ok, complete }).toEqual({ code: 4, ok: false, complete: false });
    expect(summary.panels).toBeGreaterThan(0);
    expect(summary.panels + summary.unfinished).toBe(20);
    expect(stderr).toMatch(/it closed the connection\.\n {2}A: \d+ of 20 panels were asked\nNext: /);
  });

  it('Ctrl-C ends it at once with exit code 5, and tells what was done', async () => {
    const path = folder({ 'a.json': dashboard('A', { One: 'vector(1)', Two: 'hang' }) });
    let hangs = false;
    const hanging: RequestListener = (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        if (body.includes('hang')) hangs = true;
        else response.writeHead(200, { 'content-type': 'application/json' }).end(success);
      });
    };
    await serve(hanging, async (url) => {
      const { child, outcome } = start(['verify', '--prometheus', url, path], checkout);
      await waitFor('a query that hangs', () => hangs);
      const begun = Date.now();
      child.kill('SIGINT');
      const { code, stderr } = await outcome;
      expect(code).toBe(5);
      expect(Date.now() - begun).toBeLessThan(3000);
      expect(stderr).toMatch(/^Error: Verify was interrupted\.\n {2}A: \d of 2 panels were asked\nNext: /);
    });
  });
});
