/** Variables resolved against a real Prometheus, kind by kind. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { fill } from '../../src/live/interpolate.ts';
import { connect } from '../../src/live/prometheus/connect.ts';
import type { Prometheus } from '../../src/live/prometheus/prometheus.ts';
import type { ResolvedVariable, VariableOutcome } from '../../src/live/scope.ts';
import { resolveVariables } from '../../src/live/variables/resolve.ts';
import { findProgram } from '../support/find-program.ts';
import { freePort } from '../support/port.ts';
import { withoutPrometheus } from '../support/prometheus.ts';
import { replay, type Replay } from '../support/replay.ts';
import { rejected } from '../support/user-error.ts';
import { scopeOf } from './scope.ts';

const page = `# TYPE http_requests counter
http_requests_total{code="200",path="/a.b"} 5
http_requests_total{code="500",path="/a.b"} 1
http_requests_total{code="200",path="/c"} 7
# TYPE http_size gauge
http_size{path="/a.b",shard="shard-10"} 3
http_size{path="/axb",shard="shard-2"} 4
http_size{path="/c",shard="shard-1"} 5
# TYPE build_info gauge
build_info{version="1.2.3"} 1
`;

const pages = ['api-1', 'api-2'].map((instance) => ({
  text: page,
  labels: { environment: 'production', job: 'api', instance },
}));

type Json = Readonly<Record<string, unknown>>;

interface Given {
  readonly given?: Readonly<Record<string, readonly string[]>>;
  readonly signal?: AbortSignal;
}

const nobody = { url: 'http://127.0.0.1:1', environment: {} };

/** Six hours, as Grafana opens a dashboard. */
function lastHours() {
  const to = Date.now() / 1000;
  return { from: to - 6 * 3600, to };
}

async function resolveAll(prometheus: Prometheus, list: readonly Json[], { given = {}, signal }: Given = {}) {
  const options = { scrapeInterval: 15, given: new Map(Object.entries(given)), signal };
  return resolveVariables({ uid: 'u', title: 't', templating: { list } }, prometheus, lastHours(), options);
}

/** The one variable of a dashboard: what it stands for in a query, and how it came by it. */
async function resolveOne(prometheus: Prometheus, json: Json, given?: readonly string[]) {
  const { variables, outcomes } = await resolveAll(
    prometheus,
    [{ name: 'v', ...json }],
    given === undefined ? {} : { given: { v: given } },
  );
  const [variable] = variables.values();
  const [outcome] = outcomes;
  if (variable === undefined || outcome === undefined) throw new Error('it is gone');
  return { variable, outcome, filled: fill('$v', scopeOf(variable)).text };
}

