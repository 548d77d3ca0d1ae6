import { expect, test } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import { carries } from '../../src/promql/carries.ts';
import { parse } from '../../src/promql/parse.ts';

const metrics = catalogue(temporalProfiles['go-tally']);

test.each<readonly [string, string, boolean]>([
  ['orders_by_status', 'status', true],
  ['orders_by_status', 'instance', true],
  ['orders_by_status', 'product', false],
  ['orders_by_status{cluster="a"}', 'cluster', true],
  ['unknown', 'product', true],
  ['5', 'job', false],
  ['$n', 'job', false],
  ['-unknown', 'job', true],
  ['max_over_time(unknown[1h:1m])', 'job', true],
  ['rate(unknown[5m])', 'job', true],
  ['clamp_min(unknown, 1)', 'job', true],
  ['quantile_over_time(0.5, unknown[5m])', 'job', true],
  ['time()', 'job', false],
  ['vector(1)', 'job', false],
  ['absent(unknown{job="a"})', 'job', false],
  ['scalar(unknown)', 'job', false],
  ['histogram_quantile(0.5, unknown)', 'le', false],
  ['histogram_quantile(0.5, unknown)', 'job', true],
  ['label_replace(unknown, "job", "a", "", "")', 'job', false],
  ['label_replace(unknown, "x", "a", "", "")', 'job', true],
  ['label_join(unknown, "job", "a", "b")', 'job', false],
  ['sum(unknown)', 'job', false],
  ['sum by (job) (unknown)', 'job', true],
  ['sum by (product) (orders_by_status)', 'product', false],
  ['sum without (job) (unknown)', 'job', false],
  ['sum without (x) (unknown)', 'job', true],
  ['topk(5, unknown)', 'job', true],
  ['limitk by (x) (5, unknown)', 'job', true],
  ['topk(5, sum(unknown))', 'job', false],
  ['count_values("version", unknown)', 'job', false],
  ['2 * unknown', 'job', true],
  ['unknown * 2', 'job', true],
  ['unknown > 2', 'job', true],
  ['a or sum(b)', 'job', false],
  ['a or b', 'job', true],
  ['a and sum(b)', 'job', true],
  ['sum(a) unless b', 'job', false],
  ['a and on (x) b', 'job', true],
  ['a * b', 'job', true],
  ['a * on (job) b', 'job', true],
  ['a * on (x) b', 'job', false],
  ['a * ignoring (job) b', 'job', false],
  ['a * ignoring (x) b', 'job', true],
  ['a * on (x) group_left sum by (x) (b)', 'job', true],
  ['sum by (x) (a) * on (x) group_right b', 'job', true],
  ['sum by (x) (a) * on (x) group_left sum by (x) (b)', 'job', false],
  ['sum by (x) (a) * on (x) group_left (job) b', 'job', true],
])('%s, %s: %s', (text, label, expected) => {
  const node = parse(text, (name) => metrics.lookup(name)?.series);
  expect(carries(node, label)).toBe(expected);
});
