/** Why a query is empty, as a real Prometheus and a small exposition have it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../src/live/prometheus/connect.ts';
import { checkQuery, type Asking } from '../../src/live/verify/check-query.ts';
import { Probes, type Moment } from '../../src/live/verify/probes.ts';
import type { QueryResult } from '../../src/live/verify/result.ts';
import { findProgram } from '../support/find-program.ts';
import { withoutPrometheus } from '../support/prometheus.ts';
import { scrape, type Scraped } from '../support/scraped.ts';
import { settings } from '../support/settings.ts';

const page = `
# TYPE http_requests_total counter
http_requests_total{status="200",path="/"} 100
http_requests_total{status="404",path="/"} 3
# TYPE idle_total gauge
idle_total 0
# TYPE temperature gauge
temperature{room="a"} 21
temperature{room="b"} 19.5
# TYPE humidity gauge
humidity{room="c"} 40
# TYPE broken_gauge gauge
broken_gauge NaN
# TYPE queue_length gauge
queue_length{region="eu",kind="x"} 5
# TYPE workers gauge
workers{region="us"} 3
# TYPE latency_bucket gauge
latency_bucket{le="1"} 4
latency_bucket{le="+Inf"} 4
`;
const slow = `
# TYPE slow_total counter
slow_total 5
`;

const program = findProgram('prometheus');
let server: Scraped;
let asking: Asking;
let range: Moment;
let instant: Moment;

beforeAll(async () => {
  if (program === undefined) return;
  server = await scrape(program, [
    { text: page, labels: { job: 'web', environment: 'test' } },
    { text: slow, labels: { job: 'slow' }, every: '2s' },
  ]);
  const to = Date.now() / 1000;
  const window = { from: to - 600, to };
  const prometheus = await connect({ url: server.url, environment: {} });
  const { catalogue } = settings();
  const lookup = (name: string) => catalogue.lookup(name)?.series;
  asking = { prometheus, probes: new Probes(prometheus, window), lookup };
  range = { kind: 'range', window: { from: to - 60, to }, step: 1 };
  instant = { kind: 'instant', at: to };
}, 60_000);

afterAll(async () => {
  await server?.stop();
});

beforeEach((context) => {
  if (program === undefined) withoutPrometheus(context);
});

function check(text: string, moment: Moment = range, written = text): Promise<QueryResult> {
  return checkQuery({ query: 'A', written, text, unknown: [], moments: [moment], mayBeEmpty: undefined }, asking);
}

type Case = readonly [query: string, problem: string | RegExp];

async function holds(query: string, problem: string | RegExp, moment: Moment = range): Promise<void> {
  const result = await check(query, moment);
  expect(result).toMatchObject({
    state: 'empty',
    problem: expect.stringMatching(/./),
    next: expect.stringMatching(/\.$/),
  });
  if (typeof problem === 'string') expect(result.problem).toBe(problem);
  else expect(result.problem).toMatch(problem);
}

describe('a selector that matches nothing', () => {
  const cases: readonly Case[] = [
    ['sum(rate(http_request_total[5s]))', 'metric http_request_total is not scraped; nearest: http_requests_total'],
    ['nothing_like_it_anywhere', 'metric nothing_like_it_anywhere is not scraped'],
    ['queue', 'metric queue is not scraped; nearest: queue_length'],
    ['http_requests_total{colour="red"}', 'no series of http_requests_total has the label "colour"'],
    ['http_requests_total{statu="500"}', 'no series of http_requests_total has the label "statu"; nearest: status'],
    [
      'sum(rate(http_requests_total{path="/",status=~"5.."}[5s]))',
      'no series of http_requests_total{path="/"} has status=~"5.."; it has: 200, 404',
    ],
    [
      'http_requests_total{status="200",path!="/"}',
      'no series of http_requests_total{status="200"} has path!="/"; it has: /',
    ],
    ['{__name__="absent_metric"}', 'metric absent_metric is not scraped'],
    [
      '{__name__=~"tempratur|queue_lengh"}',
      'none of these metrics is scraped: tempratur; nearest: temperature, queue_lengh; nearest: queue_length',
    ],
    ['{room="d"}', 'no series has room="d"'],
    ['temperature{room="a"} / missing_metric', 'metric missing_metric is not scraped'],
    ['missing_one or missing_two', 'metric missing_one is not scraped'],
    ['max_over_time(missing_metric[5m:1m])', 'metric missing_metric is not scraped'],
    [
      'temperature offset 1w',
      /^offset 1w: there is no data of temperature that old; the oldest sample is \d+(\.\d)?s old$/,
    ],
    ['ALERTS{alertstate="firing"}', 'there is no ALERTS: no alert is pending or firing'],
  ];
  it.each(cases)('%s', async (query, problem) => {
    await holds(query, problem);
  });

  it('names the metric, where that is why', async () => {
    expect(await check('temperature / missing_metric')).toMatchObject({ metric: 'missing_metric' });
    expect(await check('temperature{room="c"}')).not.toHaveProperty('metric');
  });
});

describe('selectors match, and what is made of them is empty', () => {
  const cases: readonly Case[] = [
    [
      'sum by (region) (queue_length) / sum by (region) (workers)',
      'both sides of / have series, but none match on all their labels: region is "eu" on the left, "us" on the right',
    ],
    [
      'queue_length / on (region) workers',
      'both sides of / have series, but none match on (region): region is "eu" on the left, "us" on the right',
    ],
    [
      'sum by (kind) (queue_length) * sum by (region) (workers)',
      'both sides of * have series, but none match on all their labels: only the left has kind, only the right has region',
    ],
    [
      'queue_length / ignoring (region) workers',
      'both sides of / have series, but none match on all labels but (region): only the left has kind',
    ],
    [
      'temperature / humidity',
      'both sides of / have series, but none match on all their labels: room is "a" on the left, "c" on the right',
    ],
    [
      'temperature > 100 unless missing_metric',
      'the comparison > 100 leaves nothing of temperature: the highest value is 21',
    ],
    ['temperature > 100', 'the comparison > 100 leaves nothing of temperature: the highest value is 21'],
    ['100 < temperature', 'the comparison > 100 leaves nothing of temperature: the highest value is 21'],
    ['temperature < 3', 'the comparison < 3 leaves nothing of temperature: the lowest value is 19.5'],
    ['temperature == 3', 'the comparison == 3 leaves nothing of temperature: the values are from 19.5 to 21'],
    ['missing_one or temperature > 100', 'the comparison > 100 leaves nothing of temperature: the highest value is 21'],
    ['sum(rate(idle_total[5s])) > 0', 'sum(rate(idle_total[5s])) is 0 throughout: nothing has happened'],
    ['1 / (idle_total > 0)', 'idle_total is 0 throughout: nothing has happened'],
    [
      'queue_length > on () workers * 9',
      'the comparison > leaves nothing: it never holds between queue_length and workers * 9',
    ],
    [
      'temperature unless temperature > 1',
      'every series of temperature has a partner on the right of unless on all their labels',
    ],
    [
      'temperature and on (region) workers',
      'both sides of and have series, but none match on (region): only the right has region',
    ],
    ['rate(slow_total[1s])', /^rate needs two samples in 1s: it is scraped about every 2(\.5)?s$/],
    ['sum(rate(slow_total[1s])) / sum(workers)', /^rate needs two samples in 1s: it is scraped about every 2(\.5)?s$/],
    [
      'histogram_quantile(0.9, sum(rate(latency_bucket[5s])))',
      'histogram_quantile of sum(rate(latency_bucket[5s])), which has no label "le"',
    ],
    [
      'histogram_quantile(0.9, sum by (le) (rate(latency_bucket[5s])))',
      'every value of histogram_quantile is NaN: nothing was observed in the time range',
    ],
    ['broken_gauge', 'every value of broken_gauge is NaN'],
    ['sum(broken_gauge) * 2', 'every value of broken_gauge is NaN'],
    ['idle_total / idle_total', 'every value is NaN: idle_total is 0 wherever it is divided by'],
    ['topk(0, temperature)', 'topk(0, temperature) leaves nothing of what it is given'],
    [
      'max_over_time((temperature > 100)[10s:1s])',
      'the comparison > 100 leaves nothing of temperature: the highest value is 21',
    ],
  ];
  it.each(cases)('%s', async (query, problem) => {
    await holds(query, problem);
  });
});

describe('fallbacks', () => {
  it.each([
    'sum(missing_metric) or vector(0)',
    'sum(missing_metric) or on () vector(0)',
    'sum(missing_metric) or 0 * sum(temperature)',
    'sum(missing_metric or 0 * temperature) / sum(temperature > 0)',
    'sum(missing_metric) or (sum(temperature) - sum(temperature))',
  ])('%s shows only its fallback', async (query) => {
    await holds(query, 'shows only its fallback: metric missing_metric is not scraped');
  });

  it('are all there is where the rest is no number', async () => {
    await holds('broken_gauge or vector(0)', 'shows only its fallback: every value of broken_gauge is NaN');
  });

  it('are no matter where there is something else', async () => {
    expect(await check('sum(temperature) or vector(0)')).toMatchObject({ state: 'full', series: 1 });
  });

  it('a constant reads no metric', async () => {
    await holds('vector(1) > 2', 'it reads no metric');
  });
});

describe('what is not empty', () => {
  it('has its series, age, time and samples', async () => {
    const result = await check('temperature');
    expect(result).toMatchObject({ query: 'A', state: 'full', series: 2, samples: expect.any(Number) });
    expect(result.samples).toBeGreaterThan(2);
    expect(result.age).toBeLessThan(30);
    expect(result.seconds).toBeGreaterThan(0);
    expect(result).not.toHaveProperty('problem');
  });

  it('is asked at a time where the moment is one', async () => {
    expect(await check('temperature{room="a"}', instant)).toMatchObject({ state: 'full', series: 1, samples: 1 });
    await holds(
      'temperature > 100',
      'the comparison > 100 leaves nothing of temperature: the highest value is 21',
      instant,
    );
  });

  it('is looked for where a subquery looks for it', async () => {
    const later: Moment = { kind: 'instant', at: (instant.kind === 'instant' ? instant.at : 0) + 600 };
    const problem = 'the comparison > 100 leaves nothing of temperature: the highest value is 21';
    await holds('max_over_time((temperature > 100)[20m:1s])', problem, later);
    await holds('temperature', 'temperature has no sample of now; the newest is 10m old', later);
  });

  it('is full where one of both moments has something', async () => {
    const at: Moment = { kind: 'instant', at: 1_000_000 };
    const text = 'temperature';
    const question = { query: 'A', written: text, text, unknown: [], mayBeEmpty: undefined } as const;
    expect(await checkQuery({ ...question, moments: [at, range] }, asking)).toMatchObject({ state: 'full', series: 2 });
  });
});

describe('what is empty for a reason', () => {
  it('was declared', async () => {
    const text = 'missing_metric';
    const mayBeEmpty = { reason: 'it is rare', filledBy: 'deploy' } as const;
    const question = { query: 'A', written: text, text, unknown: [], moments: [range], mayBeEmpty } as const;
    expect(await checkQuery(question, asking)).toMatchObject({ state: 'may be empty', ...mayBeEmpty });
    expect(await checkQuery({ ...question, text: 'temperature' }, asking)).toMatchObject({ state: 'full' });
  });

  it('asks what is absent', async () => {
    expect(await check('absent(temperature)', instant)).toMatchObject({
      state: 'may be empty',
      reason: 'it asks what is absent, and nothing is',
    });
    expect(await check('absent(missing_metric)')).toMatchObject({ state: 'full', series: 1 });
  });

  it('needs a job that is not scraped: unproven', async () => {
    expect(await check('rate(orders_created_total[5m])')).toMatchObject({
      state: 'unproven',
      jobs: ['order_processing_api'],
    });
    expect(await check('unknown_metric{job="elsewhere"}')).toMatchObject({ state: 'unproven', jobs: ['elsewhere'] });
    // Chosen, not written.
    expect(await check('unknown_metric{job="elsewhere"}', range, 'unknown_metric{job="$job"}')).toMatchObject({
      state: 'empty',
      problem: 'metric unknown_metric is not scraped',
    });
    // What is scraped is missing too, and that is a defect.
    expect(await check('orders_created_total / temprature')).toMatchObject({
      state: 'empty',
      problem: 'metric temprature is not scraped; nearest: temperature',
    });
  });
});

describe('what the server refuses', () => {
  it('fails with what it says', async () => {
    expect(await check('temperature / on (x) group_left temperature +')).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/^the server refuses it: .*unexpected end of input/),
      next: 'Mend the query.',
    });
  });

  it('names a variable that stands for nothing', async () => {
    const text = 'temperature{room="a"}[$lost]';
    const question = {
      query: 'A',
      written: text,
      text,
      unknown: ['lost'],
      moments: [range],
      mayBeEmpty: undefined,
    } as const;
    expect(await checkQuery(question, asking)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('(the dashboard has no variable $lost)'),
      next: 'Define the variable, or correct its name.',
    });
  });

  it('an empty text is not even asked', async () => {
    expect(await check(' ')).toMatchObject({ state: 'failed', problem: 'the query is empty text' });
  });
});