describe('of Prometheus', () => {
  const program = findProgram('prometheus');
  let replayed: Replay | undefined;
  let server: Prometheus | undefined;
  beforeAll(async () => {
    if (program === undefined) return;
    replayed = await replay(program, pages);
    server = await connect({ url: replayed.url, environment: {} });
  });
  afterAll(() => replayed?.stop());

  function prometheusOf(context: TestContext): Prometheus {
    return server ?? withoutPrometheus(context);
  }

  it.for<[string, unknown, readonly string[]]>([
    ['values of a label', 'label_values(path)', ['/a.b', '/axb', '/c']],
    ['values of a label of a metric', 'label_values(http_requests_total, path)', ['/a.b', '/c']],
    ['of a selector with a comma', 'label_values(http_size{path="/c",job="api"},shard)', ['shard-1']],
    ['of a selector that chooses nothing', 'label_values({}, code)', ['200', '500']],
    ['of a selector over two lines', 'label_values(http_size{path="/c",\njob="api"}, shard)', ['shard-1']],
    ['with spaces at the end', 'label_values(code)  ', ['200', '500']],
    ['of nothing', 'label_values(nothing_total, code)', []],
    ['names of metrics', 'metrics(^http_.*_total$)', ['http_requests_total']],
    ['names of labels', 'label_names(http_size)', ['__name__', 'environment', 'instance', 'job', 'path', 'shard']],
    ['results', 'query_result(sum by (code) (http_requests_total) * 0 + 1)', ['{code="200"} 1', '{code="500"} 1']],
    ['a result without labels', 'query_result(vector(2.5))', ['{} 2.5']],
    ['a number', 'query_result(1 / 0)', ['+Inf']],
    [
      'results by rank',
      'query_result(topk(1, http_size{instance="api-1"}))',
      ['http_size{environment="production",instance="api-1",job="api",path="/c",shard="shard-1"} 5'],
    ],
    [
      'names of series',
      'build_info{instance="api-1"}',
      ['build_info{environment="production",instance="api-1",job="api",version="1.2.3"}'],
    ],
    ['an object', { query: 'label_values(code)', refId: 'A', qryType: 1, label: 'x' }, ['200', '500']],
    [
      'an object without its text',
      { qryType: 1, label: 'shard', metric: 'http_size', labelFilters: [{ label: 'path', op: '=', value: '/c' }] },
      ['shard-1'],
    ],
    ['an object of one label', { qryType: 1, label: 'code' }, ['200', '500']],
    ['an object of names', { qryType: 2, metric: 'build.*' }, ['build_info']],
    ['an object of a result', { qryType: 3, varQuery: 'vector(1)\n' }, ['{} 1']],
    [
      'an object of label names',
      { qryType: 0, match: 'build_info' },
      ['__name__', 'environment', 'instance', 'job', 'version'],
    ],
    ['nothing to ask', '', []],
  ])('%s', async ([, query, options], context) => {
    const { outcome } = await resolveOne(prometheusOf(context), { type: 'query', query, sort: 1 });
    expect(outcome.problem).toBeUndefined();
    // A result ends in the time, in milliseconds.
    expect(outcome.options?.map((option) => option.replace(/ 1\d{12}$/, ''))).toEqual(options);
  });

  it.for<[string, Json, readonly string[]]>([
    ['filtered', { query: 'label_values(shard)', regex: '/shard-(\\d)$/', sort: 3 }, ['1', '2']],
    ['each once', { query: 'label_values(shard)', regex: '/(shard)/' }, ['shard']],
    ['sorted as numbers, backwards', { query: 'label_values(shard)', sort: 4 }, ['shard-10', 'shard-2', 'shard-1']],
    ['sorted naturally', { query: 'label_values(shard)', sort: 7 }, ['shard-1', 'shard-2', 'shard-10']],
  ])('%s', async ([, json, options], context) => {
    const { outcome } = await resolveOne(prometheusOf(context), { type: 'query', ...json });
    expect(outcome.options).toEqual(options);
  });

  it.for<[string, Json, string]>([
    ['what was saved', { current: { value: '500', text: '500' } }, '500'],
    ['the first, where what was saved is gone', { current: { value: '404', text: '404' } }, '200'],
    ['the first, where nothing was saved', {}, '200'],
    ['all, where that was saved', { includeAll: true, current: { value: '$__all', text: 'All' } }, '(200|500)'],
    ['all, where what was saved is gone', { includeAll: true, current: { value: '404', text: '404' } }, '(200|500)'],
    ['all by its own value', { includeAll: true, allValue: '.*', current: { value: '$__all' } }, '.*'],
    ['the first, where all is no longer offered', { current: { value: '$__all', text: 'All' } }, '200'],
    ['several', { multi: true, current: { value: ['200', '500'], text: ['200', '500'] } }, '(200|500)'],
    ['those of several that are left', { multi: true, current: { value: ['404', '500'] } }, '500'],
    ['the first of several', { multi: true, current: { value: ['404'] } }, '200'],
    ['all of several', { multi: true, includeAll: true, current: { value: ['$__all'], text: ['All'] } }, '(200|500)'],
    ['one of several, saved alone', { multi: true, current: { value: '500', text: '500' } }, '500'],
    ['by what the viewer reads', { current: { value: 'x', text: '500' } }, '500'],
    ['a number', { current: { value: 500, text: 500 } }, '500'],
    ['of options that are saved beside it', { refresh: 0, options: [{ value: '1', text: '1' }] }, '200'],
  ])('chosen: %s', async ([, json, expected], context) => {
    const { filled } = await resolveOne(prometheusOf(context), {
      type: 'query',
      query: 'label_values(code)',
      sort: 3,
      ...json,
    });
    expect(filled).toBe(expected);
  });

  it.for<[string, Json, string]>([
    ['one', {}, ''],
    ['several', { multi: true }, '()'],
    ['all', { includeAll: true, multi: true }, '()'],
    ['all by its own value', { includeAll: true, allValue: '.+' }, '.+'],
  ])('chosen of nothing: %s', async ([, json, expected], context) => {
    const query = 'label_values(nothing_total, code)';
    const current = { value: '200', text: '200' };
    const { filled, outcome } = await resolveOne(prometheusOf(context), { type: 'query', query, current, ...json });
    expect(filled).toBe(expected);
    expect(outcome).toMatchObject({ options: [], problem: undefined });
  });

  it.for<[string, Json, readonly string[], string, RegExp | undefined]>([
    ['one', {}, ['500'], '500', undefined],
    ['one that is not offered', {}, ['50'], '50', /^"50" was given, which it does not offer; nearest: "500"$/],
    ['one that is far off', {}, ['elephants'], 'elephants', /does not offer; it offers 200, 500$/],
    ['several, where one is taken', {}, ['200', '500'], '200', /several values were given/],
    ['several', { multi: true }, ['500', '200'], '(500|200)', undefined],
    ['all', { includeAll: true }, ['All'], '(200|500)', undefined],
    ['all, by its sign', { includeAll: true, allValue: '.*' }, ['$__all'], '.*', undefined],
    ['all, where it is not offered', {}, ['$__all'], '(200|500)', /all was given/],
    ['nothing', {}, [], '200', undefined],
  ])('given: %s', async ([, json, given, expected, problem], context) => {
    const { filled, outcome } = await resolveOne(
      prometheusOf(context),
      { type: 'query', query: 'label_values(code)', sort: 3, ...json },
      given,
    );
    expect(filled).toBe(expected);
    if (problem === undefined) expect(outcome.problem).toBeUndefined();
    else expect(outcome.problem).toMatch(problem);
  });

  it('each after those that it refers to, whatever their order', async (context) => {
    const { variables, outcomes } = await resolveAll(prometheusOf(context), [
      {
        name: 'shard',
        type: 'query',
        query: 'label_values(http_size{path=~"$path"}, shard)',
        sort: 1,
        includeAll: true,
      },
      { name: 'path', type: 'query', query: '$metric_values', sort: 1, multi: true, regex: '/^\\/$letter$/' },
      { name: 'metric_values', type: 'constant', query: 'label_values(http_size, path)' },
      { name: 'letter', type: 'custom', query: 'a.b,c' },
    ]);
    expect(outcomes.map(({ name }) => name)).toEqual(['shard', 'path', 'metric_values', 'letter']);
    expect(outcomes.find(({ name }) => name === 'path')).toMatchObject({
      query: 'label_values(http_size, path)',
      // The dot of the letter is none of the expression.
      options: ['/a.b'],
    });
    // Only the value that was chosen, though a dot would match more.
    expect(outcomes.find(({ name }) => name === 'shard')).toMatchObject({
      query: 'label_values(http_size{path=~"/a\\\\.b"}, shard)',
      options: ['shard-10'],
      problem: undefined,
    });
    expect(variables.get('shard')?.chosen).toEqual({ kind: 'all', custom: undefined, values: ['shard-10'] });
  });

  it.for<[string, Json, RegExp]>([
    ['a query that is refused', { query: 'query_result(sum()' }, /^bad_data: .*parse error/],
    ['a selector that is none', { query: 'label_values(http_size{, path)' }, /^bad_data: .*parse error/],
    ['a text that is none', { query: 'what now' }, /^bad_data: /],
    ['a filter that is none', { query: 'label_values(code)', regex: '/(/' }, /^Invalid regular expression/],
    ['a name that is none', { query: 'metrics(()' }, /^Invalid regular expression/],
    [
      'a macro of panels',
      { query: 'query_result(rate(x[$__rate_interval]))' },
      /^Grafana fills in \$__rate_interval only/,
    ],
    [
      'another data source',
      { query: 'x', datasource: { type: 'loki', uid: 'l' } },
      /^not of Prometheus: it asks loki$/,
    ],
    ['Grafana itself', { query: 'x', datasource: { uid: '-- Grafana --' } }, /^not of Prometheus: it asks grafana$/],
  ])('a problem: %s', async ([, json, problem], context) => {
    const saved = { current: { value: 'b', text: 'b' } };
    const { outcome, filled } = await resolveOne(prometheusOf(context), { type: 'query', ...saved, ...json });
    expect(outcome.problem).toMatch(problem);
    expect(filled).toBe('b');
  });

  it('interval and range in a query', async (context) => {
    const query = 'query_result(vector($__interval_ms + 0 * $__range_s))';
    const { outcome } = await resolveOne(prometheusOf(context), { type: 'query', query });
    expect(outcome.query).toBe('query_result(vector(15000 + 0 * 21600))');
    expect(outcome.options?.[0]).toMatch(/^\{\} 15000 \d{13}$/);
  });
});

