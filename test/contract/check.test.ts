/** What the check of a page finds, kind by kind, and what it finds on the recorded pages. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkPage, type CheckedPage } from '../../src/contract/check.ts';
import { expectedOf, type Expected } from '../../src/contract/expected.ts';
import { kinds, type Finding } from '../../src/contract/finding.ts';
import { guessJob, systemsOn } from '../../src/contract/guess-job.ts';
import { catalogue, type CatalogueMetric } from '../../src/metrics/catalogue.ts';
import { counter, gauge, histogram, summary } from '../../src/metrics/define.ts';
import { parsePage } from '../../src/metrics/exposition.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import { recordings } from '../metrics/recordings.ts';
import { unlisted } from '../metrics/unlisted.ts';

const limits = { maxSeries: 1000, maxValues: 100 };
const job = 'order_processing_api';

const requests = counter('requests_total', { job, labels: ['method'], unit: 'count', help: 'Requests.' });
const took = histogram('took_seconds', { job, unit: 'seconds', buckets: [1, 2.5], help: 'Time.' });

/** A metric of ours. */
function own(of: CatalogueMetric): Expected {
  return { of, system: 'application', own: true, namedHere: true };
}

/** A metric of another program. */
function foreign(of: CatalogueMetric): Expected {
  return { of, system: 'postgres', own: false, namedHere: false };
}

interface Some {
  readonly strict?: boolean;
  readonly job?: string | undefined;
  readonly systems?: ReadonlySet<string>;
  readonly limits?: { readonly maxSeries: number; readonly maxValues: number };
}

function check(text: string, expected: readonly Expected[], options: Some = {}): CheckedPage {
  return checkPage(parsePage(text), expected, { job, limits, ...options });
}

/** `kind metric: problem`, for short. */
function found(text: string, expected: readonly Expected[], options: Some = {}): readonly string[] {
  return check(text, expected, options).findings.map(({ kind, metric, problem }) => `${kind} ${metric}: ${problem}`);
}

const requestsPage = '# TYPE requests_total counter\nrequests_total{method="GET"} 1\n';

function histogramPage(lines: readonly string[]): string {
  return ['# TYPE took_seconds histogram', ...lines.map((line) => `took_seconds${line}`), ''].join('\n');
}

const soundBuckets = ['_bucket{le="1"} 1', '_bucket{le="2.5"} 2', '_bucket{le="+Inf"} 3', '_sum 4', '_count 3'];

describe('missing', () => {
  test('a metric of ours', () => {
    expect(found('# TYPE other_total counter\n', [own(requests)])).toEqual(['missing requests_total: not on the page']);
  });

  test('declared, without a series', () => {
    const expected = ['missing requests_total: declared on the page, but without a series'];
    expect(found('# TYPE requests_total counter\n', [own(requests)])).toEqual(expected);
  });

  test('not under any of its names', () => {
    const old = gauge('lag_seconds', {
      job,
      unit: 'seconds',
      help: 'Lag.',
      variants: [{ name: 'lag', writtenBy: 'older ones' }],
    });
    expect(found('# TYPE lag gauge\nlag 1\n', [own(old)])).toEqual([]);
    expect(found('', [own(old)])).toEqual(['missing lag_seconds: not on the page, nor as lag']);
  });

  test('of another program it is told, and found only when strict', () => {
    const { findings, notShown } = check('', [foreign(requests)]);
    expect(findings).toEqual([]);
    expect(notShown).toEqual(['requests_total']);
    expect(found('', [foreign(requests)], { strict: true })).toEqual(['missing requests_total: not on the page']);
    expect(check('', [foreign(requests)], { strict: true }).notShown).toEqual([]);
  });

  test('not of another job, of no job, or of a system that nobody asked for', () => {
    expect(found('', [own(requests)], { job: 'grafana' })).toEqual([]);
    expect(found('', [own(requests)], { job: undefined })).toEqual([]);
    expect(found('', [own(requests)], { systems: new Set(['grafana']) })).toEqual([]);
    expect(found('', [own(requests)], { systems: new Set(['application']) })).toHaveLength(1);
  });
});

