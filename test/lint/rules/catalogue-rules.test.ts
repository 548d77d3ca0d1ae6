import { describe, expect, test } from 'vitest';
import type { LintRule } from '../../../src/policy/lint-rules.ts';
import { dashboard, findingsIn, goodQuery, panelOf } from '../support.ts';

const catalogueRules: readonly LintRule[] = [
  'unknown-metric',
  'unknown-label',
  'wrong-type',
  'counter-without-rate',
  'impossible-query',
  'quantile-without-le',
];

/** What the rules find that ask the catalogue. */
function found(query: string) {
  return findingsIn([dashboard({ panels: [panelOf(query)] })])
    .filter(({ rule }) => catalogueRules.includes(rule))
    .map(({ rule, problem }) => [rule, problem]);
}

const size = 'pg_database_size_bytes';

describe('each kind of mistake is told by one rule', () => {
  test.each([
    ['unknown-metric', 'orders_craeted', 'orders_craeted is not in the catalogue'],
    ['unknown-metric', 'sum(rate(orders_creatd_total[5m]))', 'nearest: orders_created_total'],
    ['unknown-metric', `${size} / nothing_like_it`, 'nothing_like_it is not in the catalogue'],
    ['unknown-label', 'up{jbo="api"}', 'up has no label "jbo"; nearest: job'],
    ['unknown-label', 'sum by (instnce) (up)', 'nearest: instance'],
    ['unknown-label', 'sum by (status) (rate(orders_created_total[5m]))', 'no such label here'],
    ['wrong-type', `rate(${size}[5m])`, `rate of ${size}, which is a gauge: only counters count up and start over`],
    ['wrong-type', 'irate(up[5m])', 'irate of up, which is a gauge'],
    ['wrong-type', 'deriv(orders_created_total[5m])', 'which is a counter: a restart would look like a fall'],
    ['counter-without-rate', 'orders_created_total', 'orders_created_total is a counter since the start'],
    ['counter-without-rate', 'sum(activity_success)', 'activity_success is a counter since the start'],
    ['counter-without-rate', 'max_over_time(orders_created_total[1h])', 'use rate or increase of it'],
    ['impossible-query', 'rate(orders_created_total)', 'it needs a range, such as [5m], after a selector'],
    ['impossible-query', 'sum(up[5m])', 'up[5m] is a range: only a function over time, such as rate, takes one'],
    ['impossible-query', 'up and 1', '"and" of a number'],
    ['impossible-query', 'sum by (job) (up) / sum(up)', 'the sides of "/" never match'],
  ])('%s: %s', (rule, query, problem) => {
    const findings = found(query).filter(([, text]) => text?.includes(problem));
    expect(findings).toEqual([[rule, expect.stringContaining(problem)]]);
  });
});

test.each([
  goodQuery,
  'sum by (job) (up) / on () group_left () sum(up)',
  `delta(${size}[1h])`,
  'count(orders_created_total)',
])('%s is fine', (query) => {
  expect(found(query)).toEqual([]);
});

test('what is no PromQL, or PromQL only once the viewer has chosen, says nothing of metrics', () => {
  for (const query of ['sum(', 'sum by ($group) (orders_craeted)', '$metric', 'x @ end()']) {
    expect(found(query)).toEqual([]);
  }
});

test('each is told with what to do', () => {
  const query = 'orders_craeted + rate(up[5m]) + up{jbo="a"} + sum(up[5m]) + sum(orders_created_total)';
  const findings = findingsIn([dashboard({ panels: [panelOf(query)] })]);
  for (const rule of catalogueRules.filter((name) => name !== 'quantile-without-le')) {
    expect(findings.filter((finding) => finding.rule === rule).map(({ next }) => next)).toEqual([
      expect.stringMatching(/^[a-z].*\.$/),
    ]);
  }
});