describe('that ask nothing', () => {
  it.each<[string, Json, string]>([
    ['a list', { type: 'custom', query: 'a, b' }, 'a'],
    ['a list of several', { type: 'custom', query: 'one : 1, two : 2', multi: true, current: { value: ['2'] } }, '2'],
    ['a list of all', { type: 'custom', query: 'a.b,c', includeAll: true }, String.raw`(a\\.b|c)`],
    ['a list that is empty', { type: 'custom', query: '', current: { value: 'x', text: 'x' } }, 'x'],
    ['a list in JSON', { type: 'custom', valuesFormat: 'json', query: '[{"value":"1","text":"one"}]' }, '1'],
    ['a constant', { type: 'constant', query: 'c', current: { value: 'old' } }, 'c'],
    ['a text', { type: 'textbox', query: 'default', current: { value: 'typed', text: 'typed' } }, 'typed'],
    ['a text that nobody has typed', { type: 'textbox', query: 'default', current: { value: '' } }, 'default'],
    ['a switch', { type: 'switch', current: { value: 'true', text: 'true' } }, 'true'],
    ['a switch that nobody has touched', { type: 'switch' }, 'false'],
    ['a data source', { type: 'datasource', query: 'prometheus', current: { value: 'uid', text: 'Main' } }, 'uid'],
    ['filters, of which there are none', { type: 'adhoc', filters: [] }, ''],
    ['labels to group by', { type: 'groupby', multi: true, current: { value: ['a', 'b'] } }, '(a|b)'],
    ['an interval', { type: 'interval', query: '1m,5m', current: { value: '5m', text: '5m' } }, '5m'],
    ['an interval that is gone', { type: 'interval', query: '1m,5m', current: { value: '7m' } }, '1m'],
    ['an interval that nobody chose', { type: 'interval', query: '1m,5m', auto: true }, '1m'],
    [
      'auto',
      {
        type: 'interval',
        query: '1m',
        auto: true,
        auto_count: 100,
        auto_min: '5m',
        current: { value: '$__auto_interval_v' },
      },
      '5m',
    ],
    [
      'auto of few parts',
      { type: 'interval', query: '1m', auto: true, auto_count: 10, current: { value: '$__auto' } },
      '30m',
    ],
    [
      'auto as Grafana sets it',
      { type: 'interval', query: '1m', auto: true, current: { value: '$__auto_interval_v' } },
      '10m',
    ],
  ])('%s', async (_, json, expected) => {
    const { filled, outcome } = await resolveOne(await connect(nobody), json);
    expect(outcome.problem).toBeUndefined();
    expect(filled).toBe(expected);
  });

  it.each<[string, Json, readonly string[], string, RegExp | undefined]>([
    ['of a list', { type: 'custom', query: 'a,b' }, ['b'], 'b', undefined],
    ['of a list, by what the viewer reads', { type: 'custom', query: 'one : 1' }, ['one'], '1', undefined],
    ['not of a list', { type: 'custom', query: 'one : 1' }, ['two'], 'two', /does not offer/],
    ['of an empty list', { type: 'custom', query: '' }, ['two'], 'two', /offers nothing/],
    ['a data source', { type: 'datasource', query: 'prometheus', current: { value: 'a' } }, ['b'], 'b', undefined],
    ['a text', { type: 'textbox', query: '' }, ['x'], 'x', undefined],
    ['an interval', { type: 'interval', query: '1m' }, ['2h'], '2h', undefined],
    ['an interval, auto', { type: 'interval', query: '1m', auto: true }, ['auto'], '10m', undefined],
    ['an interval that is none', { type: 'interval', query: '1m' }, ['soon'], 'soon', /"soon" is no interval/],
    ['a constant', { type: 'constant', query: 'c' }, ['x'], 'c', /it is a constant/],
  ])('given: %s', async (_, json, given, expected, problem) => {
    const { filled, outcome } = await resolveOne(await connect(nobody), json, given);
    expect(filled).toBe(expected);
    if (problem === undefined) expect(outcome.problem).toBeUndefined();
    else expect(outcome.problem).toMatch(problem);
  });

  it.each<[string, Json, RegExp]>([
    ['filters', { type: 'adhoc', filters: [{ key: 'a', operator: '=', value: 'b' }] }, /filters are not supported/],
    ['a kind that is not known', { type: 'snapshot' }, /type "snapshot" are not supported/],
    ['no kind', {}, /has no type/],
    ['an interval without any', { type: 'interval', query: '' }, /offers no interval/],
    ['JSON that is none', { type: 'custom', valuesFormat: 'json', query: '{' }, /JSON/],
    [
      'another data source that a variable chooses',
      { type: 'query', query: 'x', datasource: { uid: '${v}' } },
      /refers to itself: v → v/,
    ],
  ])('a problem: %s', async (_, json, problem) => {
    expect((await resolveOne(await connect(nobody), json)).outcome.problem).toMatch(problem);
  });

  it('a data source by a variable', async () => {
    const { outcomes } = await resolveAll(await connect(nobody), [
      { name: 'logs', type: 'datasource', query: 'loki' },
      { name: 'v', type: 'query', query: 'x', datasource: { uid: '${logs}' } },
    ]);
    expect(outcomes[1]?.problem).toBe('not of Prometheus: it asks loki');
  });

  it('circles are told, and what was saved is kept', async () => {
    const query = (name: string) => `label_values(up{a=~"$${name}"}, b)`;
    const { outcomes, variables } = await resolveAll(await connect(nobody), [
      { name: 'a', type: 'query', query: query('b'), current: { value: 'x', text: 'x' } },
      { name: 'b', type: 'query', query: query('c') },
      { name: 'c', type: 'query', query: query('a') },
      { name: 'd', type: 'custom', query: 'd' },
    ]);
    expect(outcomes.map((outcome: VariableOutcome) => outcome.problem)).toEqual([
      'it refers to itself: a → b → c → a',
      'it refers to itself: b → c → a → b',
      'it refers to itself: c → a → b → c',
      undefined,
    ]);
    expect(variables.get('a')?.chosen).toEqual({ kind: 'one', value: 'x', text: 'x' });
  });

  it('all of one may stand for another', async () => {
    const { variables } = await resolveAll(await connect(nobody), [
      { name: 'v', type: 'custom', query: 'a,b', includeAll: true, allValue: '$w' },
      { name: 'w', type: 'constant', query: 'x.*' },
    ]);
    const list: ResolvedVariable[] = [...variables.values()];
    expect(fill('$v', scopeOf(...list)).text).toBe('x.*');
  });

  it('none, in what is no dashboard', async () => {
    for (const json of [undefined, 1, {}, { templating: 1 }, { templating: { list: [{}, 1, { name: '' }] } }]) {
      const options = { scrapeInterval: 15, given: new Map() };
      const { variables, outcomes } = await resolveVariables(json, await connect(nobody), lastHours(), options);
      expect([variables.size, outcomes.length]).toEqual([0, 0]);
    }
  });

  it('of a resource, and the first of two with one name', async () => {
    const list = [
      { name: 'v', type: 'constant', query: '1' },
      { name: 'v', type: 'constant', query: '2' },
    ];
    const json = {
      apiVersion: 'dashboard.grafana.app/v1beta1',
      kind: 'Dashboard',
      metadata: { name: 'u' },
      spec: { templating: { list } },
    };
    const options = { scrapeInterval: 15, given: new Map() };
    const { variables } = await resolveVariables(json, await connect(nobody), lastHours(), options);
    expect([...variables.values()].map(({ chosen }) => chosen)).toEqual([{ kind: 'one', value: '1', text: '1' }]);
  });
});

describe('the server', () => {
  const list = [{ name: 'v', type: 'query', query: 'label_values(code)' }];

  it('that cannot be asked is no problem of a variable', async () => {
    const prometheus = await connect({ url: `http://127.0.0.1:${await freePort()}`, environment: {} });
    expect(await rejected(() => resolveAll(prometheus, list))).toMatchObject({ exit: 4 });
  });

  it('is not asked for parts of seconds, for fewer answers are new then', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"success","data":["a"]}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      const prometheus = await connect({ url: `http://127.0.0.1:${port}`, environment: {} });
      const options = { scrapeInterval: 15, given: new Map() };
      await resolveVariables({ templating: { list } }, prometheus, { from: 10.7, to: 20.2 }, options);
      expect(asked).toEqual(['/api/v1/label/code/values?start=10&end=21']);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('is not asked by who was interrupted', async () => {
    const signal = AbortSignal.abort();
    expect(await rejected(async () => resolveAll(await connect(nobody), list, { signal }))).toMatchObject({ exit: 5 });
  });
});