describe('unknown', () => {
  const page = `${requestsPage}# TYPE more_total counter\nmore_total{a="1",b="2"} 1\n`;

  test('on the page of a service of ours, or of nobody known', () => {
    const expected = ['unknown more_total: counter by a, b'];
    expect(found(page, [own(requests)])).toEqual(expected);
    expect(found(page, [foreign(requests)], { job: undefined })).toEqual(expected);
    expect(found(page, [foreign(requests)], { strict: true })).toEqual(expected);
  });

  test('of another program it is told', () => {
    const { findings, notInCatalogue } = check(page, [foreign(requests)]);
    expect(findings).toEqual([]);
    expect(notInCatalogue).toEqual(['more_total']);
  });

  test('what the catalogue leaves out on purpose is told', () => {
    const internal = `${requestsPage}# TYPE tally_internal_gauge_cardinality gauge\ntally_internal_gauge_cardinality 1\n`;
    expect(check(internal, [own(requests)])).toMatchObject({
      findings: [],
      notInCatalogue: ['tally_internal_gauge_cardinality'],
    });
  });

  test('what it knows of another job is told', () => {
    const other = counter('more_total', { job: 'grafana', labels: ['a', 'b'], unit: 'count', help: 'More.' });
    expect(check(page, [own(requests), own(other)])).toMatchObject({ findings: [], ofOtherJobs: ['more_total'] });
  });

  test('what means something else in this job is not that metric', () => {
    const elsewhere = counter('more_total', { job: 'grafana', notFrom: job, unit: 'count', help: 'More.' });
    expect(found(page, [own(requests), own(elsewhere)])).toEqual(['unknown more_total: counter by a, b']);
  });

  test('of two services with the same name it is that of the job', () => {
    const other = gauge('requests_total', { job: 'grafana', unit: 'count', help: 'Something else.' });
    expect(found(requestsPage, [own(other), own(requests)])).toEqual([]);
  });
});

describe('type', () => {
  test.each([
    ['gauge', 'type requests_total: the page says gauge, the catalogue counter'],
    ['untyped', 'type requests_total: the page says untyped, the catalogue counter'],
    ['summary', 'type requests_total: the page says summary, the catalogue counter'],
  ])('%s in place of a counter', (type, expected) => {
    const page = `# TYPE requests_total ${type}\nrequests_total{method="GET"} 1\n`;
    expect(found(page, [foreign(requests)]).filter((line) => line.startsWith('type'))).toEqual([expected]);
  });

  test('a counter may be of unknown type beside a family of its name without _total, which OpenMetrics takes for one', () => {
    const counters = '# TYPE requests_total unknown\nrequests_total{method="GET"} 1\n# EOF\n';
    const both = `# TYPE requests gauge\nrequests 1\n${counters}`;
    const open = gauge('requests', { job, unit: 'count', help: 'Open requests.' });
    expect(found(both, [foreign(requests), foreign(open)])).toEqual([]);
    const alone = found(counters, [foreign(requests), foreign(open)]);
    expect(alone).toContain('type requests_total: the page says untyped, the catalogue counter');
  });

  test('the one on the wire is meant', () => {
    const odd = counter('requests_total', { job, unit: 'count', help: 'Requests.', wireType: 'gauge' });
    expect(found('# TYPE requests_total gauge\nrequests_total 1\n', [foreign(odd)])).toEqual([]);
    const expected = ['type requests_total: the page says counter, the catalogue gauge'];
    expect(found('# TYPE requests_total counter\nrequests_total 1\n', [foreign(odd)])).toEqual(expected);
  });

  test('info and state set are gauges to Prometheus', () => {
    const info = gauge('build_info', { job, labels: ['v'], unit: 'info', help: 'Version.' });
    expect(found('# TYPE build info\nbuild_info{v="1"} 1\n# EOF\n', [own(info)])).toEqual([]);
  });
});

