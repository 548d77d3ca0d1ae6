import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors/user-error.ts';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { counter, histogram, summary, synthetic } from '../../src/metrics/define.ts';
import type { MetricInfo } from '../../src/metrics/metric.ts';
import { defaultTemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import { check } from '../../src/promql/check.ts';
import { raw } from '../../src/promql/index.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { scope } from '../../src/promql/scope.ts';
import { PromqlSyntaxError } from '../../src/promql/syntax-error.ts';
import { nodeOf } from '../../src/promql/vector.ts';
import { nearest } from '../../src/text/nearest.ts';
import { examples } from './examples.ts';

const metrics = catalogue(defaultTemporalProfile);
const suggest = (name: string) => nearest(name, metrics.names());

function problems(text: string): readonly string[] {
  return check(
    parse(text, (name) => metrics.lookup(name)?.series),
    suggest,
  );
}

/** Queries with what is wrong with them, and like queries with nothing wrong. */
const cases: Readonly<
  Record<string, { readonly bad: readonly (readonly [string, ...string[]])[]; readonly good: readonly string[] }>
> = {
  'a metric that is not in the catalogue': {
    bad: [
      [
        'sum(rate(order_created_total[5m]))',
        'order_created_total is not in the catalogue; nearest: orders_created_total',
      ],
      ['inventory_levels', 'inventory_levels is not in the catalogue; nearest: inventory_level'],
      ['something_else_entirely', 'something_else_entirely is not in the catalogue'],
      ['{__name__="nothing_like_it"}', 'nothing_like_it is not in the catalogue'],
      ['absent(nothing_like_it)', 'nothing_like_it is not in the catalogue'],
      // Each once, however often it is written.
      ['qqqqqqqqqqqq + qqqqqqqqqqqq', 'qqqqqqqqqqqq is not in the catalogue'],
    ],
    good: [
      'inventory_level',
      'pg_replication_lag',
      'count by (__name__) ({__name__=~".+"})',
      'sum(rate(order_processing_seconds_count[5m]))',
    ],
  },
  'a label that a metric lacks, in a matcher': {
    bad: [
      ['inventory_level{produkt="a"}', 'inventory_level has no label "produkt"; nearest: product'],
      ['sum(rate(orders_created_total{reason="a"}[5m]))', 'orders_created_total has no label "reason"'],
      ['pg_replication_lag{datname="a"}', 'pg_replication_lag_seconds has no label "datname"'],
    ],
    good: [
      'inventory_level{product="a",job="b",environment="c",instance="d"}',
      'pg_stat_activity_count{wait_event="x",server="y"}',
      'inventory_level{__name__=~"x"}',
      'go_gc_duration_seconds{quantile="1"}',
    ],
  },
  'a label that a metric lacks, in a grouping': {
    bad: [
      ['sum by (status) (inventory_level)', 'sum by (status): inventory_level has no such label here'],
      [
        'sum without (produkt) (inventory_level)',
        'sum without (produkt): inventory_level has no such label here; nearest: product',
      ],
      ['max by (product) (sum by (job) (inventory_level))', 'max by (product): inventory_level has no such label here'],
      [
        'max by (product) (sum without (product) (inventory_level))',
        'max by (product): inventory_level has no such label here',
      ],
      ['topk by (status) (1, inventory_level)', 'topk by (status): inventory_level has no such label here'],
      ['sum by (a) (vector(1))', 'sum by (a): vector(1) has no such label here'],
      [
        'sum by (le) (histogram_quantile(0.9, rate(order_processing_seconds_bucket[5m])))',
        'sum by (le): order_processing_seconds_bucket has no such label here',
      ],
    ],
    good: [
      'sum by (product, job) (inventory_level)',
      'sum without (product) (inventory_level)',
      'max by (job) (topk(2, inventory_level))',
      'sum by (anything) (label_replace(inventory_level, "anything", "$1", "job", "(.*)"))',
      'sum by (version) (count_values("version", inventory_level))',
      'count by (__name__, job) ({__name__=~".+"})',
    ],
  },
  'a function of the wrong type of metric': {
    bad: [
      ['rate(inventory_level[5m])', 'rate of inventory_level, which is a gauge: only counters count up and start over'],
      [
        'increase(inventory_level[5m])',
        'increase of inventory_level, which is a gauge: only counters count up and start over',
      ],
      [
        'irate(go_gc_duration_seconds[5m])',
        'irate of go_gc_duration_seconds, which is a gauge: only counters count up and start over',
      ],
      [
        'rate(inventory_level[1h:5m])',
        'rate of inventory_level, which is a gauge: only counters count up and start over',
      ],
      [
        'rate(pg_replication_lag[5m])',
        'rate of pg_replication_lag, which is a gauge: only counters count up and start over',
      ],
      [
        'deriv(orders_created_total[5m])',
        'deriv of orders_created_total, which is a counter: a restart would look like a fall, use rate or increase',
        'orders_created_total is a counter since the start of its process: use rate or increase of it',
      ],
    ],
    good: [
      'rate(orders_created_total[5m])',
      'rate(orders_created_total[1h:5m])',
      'max_over_time(rate(orders_created_total[5m])[1h:5m])',
      'deriv(inventory_level[5m])',
      'rate(go_gc_duration_seconds_count[5m])',
      'changes(orders_created_total[5m])',
      'resets(orders_created_total[5m])',
    ],
  },
  'a counter as it is': {
    bad: [
      [
        'orders_created_total',
        'orders_created_total is a counter since the start of its process: use rate or increase of it',
      ],
      [
        'sum(orders_created_total)',
        'orders_created_total is a counter since the start of its process: use rate or increase of it',
      ],
      [
        'max_over_time(orders_created_total[5m])',
        'orders_created_total is a counter since the start of its process: use rate or increase of it',
      ],
      [
        'orders_created_total > 5',
        'orders_created_total is a counter since the start of its process: use rate or increase of it',
      ],
      [
        '-orders_created_total',
        'orders_created_total is a counter since the start of its process: use rate or increase of it',
      ],
      [
        'histogram_quantile(0.9, order_processing_seconds_bucket)',
        'order_processing_seconds_bucket is a counter since the start of its process: use rate or increase of it',
      ],
      [
        'orders_created_total and inventory_level',
        'orders_created_total is a counter since the start of its process: use rate or increase of it',
        'the sides of "and" never match: "product" is a label of one side only, say on (…) or ignoring (…)',
      ],
    ],
    good: [
      'absent(orders_created_total)',
      'absent_over_time(orders_created_total[5m])',
      'count(orders_created_total)',
      'group by (job) (orders_created_total)',
      'timestamp(orders_created_total)',
      'orders_created_total unless orders_created_total offset 5m',
      'inventory_level and on (job) orders_created_total',
    ],
  },
  'a histogram by its bare name': {
    bad: [
      [
        'order_processing_seconds',
        'order_processing_seconds is not in the catalogue; nearest: order_processing_seconds_sum',
      ],
    ],
    good: ['rate(order_processing_seconds_bucket[5m])'],
  },
  'a quantile that is no share': {
    bad: [
      [
        'histogram_quantile(95, sum by (le) (rate(order_processing_seconds_bucket[5m])))',
        'histogram_quantile of 95: a quantile is a share from 0 to 1, such as 0.95',
      ],
      [
        'histogram_quantile(-0.5, sum by (le) (rate(order_processing_seconds_bucket[5m])))',
        'histogram_quantile of -0.5: a quantile is a share from 0 to 1, such as 0.95',
      ],
    ],
    good: [
      'histogram_quantile(0, sum by (le) (rate(order_processing_seconds_bucket[5m])))',
      'histogram_quantile(1, sum by (le) (rate(order_processing_seconds_bucket[5m])))',
      'histogram_quantile($q, sum by (le) (rate(order_processing_seconds_bucket[5m])))',
    ],
  },
  'a quantile without le': {
    bad: [
      [
        'histogram_quantile(0.9, sum(rate(order_processing_seconds_bucket[5m])))',
        'histogram_quantile of sum(rate(order_processing_seconds_bucket[5m])), which has no label "le" left: keep it in the sum',
      ],
      [
        'histogram_quantile(0.9, sum without (le) (rate(order_processing_seconds_bucket[5m])))',
        'histogram_quantile of sum without (le) (rate(order_processing_seconds_bucket[5m])), which has no label "le" left: keep it in the sum',
      ],
      [
        'histogram_quantile(0.9, rate(order_processing_seconds_count[5m]))',
        'histogram_quantile of rate(order_processing_seconds_count[5m]), which has no label "le" left: keep it in the sum',
      ],
    ],
    good: [
      'histogram_quantile(0.9, sum by (le) (rate(order_processing_seconds_bucket[5m])))',
      'histogram_quantile(0.9, rate(order_processing_seconds_bucket[5m]))',
      'histogram_quantile(0.9, sum without (instance) (rate(order_processing_seconds_bucket[5m])))',
      'histogram_quantile($q, sum by (le, job) (rate(order_processing_seconds_bucket[$__rate_interval])))',
    ],
  },
  'sides that never match': {
    bad: [
      [
        'inventory_level / orders_by_status',
        'the sides of "/" never match: "product", "status" is a label of one side only, say on (…) or ignoring (…)',
      ],
      [
        'sum by (job) (inventory_level) > sum(inventory_level)',
        'the sides of ">" never match: "job" is a label of one side only, say on (…) or ignoring (…)',
      ],
      [
        'inventory_level unless sum by (product) (inventory_level)',
        `the sides of "unless" never match: "environment", "job", "instance" is a label of one side only, say on (…) or ignoring (…)`,
      ],
      [
        'pg_stat_activity_count / pg_settings_max_connections',
        'the sides of "/" never match: "datname", "state" is a label of one side only, say on (…) or ignoring (…)',
      ],
    ],
    good: [
      'inventory_level / inventory_level',
      'inventory_level / on (job) group_left () sum by (job) (orders_by_status)',
      'inventory_level / ignoring (product) group_left () sum without (product) (inventory_level)',
      'sum(inventory_level) or vector(0)',
      'sum by (job) (inventory_level) or sum(inventory_level)',
      'inventory_level > 5',
      '5 * inventory_level',
      'inventory_level > scalar(sum(inventory_level))',
      'time() - orders_oldest_open_age_seconds',
      'inventory_level / {job="x"}',
      // Of alerts.md: the server label, which only one side has, is empty in every version that has the other.
      '(pg_replication_lag_seconds > 300 and pg_replication_is_replica == 1) or pg_replication_lag > 300',
    ],
  },
  'a label to match by that neither side has': {
    bad: [
      [
        'inventory_level / on (status) inventory_level',
        'neither side of "/" has the label "status" that they shall match by',
      ],
      [
        'inventory_level and on (status) inventory_level',
        'neither side of "and" has the label "status" that they shall match by',
      ],
      [
        'inventory_level / ignoring (status) inventory_level',
        'neither side of "/" has the label "status" that they shall match by',
      ],
    ],
    good: [
      'inventory_level / on (job) group_left (status) orders_by_status',
      'inventory_level / on () group_left () sum(inventory_level)',
    ],
  },
  'the labels that a matching leaves': {
    bad: [
      [
        'sum by (product) (inventory_level / on (job) orders_by_status)',
        'sum by (product): inventory_level has no such label here',
      ],
      [
        'sum by (product) (inventory_level / ignoring (product, status) orders_by_status)',
        'sum by (product): inventory_level has no such label here',
      ],
    ],
    good: [
      'sum by (status, product) (inventory_level * on (job) group_left (status) orders_by_status)',
      'sum by (status) (inventory_level * on (job) group_right () orders_by_status)',
      'sum by (product) (inventory_level and on (job) orders_by_status)',
    ],
  },
  'a range where none is taken, and the other way round': {
    bad: [
      ['rate(orders_created_total)', 'rate of orders_created_total: it needs a range, such as [5m], after a selector'],
      ['rate(sum(inventory_level))', 'rate of sum(inventory_level): it needs a range, such as [5m], after a selector'],
      ['inventory_level[5m]', 'inventory_level[5m] is a range: only a function over time, such as rate, takes one'],
      [
        'sum(inventory_level[5m])',
        'inventory_level[5m] is a range: only a function over time, such as rate, takes one',
      ],
      [
        'abs(inventory_level[1h:5m])',
        'inventory_level[1h:5m] is a range: only a function over time, such as rate, takes one',
      ],
      [
        '-inventory_level[1h:5m]',
        'inventory_level[1h:5m] is a range: only a function over time, such as rate, takes one',
      ],
      [
        'avg_over_time(inventory_level[5m][1h:])',
        'inventory_level[5m] is a range: only a function over time, such as rate, takes one',
      ],
    ],
    good: [
      'quantile_over_time(0.9, inventory_level[5m])',
      'quantile_over_time(scalar(sum(inventory_level)), inventory_level[5m])',
      'predict_linear(inventory_level[1h], 3600)',
      'avg_over_time(sum(inventory_level)[1h:5m])',
    ],
  },
  'numbers where series are needed': {
    bad: [
      ['inventory_level and 1', '"and" of a number: it takes series, as vector(…) makes of a number'],
      ['1 > 2', '">" compares two numbers, which needs bool after it'],
      ['time() == scalar(sum(inventory_level))', '"==" compares two numbers, which needs bool after it'],
    ],
    good: ['1 > bool 2', 'inventory_level > 1', '1 < inventory_level', 'inventory_level > $limit'],
  },
};

for (const [title, { bad, good }] of Object.entries(cases)) {
  describe(title, () => {
    test.each(bad)('%s', (text, ...expected) => {
      expect(problems(text)).toEqual(expected);
    });
    test.each(good)('%s is fine', (text) => {
      expect(problems(text)).toEqual([]);
    });
  });
}

test('what "or" joins has the labels of both sides', () => {
  const joined = 'sum by (job) (inventory_level) or sum by (instance) (inventory_level)';
  expect(problems(`sum by (job, instance) (${joined})`)).toEqual([]);
  expect(problems(`sum by (nothing_like_it) (${joined})`)).toHaveLength(1);
});

test('a histogram given as a value is not taken for a series', () => {
  expect(check(nodeOf(metrics.application.orderProcessing), suggest)).toEqual([
    'order_processing_seconds is a histogram and has no series of that name: use its _bucket, _count or _sum',
  ]);
});

describe('typed expressions', () => {
  const made: readonly MetricInfo[] = [
    histogram('new_seconds', { job: 'postgres', labels: ['kind'], unit: 'seconds', buckets: [1], help: '' }).bucket,
    histogram('new_seconds', { job: 'postgres', labels: ['kind'], unit: 'seconds', buckets: [1], help: '' }).count,
    summary('new_wait_seconds', { job: 'postgres', unit: 'seconds', help: '' }).quantiles,
    summary('new_wait_seconds', { job: 'postgres', unit: 'seconds', help: '' }).sum,
    counter('third_total', { job: 'postgres', unit: 'count', help: '' }),
    synthetic('environment:orders_created:rate5m', {
      job: 'prometheus',
      labels: ['environment'],
      unit: 'count',
      help: '',
    }),
  ];
  const second: Readonly<Record<string, string>> = {
    old_seconds_bucket: 'new_seconds_bucket',
    old_seconds_count: 'new_seconds_count',
    old_wait_seconds: 'new_wait_seconds',
    old_wait_seconds_sum: 'new_wait_seconds_sum',
    second_total: 'third_total',
    first_total: 'third_total',
  };
  const lookup = (name: string) =>
    metrics.lookup(name)?.series ?? made.find((metric) => metric.name === (second[name] ?? name));

  for (const [title, rows] of Object.entries(examples)) {
    test(`${title} have nothing wrong, neither as values nor as text`, () => {
      for (const [expression, text] of rows) {
        expect(check(nodeOf(expression), suggest), text).toEqual([]);
        expect(check(parse(text, lookup), suggest), text).toEqual([]);
      }
    });
  }
});

describe('raw text', () => {
  test('takes part in everything as other expressions do', () => {
    const text = 'label_replace(sum by (product) (inventory_level{product!=""}), "item", "$1", "product", "(.*)")';
    const expression = raw(text, metrics, ['item', 'product']);
    expect(print(expression.node)).toBe(text);
    const narrowed = scope(expression.node, [
      { label: 'job', operator: '=~', value: '$job' },
      { label: 'namespace', operator: '=~', value: '$namespace' },
    ]);
    expect(print(narrowed)).toBe(text.replace('product!=""', 'product!="",job=~"$job"'));
  });

  test('is made canonical', () => {
    expect(print(raw("sum ( inventory_level {product='a'} ) by (job)", metrics, ['job']).node)).toBe(
      'sum by (job) (inventory_level{product="a"})',
    );
  });

  test('that carries other labels than its author says is refused', () => {
    expect(thrown(() => raw('sum by (job) (up)', metrics, ['instance']))).toMatchObject({
      details: ['its result carries the labels job, and is said to carry the labels instance'],
    });
    expect(thrown(() => raw('sum by (job) (up)', metrics))).toMatchObject({
      details: ['its result carries the labels job, and is said to carry no label'],
    });
    expect(() => raw('sum(up)', metrics)).not.toThrow();
  });

  test('that is not PromQL is a mistake of its author', () => {
    const error = thrown(() => raw('sum(inventory_level', metrics));
    expect(error).toMatchObject({
      message: 'This query is not PromQL.',
      details: ['it ends too early (at character 20): sum(inventory_level'],
      next: 'Mend the query.',
    });
    expect(error.cause).toBeInstanceOf(PromqlSyntaxError);
  });

  test('that does not fit the catalogue is one too, and all of it is said', () => {
    expect(thrown(() => raw('rate(inventory_level{produkt="a"}[5m]) / order_created_total', metrics))).toMatchObject({
      message: 'This query does not fit the catalogue: rate(inventory_level{produkt="a"}[5m]) / order_created_total',
      details: [
        'inventory_level has no label "produkt"; nearest: product',
        'rate of inventory_level, which is a gauge: only counters count up and start over',
        'order_created_total is not in the catalogue; nearest: orders_created_total',
      ],
      next: 'Mend the query, or add what it reads to src/metrics.',
    });
  });
});

function thrown(act: () => unknown): UserError {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
