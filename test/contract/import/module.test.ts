/** What an import writes, and that a page checked against what was imported of it has no finding. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPage } from '../../../src/contract/check.ts';
import { entriesOf } from '../../../src/contract/import/entry.ts';
import { moduleText } from '../../../src/contract/import/module.ts';
import { camelOf, fileOf, jobOf, nameFrom, refuseName } from '../../../src/contract/import/name.ts';
import { propertiesOf } from '../../../src/contract/import/property.ts';
import { importedIn, withJob, withService } from '../../../src/contract/import/registered.ts';
import { parsePage } from '../../../src/metrics/exposition.ts';
import { imported, loaded } from './loaded.ts';

const job = 'payments';
const limits = { maxSeries: 1000, maxValues: 100 };

function written(page: string): string {
  return moduleText(entriesOf(parsePage(page), job).entries, { name: 'payments', job, define: './define.ts' });
}

test('a page becomes a module of the catalogue', () => {
  const page = [
    '# HELP payments_total Payments taken,\\nor "refused"',
    '# TYPE payments_total counter',
    'payments_total{status="success"} 1',
    'payments_total{status="failure",reason="card"} 0',
    '# HELP payment_seconds Time.',
    '# TYPE payment_seconds histogram',
    'payment_seconds_bucket{le="0.5"} 1',
    'payment_seconds_bucket{le="2.0"} 1',
    'payment_seconds_bucket{le="+Inf"} 1',
    'payment_seconds_sum 0.3',
    'payment_seconds_count 1',
    '# TYPE payment_size_bytes summary',
    'payment_size_bytes{quantile="0.5"} 12',
    'payment_size_bytes_sum 12',
    'payment_size_bytes_count 1',
    '# TYPE queue gauge',
    'queue{instance="a"} 1',
    'legacy_total 3',
    'legacy_level 4',
    '',
  ].join('\n');
  expect(written(page))
    .toBe(`/** Written by \`dashboards metrics import\` from a page of metrics; help texts and units may be put better. */
import { counter, gauge, histogram, summary } from './define.ts';

const job = 'payments';

export const payments = {
  legacyLevel: gauge('legacy_level', {
    job,
    unit: 'count',
    wireType: 'untyped',
    help: 'No help text on the page.',
  }),
  legacy: counter('legacy_total', {
    job,
    unit: 'count',
    wireType: 'untyped',
    help: 'No help text on the page.',
  }),
  payment: histogram('payment_seconds', {
    job,
    unit: 'seconds',
    buckets: [0.5, 2],
    help: 'Time.',
  }),
  paymentSize: summary('payment_size_bytes', {
    job,
    unit: 'bytes',
    help: 'No help text on the page.',
  }),
  payments: counter('payments_total', {
    job,
    labels: ['reason', 'status'],
    unit: 'count',
    help: 'Payments taken, or "refused".',
  }),
  queue: gauge('queue', {
    job,
    labels: ['exported_instance'],
    unit: 'count',
    help: 'No help text on the page.',
  }),
};
`);
});

describe('units', () => {
  test.each([
    ['took_seconds', 'gauge', 'seconds'],
    ['cpu_seconds_total', 'counter', 'seconds'],
    ['took_milliseconds', 'gauge', 'milliseconds'],
    ['sent_bytes_total', 'counter', 'bytes'],
    ['used_ratio', 'gauge', 'ratio'],
    ['last_run_timestamp_seconds', 'gauge', 'unix_seconds'],
    ['process_start_time_seconds', 'gauge', 'unix_seconds'],
    ['build_info', 'gauge', 'info'],
    ['seconds', 'gauge', 'seconds'],
    ['milliseconds_left', 'gauge', 'count'],
    ['orders', 'gauge', 'count'],
  ])('%s', (name, type, unit) => {
    const { entries } = entriesOf(parsePage(`# TYPE ${name} ${type}\n${name} 1\n`), job);
    expect(entries.map((entry) => entry.unit)).toEqual([unit]);
  });
});

