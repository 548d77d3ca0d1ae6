import { expect, test } from 'vitest';
import { dashboard, foundBy, panelOf, problemsOfQuery } from '../support.ts';

const known = 'alertmanager_http_request_duration_seconds_bucket';
const each = (query: string) =>
  `${query} is a quantile for each instance and each set of labels, of which none is that of all requests`;

test.each([
  `histogram_quantile(0.95, sum by (le) (rate(${known}[5m])))`,
  `histogram_quantile(0.95, sum by (le, job) (rate(${known}[5m])))`,
  `histogram_quantile(0.95, sum without (instance) (rate(${known}[5m])))`,
  'histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))',
  'histogram_quantile(0.95, sum without (instance) (rate(x_bucket[5m])))',
  'histogram_quantile(0.95, sum by (le) (rate(a_bucket[5m])) or sum by (le) (rate(b_bucket[5m])))',
  'histogram_quantile(0.95, 2 * sum by (le) (rate(x_bucket[5m])))',
  // Native histograms and recorded series may be whole.
  'histogram_quantile(0.95, rate(x[5m]))',
  'histogram_quantile(0.95, sum by (job) (rate(native_latency_seconds[5m])))',
  'histogram_quantile(0.95, job:x_bucket:rate5m)',
  'rate(x_bucket[5m])',
])('%s is fine', (query) => {
  expect(problemsOfQuery('quantile-without-le', query)).toEqual([]);
});

test.each([
  `histogram_quantile(0.95, rate(${known}[5m]))`,
  'histogram_quantile(0.95, rate(x_bucket[5m]))',
  'histogram_quantile(0.95, x_bucket)',
  'histogram_quantile($q, increase(x_bucket{job="a"}[1h]))',
  'histogram_quantile(0.95, rate(a_bucket[5m]) or rate(b_bucket[5m]))',
  'histogram_quantile(0.95, topk(5, rate(x_bucket[5m])))',
  'histogram_quantile(0.95, limit_ratio(0.5, rate(x_bucket[5m])))',
  'histogram_quantile(0.95, label_replace(rate(x_bucket[5m]), "a", "$1", "b", "(.*)"))',
  'histogram_quantile(0.95, avg_over_time(rate(x_bucket[5m])[1h:]))',
])('%s is one for each instance', (query) => {
  expect(problemsOfQuery('quantile-without-le', query)).toEqual([each(query)]);
});

test('wherever it stands', () => {
  const quantile = 'histogram_quantile(0.5, rate(x_bucket[5m]))';
  expect(problemsOfQuery('quantile-without-le', `max(${quantile}) > 1 or avg_over_time(${quantile}[1h:])`)).toEqual([
    each(quantile),
    each(quantile),
  ]);
});

test.each([
  [`sum(rate(${known}[5m]))`, 'which has no label "le" left: keep it in the sum'],
  ['sum(rate(x_bucket[5m]))', 'which has no label "le" left: keep it in the sum'],
  ['sum by (job) (rate(x_bucket[5m]))', 'which has no label "le" left'],
  [`sum without (le) (rate(${known}[5m]))`, 'which has no label "le" left'],
  ['sum without (le) (rate(x_bucket[5m]))', 'has no buckets to look at, since the sum drops their label le'],
])('of %s, no bucket is left', (buckets, problem) => {
  expect(problemsOfQuery('quantile-without-le', `histogram_quantile(0.95, ${buckets})`)).toEqual([
    expect.stringContaining(problem),
  ]);
});

test('the advice is the text to write', () => {
  const next = (query: string) =>
    foundBy('quantile-without-le', dashboard({ panels: [panelOf(query)] })).map((finding) => finding.next);
  expect(next('histogram_quantile(0.95, rate(x_bucket[5m]))')).toEqual([
    'sum the buckets first: histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m]))).',
  ]);
  expect(next('histogram_quantile(0.95, sum(rate(x_bucket[5m])))')).toEqual([
    'keep the buckets apart in the sum: sum by (le) (…).',
  ]);
  expect(next('histogram_quantile(0.95, sum without (le) (rate(x_bucket[5m])))')).toEqual([
    'take le out of without (…).',
  ]);
});