describe('labels', () => {
  test('missing and extra', () => {
    const page = '# TYPE requests_total counter\nrequests_total{verb="GET"} 1\n';
    expect(found(page, [own(requests)])).toEqual([
      'labels requests_total: no series has the label method',
      'labels requests_total: the catalogue does not have the label verb',
    ]);
    expect(check(page, [own(requests)]).findings.map(({ label }) => label)).toEqual(['method', 'verb']);
  });

  test('one that only some versions have may be there or not', () => {
    const partial = gauge('size_bytes', { job, partialLabels: { server: 'v1' }, unit: 'bytes', help: 'Size.' });
    for (const labels of ['', '{server="a"}']) {
      expect(found(`# TYPE size_bytes gauge\nsize_bytes${labels} 1\n`, [own(partial)])).toEqual([]);
    }
  });

  test('an empty value is no label', () => {
    const page = '# TYPE requests_total counter\nrequests_total{method="GET",verb=""} 1\n';
    expect(found(page, [own(requests)])).toEqual([]);
  });

  test('those of the target are renamed, unless the job honours them', () => {
    const page = '# TYPE requests_total counter\nrequests_total{method="GET",instance="a",job="b"} 1\n';
    expect(found(page, [own(requests)])).toEqual([
      'labels requests_total: the catalogue does not have the label exported_instance: the page writes instance, which Prometheus renames',
      'labels requests_total: the catalogue does not have the label exported_job: the page writes job, which Prometheus renames',
    ]);
    const pushed = counter('requests_total', { job: 'pushgateway', labels: ['method'], unit: 'count', help: 'Some.' });
    expect(found(page, [own(pushed)], { job: 'pushgateway' })).toEqual([]);
  });

  test('that only some series have are told', () => {
    const page = `${requestsPage}requests_total 2\n`;
    expect(check(page, [own(requests)])).toMatchObject({
      findings: [],
      notes: ['requests_total: only some of its series have method'],
    });
  });
});

