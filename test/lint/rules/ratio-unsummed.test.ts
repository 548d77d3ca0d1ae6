import { describe, expect, test } from 'vitest';
import { dashboard, foundBy, panelOf, problemsOfQuery } from '../support.ts';

const failed = 'rate(payments_processed_total{status="failure"}[5m])';
const all = 'rate(payments_processed_total[5m])';

test('the share of failed payments, as published', () => {
  expect(foundBy('ratio-unsummed', dashboard({ panels: [panelOf(`${failed} / ${all}`)] }))).toEqual([
    expect.objectContaining({
      problem: `${failed} meets only itself in ${all}, for status must match as well: it is always 1`,
      next: `sum both sides: sum(${failed}) / (sum(${all}) > 0).`,
    }),
  ]);
});

test.each([
  `sum(${failed}) / sum(${all})`,
  `sum by (environment) (${failed}) / sum by (environment) (${all})`,
  `sum without (status) (${failed}) / sum without (status) (${all})`,
  `${failed} / rate(payments_processed_total[1h])`,
  `${failed} / rate(payments_processed_total[5m] offset 1w)`,
  `${failed} / ignoring (status) sum without (status) (${all})`,
  `${failed} / on (job, instance) sum by (job, instance) (${all})`,
  `${failed} / ignoring (status) rate(payments_processed_total{status="success"}[5m])`,
  `${failed} / on (environment, job, instance) rate(payments_processed_total{status="success"}[5m])`,
  `${failed} / ignoring (status) group_right ${all}`,
  `rate(http_request_duration_seconds_bucket{le="0.5"}[5m]) / ignoring (le) rate(http_request_duration_seconds_count[5m])`,
  `rate(x_bucket{le="0.5"}[5m]) / ignoring (le) rate(x_bucket{le="+Inf"}[5m])`,
  `sum by (status) (${failed}) / on () group_left sum(${all})`,
  `${all} / ${all}`,
  `${all} / ignoring (status) group_left ${failed}`,
  'sum by (x) (a{x="1",y="2"}) / sum by (x) (a)',
  'label_replace(a{x="1"}, "x", "2", "", "") / label_replace(a, "x", "2", "", "")',
  'absent(a{x="1"}) / absent(a)',
  'a / b',
])('%s is fine', (query) => {
  expect(problemsOfQuery('ratio-unsummed', query)).toEqual([]);
});

describe('always 1', () => {
  test.each([
    [`${failed} / ${all} * 100`, 'status'],
    [`1 - 100 * ${failed} / ${all}`, 'status'],
    [`(${failed} or 0 * ${all}) / (${all} > 0)`, 'status'],
    [`increase(a_total{code=~"5.."}[1h]) / increase(a_total[1h])`, 'code'],
    [`a{x="1"} / clamp_min(a, 1)`, 'x'],
    [`a{x="1"} / a{y="2"}`, 'x and y'],
    [`a{x=~"1|2"} / a{x=~"2|3"}`, 'x'],
    [`sum by (status) (${failed}) / sum by (status) (${all})`, 'status'],
    [`sum without (instance) (${failed}) / sum without (instance) (${all})`, 'status'],
    [`${failed} / on (job, instance, status) ${all}`, 'status'],
    [`${failed} / ignoring (job) ${all}`, 'status'],
    [`max_over_time(a{x="1"}[1h:1m]) / max_over_time(a[1h:1m])`, 'x'],
    [`sum(rate(b[5m])) or ${failed} / ${all}`, 'status'],
    ['(rate(a{x="1"}[5m]) or rate(b{x="1"}[5m])) / (rate(a[5m]) or rate(b[5m]))', 'x'],
    [`payments_processed_total{status=~"$status"} / payments_processed_total`, 'status'],
    ['a{x="$x"} / a{x="$y"}', 'x'],
  ])('%s', (query, label) => {
    expect(problemsOfQuery('ratio-unsummed', query)).toEqual([
      expect.stringMatching(`for ${label} must match as well: it is always 1$`),
    ]);
  });
});

test('the sides differ in more than a matcher where only some of their series are narrowed', () => {
  const sides = '(rate(a{x="1"}[5m]) or rate(b[5m])) / (rate(a[5m]) or rate(b[5m]))';
  expect(problemsOfQuery('ratio-unsummed', sides)).toEqual([]);
  const twoWays = '(rate(a{x="1"}[5m]) or rate(b{x="2"}[5m])) / (rate(a[5m]) or rate(b[5m]))';
  expect(problemsOfQuery('ratio-unsummed', twoWays)).toEqual([]);
});

test('values that exclude each other leave nothing', () => {
  expect(problemsOfQuery('ratio-unsummed', 'a{x="1"} / a{x="2"}')).toEqual([
    'a{x="1"} meets nothing in a{x="2"}, for x must match as well: it is always empty',
  ]);
});

describe('several series against one', () => {
  test.each([
    [`${failed} / ignoring (status) ${all}`, all],
    [`${failed} / on (job, instance) ${all}`, all],
    [`${failed} / ignoring (status) group_left ${all}`, all],
    [`${all} / ignoring (status) ${failed}`, all],
    [`a / ignoring (x, y) a{x="1",y="2"}`, 'a'],
  ])('%s', (query, many) => {
    const [problem = '', ...more] = problemsOfQuery('ratio-unsummed', query);
    expect(problem).toContain(`${many} has a series for each `);
    expect(problem).toContain('Prometheus refuses several against one');
    expect(more).toEqual([]);
  });
});

test('an aggregation by the label is told to leave it out', () => {
  const query = `sum by (status) (${failed}) / sum by (status) (${all})`;
  expect(foundBy('ratio-unsummed', dashboard({ panels: [panelOf(query)] }))).toEqual([
    expect.objectContaining({ next: 'leave status out of the aggregation on both sides.' }),
  ]);
});
