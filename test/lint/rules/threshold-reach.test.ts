import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/lint/read/json.ts';
import { catalogue } from '../../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../../src/metrics/temporal-profiles.ts';
import { dashboard, findingsIn, foundBy, panelOf } from '../support.ts';

const quantile = (name: string) => `histogram_quantile(0.95, sum by (le) (rate(${name}_bucket[5m])))`;
const processing = quantile('order_processing_seconds');
const shipping = quantile('shipping_arrangement_seconds');
const http = quantile('http_request_duration_seconds');
const failed = 'sum(rate(payments_processed_total{status="failure"}[5m]))';
const all = 'sum(rate(payments_processed_total[5m]))';
const share = `(${failed} or 0 * ${all}) / (${all} > 0)`;

const steps = (...values: readonly number[]): Json => ({
  mode: 'absolute',
  steps: [{ color: 'green', value: null }, ...values.map((value) => ({ color: 'red', value }))],
});

function found(queries: readonly string[], thresholds: readonly number[], overrides: readonly Json[] = []) {
  const panel = { ...panelOf(...queries), fieldConfig: { defaults: { thresholds: steps(...thresholds) }, overrides } };
  return foundBy('threshold-reach', dashboard({ panels: [panel] }));
}

function problems(queries: readonly string[], thresholds: readonly number[], overrides: readonly Json[] = []) {
  return found(queries, thresholds, overrides).map(({ problem }) => problem);
}

test('a threshold above the last bucket, as published', () => {
  expect(found([http], [5, 30])).toEqual([
    expect.objectContaining({
      panel: expect.anything(),
      problem: 'the threshold 30 is never passed: the largest bucket ends at 10, where a quantile is cut off',
      next: 'set it below 10, or give the histogram larger buckets.',
    }),
  ]);
});

describe('of a quantile', () => {
  test.each([
    [http, 10, 10],
    [`${http} * 1000`, 10_000, 10_000],
    [`1000 * ${http}`, 12_000, 10_000],
    [`${http} / 60`, 0.5, 10 / 60],
    [`max(${http})`, 11, 10],
    [`topk(5, ${http})`, 11, 10],
    [`max_over_time(${http}[1h:1m])`, 11, 10],
    [`${http} > 5`, 11, 10],
    [`${http} and up`, 11, 10],
    [`${http} or vector(0)`, 11, 10],
    [`${http} or ${shipping}`, 700, 600],
    [`${http} + 1`, 11, 11],
    [`1 + ${http}`, 11, 11],
    [`${http} - 1`, 9, 9],
    ['histogram_quantile(0.5, rate(http_request_duration_seconds_bucket[5m]))', 10, 10],
    [
      'histogram_quantile(0.5, rate(http_request_duration_seconds_bucket[5m]) or rate(shipping_arrangement_seconds_bucket[5m]))',
      600,
      600,
    ],
  ])('%s, %s', (query, threshold, end) => {
    expect(problems([query], [threshold])).toEqual([
      `the threshold ${threshold} is never passed: the largest bucket ends at ${end}, where a quantile is cut off`,
    ]);
  });

  test.each([
    [processing, 300],
    [processing, 1799],
    [http, -1],
    [`${http} * 1000`, 9999],
    [`sum(${http})`, 20],
    [`${http} or vector(50)`, 20],
    [`${http} or up`, 20],
    [`${http} + up`, 20],
    [`100 - ${http}`, 99],
    [`-${http}`, 5],
    [`${http} * up`, 20],
    [`${http} > bool 5`, 20],
    [`${http} * $scale`, 20],
    [`${http} * 0`, -1],
    ['histogram_quantile(0.5, vector(1))', 20],
    ['histogram_quantile(0.5, rate(unknown_bucket[5m]))', 1e9],
    ['histogram_quantile(0.5, rate(http_request_duration_seconds_bucket[5m]) or rate(unknown_bucket[5m]))', 1e9],
    ['rate(http_request_duration_seconds_bucket[5m])', 1e9],
    ['this is no PromQL', 1],
    ['vector(5)', 5],
  ])('%s, %s is fine', (query, threshold) => {
    expect(problems([query], [threshold])).toEqual([]);
  });

  test('among several it is the one that reaches furthest', () => {
    expect(problems([http, shipping], [30])).toEqual([]);
    expect(problems([http, shipping], [600])).toEqual([expect.stringContaining('the largest bucket ends at 600')]);
    expect(problems([shipping, http], [600])).toHaveLength(1);
    expect(problems([http, 'up'], [30])).toEqual([]);
    expect(problems([], [30])).toEqual([]);
  });

  test('the buckets are those of the profile', () => {
    const query = quantile('temporal_workflow_task_execution_latency');
    const panel = { ...panelOf(query), fieldConfig: { defaults: { thresholds: steps(2000) } } };
    const inCore = findingsIn([dashboard({ panels: [panel] })], catalogue(temporalProfiles.core));
    expect(inCore.filter(({ rule }) => rule === 'threshold-reach')).toEqual([
      expect.objectContaining({ problem: expect.stringContaining('the largest bucket ends at 1000') }),
    ]);
  });

  test("the threshold 80 is Grafana's own and nobody's", () => {
    expect(problems([http], [80])).toEqual([]);
    expect(problems([http], [5, 80])).toHaveLength(1);
  });
});