describe('buckets and shape', () => {
  const without = (...left: readonly string[]): readonly string[] =>
    soundBuckets.filter((line) => !left.includes(line));
  const shape = 'shape took_seconds: ';

  test.each<[string, readonly string[], readonly string[]]>([
    ['sound', soundBuckets, []],
    ['le="1.0", as Prometheus 3 stores it', soundBuckets.map((line) => line.replace('"1"', '"1.0"')), []],
    ['lacking', without('_bucket{le="1"} 1'), ['buckets took_seconds: the page lacks 1']],
    ['extra', ['_bucket{le="0.5"} 1', ...soundBuckets], ['buckets took_seconds: the catalogue lacks 0.5']],
    [
      'others',
      ['_bucket{le="2"} 1', '_bucket{le="+Inf"} 3', '_sum 4', '_count 3'],
      ['buckets took_seconds: the page lacks 1, 2.5; the catalogue lacks 2'],
    ],
    ['no +Inf', without('_bucket{le="+Inf"} 3'), [`${shape}no bucket le="+Inf"`]],
    ['no sum', without('_sum 4'), [`${shape}no _sum`]],
    ['no count', without('_count 3'), [`${shape}no _count`]],
    [
      'not ascending',
      ['_bucket{le="2.5"} 2', '_bucket{le="1"} 1', '_bucket{le="+Inf"} 3', '_sum 4', '_count 3'],
      [`${shape}the buckets do not ascend`],
    ],
    [
      'not cumulative',
      ['_bucket{le="1"} 2', '_bucket{le="2.5"} 1', '_bucket{le="+Inf"} 3', '_sum 4', '_count 3'],
      [`${shape}the count falls at le="2.5"; buckets count all below`],
    ],
    ['another count', [...without('_count 3'), '_count 5'], [`${shape}_count is 5, the bucket le="+Inf" 3`]],
    ['no number', [...soundBuckets, '_bucket{le="x"} 3'], [`${shape}le="x" is no number`]],
    [
      'NaN',
      soundBuckets.map((line) => line.replace('} 2', '} NaN')),
      [`${shape}the count falls at le="2.5"; buckets count all below`],
    ],
  ])('%s', (_, lines, expected) => {
    expect(found(histogramPage(lines), [own(took)])).toEqual(expected);
  });

  test('many that are wrong alike are told in three lines', () => {
    const labelled = counter('requests_total', { job, unit: 'count', help: 'Requests.' });
    const page = [1, 2, 3, 4, 5].map((route) => `took_seconds_count{route="${route}"} 1`);
    const findings = found(`# TYPE took_seconds histogram\n${page.join('\n')}\n`, [foreign(labelled)]);
    expect(findings.filter((line) => line.startsWith('shape'))).toEqual([
      `${shape}no _sum {route="1"}`,
      `${shape}no bucket le="+Inf" {route="1"}`,
      `${shape}no _sum {route="2"}; and 7 more`,
    ]);
  });

  test('a summary without quantiles is one, with others than between 0 and 1 is none', () => {
    const of = summary('size_bytes', { job, unit: 'bytes', help: 'Size.' });
    expect(found('# TYPE size_bytes summary\nsize_bytes_sum 1\nsize_bytes_count 1\n', [own(of)])).toEqual([]);
    const odd = '# TYPE size_bytes summary\nsize_bytes{quantile="99"} NaN\nsize_bytes_sum 1\n';
    expect(found(odd, [own(of)])).toEqual([
      'shape size_bytes: no _count',
      'shape size_bytes: a quantile that is not between 0 and 1',
    ]);
  });

  test('a counter is not below 0; NaN is what some exporters write for "never"', () => {
    const page = (value: string): string => `# TYPE requests_total counter\nrequests_total{method="GET"} ${value}\n`;
    expect(found(page('-1'), [own(requests)])).toEqual(['shape requests_total: a counter that is -1']);
    expect(found(page('NaN'), [own(requests)])).toEqual([]);
  });
});