describe('what cannot be imported is told', () => {
  test.each([
    ['{"my.metric"} 1\n', 'left out: my.metric: queries here write names of letters, digits and underscores only'],
    ['a{"my.label"="1"} 1\n', 'left out: a: its label "my.label" is no name that queries here write'],
    ['# TYPE a gauge\n', 'left out: a: it has no series, so that its labels are not known'],
    ['# TYPE a gaugehistogram\na_bucket{le="+Inf"} 1\n', 'left out: a: the catalogue has no histograms of gauges'],
  ])('%j', (page, note) => {
    expect(entriesOf(parsePage(page), job)).toEqual({ entries: [], notes: [note] });
  });

  test('series that differ in their buckets have those of all', () => {
    const lines = ['{x="1",le="1"} 0', '{x="1",le="+Inf"} 0', '{x="2",le="2"} 0', '{x="2",le="+Inf"} 0'];
    const page = `# TYPE a histogram\n${lines.map((line) => `a_bucket${line}\n`).join('')}`;
    const { entries, notes } = entriesOf(parsePage(page), job);
    expect(entries[0]?.buckets).toEqual([1, 2]);
    expect(notes).toEqual(['a: its series differ in their buckets; the entry has all of them']);
  });

  test('what the catalogue has is left out when asked', () => {
    expect(entriesOf(parsePage('a 1\nb 1\n'), job, new Set(['a'])).entries.map(({ name }) => name)).toEqual(['b']);
  });
});

describe('names of properties', () => {
  test.each<[readonly string[], readonly string[]]>([
    [['http_requests_total'], ['httpRequests']],
    [
      ['took_seconds', 'took_bytes'],
      ['tookSeconds', 'tookBytes'],
    ],
    [
      ['took_seconds', 'took_seconds_total'],
      ['tookSeconds', 'tookSecondsTotal'],
    ],
    [
      ['a__b', 'a_b', 'a_b_'],
      ['aB', 'aB2', 'aB3'],
    ],
    [
      ['HTTPRequests', 'GC', 'Level'],
      ['httpRequests', 'gc', 'level'],
    ],
    [
      ['_', '__', '_1x', 'a:b'],
      ['metric', 'metric2', 'metric1x', 'aB'],
    ],
    [
      ['total', '_total', 'seconds'],
      ['total', 'metric', 'seconds'],
    ],
    [
      ['class', 'constructor', '__proto__'],
      ['class', 'constructor', 'proto'],
    ],
  ])('of %j', (names, properties) => {
    expect([...propertiesOf(names).values()]).toEqual(properties);
  });

  test('are different, and code can write them', () => {
    const name = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 40 }), (names) => {
        const properties = [...propertiesOf(names).values()];
        expect(new Set(properties).size).toBe(names.length);
        for (const property of properties) expect(property).toMatch(/^[a-z][A-Za-z0-9]*$/);
      }),
    );
  });
});

describe('names of services', () => {
  test.each([
    ['payments.txt', 'payments'],
    ['recordings/order-payments-1.4.prom.gz', 'orderPayments'],
    ['postgres_exporter-0.20.txt', 'postgresExporter'],
    ['http://payments.example.org:9000/metrics', 'payments'],
    ['http://127.0.0.1:9000/metrics', 'service'],
    ['http://[::1]:9000/metrics', 'service'],
    ['http://localhost:9000/metrics', 'service'],
    ['class.txt', 'service'],
    ['/dev/stdin', 'stdin'],
    ['123', 'service'],
  ])('%s is %s', (source, name) => {
    expect(nameFrom(source)).toBe(name);
    expect(() => refuseName(name)).not.toThrow();
  });

  test.each(['', 'Payments', 'order-payments', '1a', 'class', 'gauge', 'job', 'aBC', 'x'.repeat(3).concat('_')])(
    '%j is refused',
    (name) => {
      expect(() => refuseName(name)).toThrow(`A service cannot be called "${name}".`);
    },
  );

  test('their files and jobs', () => {
    expect([fileOf('orderPayments'), jobOf('orderPayments'), camelOf('order-payments')]).toEqual([
      'order-payments.ts',
      'order_payments',
      'orderPayments',
    ]);
  });
});

describe('lists of the catalogue', () => {
  const empty = '/** Services. */\n\nexport const imported = {};\n';

  test('have the services in order, each once', () => {
    const one = withService(empty, 'payments');
    expect(one).toBe(
      "/** Services. */\nimport { payments } from './payments.ts';\n\nexport const imported = { payments };\n",
    );
    const two = withService(one, 'orderArchive');
    expect(two).toContain("import { orderArchive } from './order-archive.ts';\nimport { payments }");
    expect(importedIn(two)).toEqual(['orderArchive', 'payments']);
    expect(withService(two, 'payments')).toBe(two);
  });

  test('have a job each on a line', () => {
    const jobs =
      "/** Jobs. */\nexport const jobs = [\n  'a',\n] as const;\n\nexport type Job = (typeof jobs)[number];\n";
    const more = withJob(jobs, 'payments');
    expect(more).toContain("export const jobs = [\n  'a',\n  'payments',\n] as const;\n\nexport type");
    expect(withJob(more, 'payments')).toBe(more);
  });

  test('in another form are left alone', () => {
    expect(() => withService('export const imported = make();\n', 'payments')).toThrow('imported.ts has a form');
    expect(() => withJob('export const jobs = [...others] as const;\n', 'payments')).toThrow('jobs.ts has a form');
  });
});