describe('of a share', () => {
  test.each([
    [share, 5],
    [share, 1.01],
    [share, -0.1],
    [`${share} * 100`, 101],
    [`100 * ${failed} / (${all} > 0)`, 150],
    [`1 - ${share}`, 5],
    [`${failed} / (${failed} + sum(rate(x[5m])))`, 5],
    [`${failed} / (sum(rate(x[5m])) + (${failed} or vector(0)))`, 5],
  ])('%s, %s', (query, threshold) => {
    expect(problems([query], [threshold])).toEqual([
      expect.stringMatching(`^the threshold ${threshold} is never reached: the value lies between 0 and 1(00)?$`),
    ]);
  });

  test.each([
    [share, 1],
    [share, 0],
    [`${share} * 100`, 95],
    [`${share} - 1`, -0.5],
    [`${share} + 1`, 1.5],
    [`${share} or vector(-1)`, -0.5],
    [`vector(-1) or ${share}`, -0.5],
    ['sum(rate(a[5m])) / sum(rate(b[5m]))', 5],
    [`${all} / ${failed}`, 5],
    [`sum(rate(a{x="1"}[5m])) / sum(rate(a{x="2"}[5m]))`, 5],
    [`sum(rate(a{x="1"}[5m])) / sum(rate(a[5m] offset 1d))`, 5],
    ['sum(a{x="1"}) / sum(a)', 5],
    ['max(rate(a{x="1"}[5m])) / min(rate(a[5m]))', 5],
    ['avg(rate(a{x="1"}[5m])) / avg(rate(a[5m]))', 5],
    ['sum(delta(a{x="1"}[5m])) / sum(delta(a[5m]))', 5],
    [`${failed} / (${failed} - sum(rate(x[5m])))`, 5],
    [`${failed} / (0.5 * ${failed} + sum(rate(x[5m])))`, 5],
    [`-1 * ${failed} / ${all}`, 5],
    [`${share} > bool 0.5`, 5],
  ])('%s, %s is fine', (query, threshold) => {
    expect(problems([query], [threshold])).toEqual([]);
  });
});

describe('overrides', () => {
  const override = (matcher: string, field: string, ...properties: readonly Json[]): Json => ({
    matcher: { id: matcher, options: field },
    properties,
  });
  const limits = (...values: readonly number[]): Json => ({ id: 'thresholds', value: steps(...values) });

  test('have thresholds of their own', () => {
    const ofB = [override('byFrameRefID', 'B', limits(30))];
    expect(problems([shipping, http], [100], ofB)).toEqual([
      expect.stringContaining('the threshold 30 is never passed'),
    ]);
    expect(problems([http, shipping], [5], ofB)).toEqual([]);
  });

  test('take their queries out of those that the thresholds of the panel are for', () => {
    expect(problems([http, 'up'], [30], [override('byFrameRefID', 'B', { id: 'unit', value: 'short' })])).toHaveLength(
      1,
    );
    expect(problems([http, 'up'], [30], [override('byFrameRefID', 'B', limits(5))])).toHaveLength(1);
    expect(problems([http, 'up'], [30], [override('byFrameRefID', 'B', { id: 'color', value: {} })])).toEqual([]);
    expect(problems([http, 'up'], [30], [override('byRegexp', '/up/', { id: 'unit', value: 'short' })])).toEqual([]);
    expect(problems([http], [30], [override('byRegexp', '/up/', { id: 'unit', value: 'short' })])).toHaveLength(1);
  });

  test('by name mean the query with that legend', () => {
    const targets = [
      { refId: 'A', expr: http, legendFormat: 'p95' },
      { refId: 'B', expr: shipping, legendFormat: 'shipping' },
      { refId: 'C', expr: shipping, legendFormat: '{{job}}' },
    ];
    const of = (field: string, value: number, all: readonly Json[]) => {
      const fieldConfig = { defaults: {}, overrides: [override('byName', field, limits(value))] };
      return foundBy('threshold-reach', dashboard({ panels: [{ ...panelOf(), targets: all, fieldConfig }] }));
    };
    expect(of('p95', 30, targets.slice(0, 2))).toHaveLength(1);
    expect(of('shipping', 30, targets.slice(0, 2))).toEqual([]);
    // The last may be called so by its data.
    expect(of('p95', 30, targets)).toEqual([]);
  });
});

describe('a limit in the query', () => {
  test.each([
    [`${http} > 10`, '10 is never passed'],
    [`10 < ${http}`, '10 is never passed'],
    [`${http} >= 10.5`, '10.5 is never passed'],
    [`${http} == 11`, '11 is never passed'],
    [`up == 1 and ${http} * 1000 > 20000`, '20000 is never passed'],
    [`count(${http} > bool 10)`, '10 is never passed'],
    [`${share} > 1`, '1 is never reached'],
    [`${share} > 5`, '5 is never reached'],
    [`${share} < 0`, '0 is never reached'],
    [`${share} <= -1`, '-1 is never reached'],
    [`${share} == -1`, '-1 is never reached'],
  ])('%s', (query, words) => {
    expect(problems([query], [])).toEqual([expect.stringContaining(`the limit ${words}`)]);
  });

  test.each([
    `${http} > 9`,
    `${http} >= 10`,
    `${http} == 10`,
    `${http} < 20`,
    `${http} != 20`,
    `${http} > $limit`,
    `${http} > ${shipping}`,
    `${share} >= 1`,
    `${share} <= 0`,
    `${share} < 5`,
    'up > 5',
  ])('%s is fine', (query) => {
    expect(problems([query], [])).toEqual([]);
  });
});

test('what is no threshold, or a part of the range, is not held against values', () => {
  const of = (thresholds: unknown) => {
    const fieldConfig = { defaults: { thresholds } };
    return foundBy('threshold-reach', dashboard({ panels: [{ ...panelOf(http), fieldConfig }] }));
  };
  expect(of({ mode: 'percentage', steps: [{ value: 90 }] })).toEqual([]);
  expect(of({ steps: [{ value: '90' }, {}, null] })).toEqual([]);
  expect(of('none')).toEqual([]);
  expect(of(undefined)).toEqual([]);
});