describe('names', () => {
  /** The findings about the name of an unknown metric. */
  function named(name: string, type: string, labels = ''): readonly string[] {
    const suffix = type === 'histogram' ? '_count' : '';
    const findings = check(`# TYPE ${name} ${type}\n${name}${suffix}${labels} 1\n`, []).findings;
    return findings.filter(({ kind }) => kind === 'name').map(({ problem }) => problem);
  }

  const noJob = { job: undefined };
  const problemsOf = (name: string, type: string, labels = ''): readonly string[] => {
    const page = `# TYPE ${name} ${type}\n${name}${type === 'histogram' ? '_count' : ''}${labels} 1\n`;
    return check(page, [], noJob)
      .findings.filter(({ kind }) => kind === 'name')
      .map(({ problem }) => problem);
  };

  test.each<[string, string, string, readonly string[]]>([
    ['orders_total', 'counter', '', []],
    ['cpu_seconds_total', 'counter', '', []],
    ['queue_depth', 'gauge', '', []],
    ['took_seconds', 'histogram', '', []],
    ['build_info', 'gauge', '{build="1",info="2"}', []],
    ['last_run_timestamp_seconds', 'gauge', '', []],
    ['total', 'counter', '', []],
    ['orders', 'counter', '', ['a counter ends in _total']],
    ['orders_total', 'gauge', '', ['_total is for counters, not for a gauge']],
    ['took_seconds_total', 'histogram', '', ['_total is for counters, not for a histogram']],
    ['orders_total', 'untyped', '', []],
    ['Orders_total', 'counter', '', ['not snake case (a-z, 0-9, single underscores)']],
    ['orders__total', 'counter', '', ['not snake case (a-z, 0-9, single underscores)']],
    ['ordersTaken_total', 'counter', '', ['not snake case (a-z, 0-9, single underscores)']],
    ['job:orders:rate5m', 'gauge', '', ['a colon is for recording rules']],
    ['took_milliseconds', 'histogram', '', ['_milliseconds: the base unit is _seconds']],
    ['took_ms_total', 'counter', '', ['_ms: the base unit is _seconds']],
    ['heap_mb', 'gauge', '', ['_mb: the base unit is _bytes']],
    ['used_percent', 'gauge', '', ['_percent: the base unit is _ratio']],
    ['last_run_timestamp', 'gauge', '', ['_timestamp: the base unit is _timestamp_seconds']],
    [
      'build_info',
      'counter',
      '',
      ['a counter ends in _total', '_info is for gauges that are always 1, not for a counter'],
    ],
    ['queue_gauge', 'gauge', '', ['the type is in the name: gauge']],
    ['queue_count', 'gauge', '', ['_count is for the series of histograms and summaries']],
    [
      'queue_bucket',
      'gauge',
      '{le="1"}',
      ['_bucket is for the series of histograms and summaries', 'the label le is for histograms, not for a gauge'],
    ],
    ['depth', 'gauge', '{quantile="0.5"}', ['the label quantile is for summaries, not for a gauge']],
    ['orders_by_status', 'gauge', '{status="a"}', ['the label status is in the name too']],
    ['orders_created_total', 'counter', '{created="a"}', ['the label created is in the name too']],
    ['status_changes_total', 'counter', '{status="a"}', []],
    ['orders_total', 'counter', '{orderStatus="a"}', ['the label orderStatus is not snake case']],
  ])('%s %s%s', (name, type, labels, expected) => {
    expect(problemsOf(name, type, labels)).toEqual(expected);
  });

  test('of other programs are theirs', () => {
    expect(named('Orders', 'counter')).toEqual([]);
    const odd = counter('Orders', { job, unit: 'count', help: 'Orders.' });
    const page = '# TYPE Orders counter\nOrders 1\n';
    expect(found(page, [foreign(odd)])).toEqual([]);
    expect(found(page, [own(odd)]).map((line) => line.split(':', 1)[0])).toEqual(['name Orders', 'name Orders']);
    expect(found(page, [{ ...own(odd), namedHere: false }])).toEqual([]);
  });
});

describe('cardinality', () => {
  const page = (paths: number, methods: number): string => {
    const lines = Array.from({ length: paths }, (_, path) =>
      Array.from({ length: methods }, (_, method) => `hits_total{path="/${path}",method="m${method}"} 1`),
    );
    return ['# TYPE hits_total counter', ...lines.flat(), ''].join('\n');
  };
  const hits = [foreign(counter('hits_total', { job, labels: ['path', 'method'], unit: 'count', help: 'Hits.' }))];

  test('at the limits, and one above', () => {
    const few = { limits: { maxSeries: 20, maxValues: 10 } };
    expect(found(page(10, 2), hits, few)).toEqual([]);
    expect(found(page(11, 1), hits, few)).toEqual(['cardinality hits_total: the label path has 11 values, above 10']);
    expect(found(page(7, 3), hits, few)).toEqual([
      'cardinality hits_total: 21 series, above 20; its widest label is path with 7 values',
    ]);
    expect(check(page(7, 3), hits, few).findings[0]?.label).toBe('path');
  });

  test('buckets are series, and no values of a label', () => {
    const bounds = Array.from({ length: 12 }, (_, at) => `_bucket{le="${at}"} 0`);
    const text = histogramPage([...bounds, '_bucket{le="+Inf"} 0', '_sum 0', '_count 0']);
    const kindsOf = (options: Some): readonly string[] =>
      check(text, [foreign(requests)], options).findings.map(({ problem }) => problem);
    expect(kindsOf({ limits: { maxSeries: 15, maxValues: 3 } })).toEqual([]);
    expect(kindsOf({ limits: { maxSeries: 14, maxValues: 3 } })).toEqual(['15 series, above 14']);
  });
});