/** A family of any kind, in the lines of both formats. */
const value = fc.oneof(fc.nat(), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));
const labelName = fc.oneof(
  fc.constantFrom('method', 'le', 'quantile', 'job', 'instance', 'environment', 'constructor', '__proto__'),
  fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/),
);
const labels = fc.uniqueArray(labelName, { maxLength: 3 });
const bounds = fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 30 });
const text = fc.string({ unit: 'grapheme', maxLength: 150 });

const family = fc.record({
  kind: fc.constantFrom('counter', 'gauge', 'histogram', 'summary', 'untyped', 'bare', 'info', 'stateset'),
  stem: fc.stringMatching(/^[a-zA-Z0-9_]{0,12}$/),
  suffix: fc.constantFrom('', '_total', '_seconds', '_bytes', '_info', '_bucket', '_sum', '_count', '_ms', '_created'),
  help: fc.option(text),
  labels,
  values: fc.array(text, { minLength: 1, maxLength: 4 }),
  bounds,
  value,
  timestamp: fc.boolean(),
});

type Family = typeof family extends fc.Arbitrary<infer T> ? T : never;

function escaped(plain: string): string {
  return plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function lines(one: Family, at: number, openMetrics: boolean): readonly string[] {
  const { kind, bounds, value, timestamp } = one;
  // The number keeps the series of one family apart from those of another.
  const bare = `m${at}_${one.stem}${one.suffix}`;
  const isSuffixed = openMetrics && (kind === 'counter' || kind === 'info');
  const name = isSuffixed ? bare.replace(/_(?:total|info)$/u, '') : bare;
  const stored = isSuffixed ? `${name}_${kind === 'counter' ? 'total' : 'info'}` : name;
  const structural = kind === 'histogram' ? 'le' : kind === 'summary' ? 'quantile' : undefined;
  const own = one.labels.filter((label) => label !== structural);
  const distinct = own.length === 0 ? one.values.slice(0, 1) : [...new Set(one.values)];
  const sample = (suffix: string, among: string, extra: readonly string[] = [], number: number = value): string => {
    const pairs = [...own.map((label) => `${label}="${escaped(among)}"`), ...extra];
    const after = timestamp ? ' 1700000000' : '';
    const exemplar = openMetrics && suffix === '_bucket' ? ` # {trace_id="${escaped(among)}"} 1` : '';
    return `${stored}${suffix}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${number}${after}${exemplar}`;
  };
  const samples = distinct.flatMap((among) => {
    if (kind === 'histogram') {
      const ascending = bounds.toSorted((a, b) => a - b).map((bound) => sample('_bucket', among, [`le="${bound}"`], 1));
      return [
        ...ascending,
        sample('_bucket', among, ['le="+Inf"'], 1),
        sample('_sum', among),
        sample('_count', among, [], 1),
      ];
    }
    if (kind !== 'summary') return [sample('', among)];
    return [sample('', among, ['quantile="0.5"']), sample('_sum', among), sample('_count', among)];
  });
  const isText = !openMetrics && (kind === 'info' || kind === 'stateset');
  const type = isText ? 'gauge' : openMetrics && kind === 'untyped' ? 'unknown' : kind;
  const help = one.help === null ? [] : [`# HELP ${name} ${escaped(one.help)}`];
  return [...help, ...(kind === 'bare' ? [] : [`# TYPE ${name} ${type}`]), ...samples];
}

test('any page that is imported is found to be as it was imported', () => {
  fc.assert(
    fc.property(fc.array(family, { minLength: 1, maxLength: 8 }), fc.boolean(), (families, openMetrics) => {
      const page = parsePage(
        [...families.flatMap((one, at) => lines(one, at, openMetrics)), openMetrics ? '# EOF' : '', ''].join('\n'),
      );
      const { entries, notes } = entriesOf(page, job);
      expect(notes).toEqual([]);
      const metrics = loaded(moduleText(entries, { name: 'payments', job, define: './define.ts' }));
      expect(Object.keys(metrics)).toHaveLength(families.length);
      const result = checkPage(page, imported(metrics), { job, limits });
      expect(result.findings).toEqual([]);
      expect([result.notInCatalogue, result.ofOtherJobs, result.notShown]).toEqual([[], [], []]);
      for (const metric of Object.values(metrics)) {
        expect(metric.help).toMatch(/^\S.+\.$/u);
        expect(metric.help).not.toMatch(/\n/);
      }
    }),
    { numRuns: 300 },
  );
});