describe('duplicates', () => {
  test('name the line, whatever the order of labels', () => {
    const page = '# TYPE a gauge\na{x="1",y="2"} 1\na{y="2",x="1"} 2\n';
    expect(found(page, [foreign(requests)])).toEqual(['duplicate a: line 3: a{y="2",x="1"}']);
  });

  test('samples at different times are none', () => {
    expect(found('# TYPE a gauge\na 1 1700000000\na 2 1700000015\n', [foreign(requests)])).toEqual([]);
  });
});

test('findings are in the order of their kinds, then of the names', () => {
  const page = ['# TYPE z gauge', 'z 1', '# TYPE b counter', 'b 1', 'b 1', '# TYPE a counter', 'a 1', ''].join('\n');
  const findings: readonly Finding[] = check(page, [own(requests)]).findings;
  expect(findings.map(({ kind, metric }) => `${kind} ${metric}`)).toEqual([
    'missing requests_total',
    'unknown a',
    'unknown b',
    'unknown z',
    'name a',
    'name b',
    'duplicate b',
  ]);
  expect(Object.keys(kinds)).toHaveLength(9);
});

describe('recorded pages against the catalogue', () => {
  /** A gauge that is named like a counter; the catalogue has the name that it should have. */
  const old = 'batch_job_processed_total';

  test.each(recordings)('$file', (recording) => {
    const text = readFileSync(new URL(`../fixtures/expositions/${recording.file}`, import.meta.url), 'utf8');
    const page = parsePage(text);
    const expected = expectedOf(catalogue(temporalProfiles[recording.profile]));
    expect(guessJob(page.families, expected)).toBe(recording.job);
    const systems = systemsOn(page.families, expected, recording.job);
    const result = checkPage(page, expected, { job: recording.job, systems, limits });
    const known = recording.job === 'pushgateway' ? ['missing', 'missing', 'unknown', 'name'] : [];
    expect(result.findings.map(({ kind }) => kind)).toEqual(known);
    expect(result.findings.filter(({ kind }) => kind === 'unknown').map(({ metric }) => metric)).toEqual(
      known.length === 0 ? [] : [old],
    );
    // What the contract test allows to be unlisted is told, and no more of what the catalogue claims to have.
    const allowed = unlisted.filter(({ file }) => file === recording.file);
    for (const { pattern } of allowed) {
      expect([old, ...result.notInCatalogue].some((name) => pattern.test(name))).toBe(true);
    }
    expect(result.ofOtherJobs).toEqual([]);
  });
});

describe('the job of a page', () => {
  const expected = expectedOf(catalogue(temporalProfiles['go-tally']));
  const guess = (names: readonly string[]): string | undefined =>
    guessJob(parsePage(names.map((name) => `${name} 1\n`).join('')).families, expected);

  test.each<[string, readonly string[], string | undefined]>([
    ['is told by three names', ['orders_created_total', 'http_requests_total', 'db_operation_duration_seconds'], job],
    ['is not told by two', ['orders_created_total', 'http_requests_total'], undefined],
    ['is told by all of a small one', ['orders_by_status', 'orders_oldest_open_age_seconds'], 'order_processing_state'],
    ['is not told by what many have', ['go_goroutines', 'go_threads', 'process_open_fds', 'go_info'], undefined],
    ['is not told by nothing', [], undefined],
  ])('%s', (_, names, expected) => {
    expect(guess(names)).toBe(expected);
  });

  test('is not told when two have as much', () => {
    const worker = ['inventory_level', 'inventory_updates_total', 'payments_processed_total'];
    const api = ['orders_created_total', 'http_requests_total', 'http_request_duration_seconds'];
    expect(guess([...worker, ...api])).toBeUndefined();
    expect(guess([...worker, ...api, 'shipping_arrangement_seconds'])).toBe('order_processing_worker');
  });
});
