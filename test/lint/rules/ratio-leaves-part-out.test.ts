import { describe, expect, test } from 'vitest';
import { dashboard, foundBy, panelOf, problemsOfQuery } from '../support.ts';

const rate = (name: string) => `sum by (namespace, workflow_type) (rate(${name}[15m]))`;
const failed = rate('temporal_workflow_failed_total');
const completed = rate('temporal_workflow_completed_total');
const canceled = rate('temporal_workflow_canceled_total');

test('failed workflows by completed ones, as published', () => {
  expect(foundBy('ratio-leaves-part-out', dashboard({ panels: [panelOf(`${failed} / ${completed}`)] }))).toEqual([
    expect.objectContaining({
      problem: `the whole, ${completed}, does not contain the workflows that temporal_workflow_failed_total counts: the ratio is no share of them, and grows beyond 1`,
      next: `add the part to the whole: E / (E + (C or 0 * E)), with E = ${failed} and C = ${completed}.`,
    }),
  ]);
});

test.each([
  `${failed} / (${failed} + ${completed})`,
  `${failed} / (${failed} + (${completed} or 0 * ${failed}))`,
  `${failed} / (${failed} + (${completed} or 0 * ${failed})) > 0.05`,
  `(${failed} + ${canceled}) / (${completed} + ${canceled} + ${failed})`,
  `${completed} / (${completed} + ${canceled})`,
  `sum(rate(temporal_workflow_failed_total[5m])) / sum(rate(temporal_workflow_failed_total[1h]))`,
  `${failed} / sum by (namespace, workflow_type) (rate(temporal_workflow_endtoend_latency_seconds_count[15m]))`,
  `count(${failed} > 0) / count(${completed} > 0)`,
  `${failed} / (${completed} + sum(rate(unknown_total[5m])))`,
  `${failed} / (${completed} - ${failed})`,
  'rate(pg_stat_database_blks_hit[5m]) / (rate(pg_stat_database_blks_hit[5m]) + rate(pg_stat_database_blks_read[5m]))',
  'sum(rate(activity_fail[5m])) / sum(rate(workflow_success[5m]))',
  'sum(rate(poll_success_sync[5m])) / sum(rate(poll_success[5m]))',
  'sum(rate(request_failure_total[5m])) / sum(rate(request_total[5m]))',
  `time() / ${completed}`,
])('%s is fine', (query) => {
  expect(problemsOfQuery('ratio-leaves-part-out', query)).toEqual([]);
});

describe('by counter', () => {
  test.each([
    [`100 * ${failed} / ${completed}`, 'temporal_workflow_failed_total'],
    [`1 - ${failed} / (${completed} > 0)`, 'temporal_workflow_failed_total'],
    [`(${failed} or 0 * ${completed}) / (${completed} > 0)`, 'temporal_workflow_failed_total'],
    [`${failed} / (${completed} or 0 * ${failed})`, 'temporal_workflow_failed_total'],
    [`${failed} / (${completed} + ${canceled})`, 'temporal_workflow_failed_total'],
    [`${failed} / (${canceled} + (${completed} or 0 * ${failed}))`, 'temporal_workflow_failed_total'],
    [`(${failed} + ${canceled}) / (${completed} + ${failed})`, 'temporal_workflow_canceled_total'],
    [
      `sum(rate(temporal_workflow_failed[5m]) + rate(temporal_workflow_canceled[5m])) / sum(rate(temporal_workflow_completed[5m]))`,
      'temporal_workflow_failed',
    ],
    [
      `rate(temporal_workflow_continue_as_new[5m]) / rate(temporal_workflow_completed[5m])`,
      'temporal_workflow_continue_as_new',
    ],
    [`${completed} / ${failed}`, 'temporal_workflow_completed_total'],
    [
      'sum(rate(workflow_timeout[5m])) / sum(rate(workflow_success[5m]) + rate(workflow_failed[5m]))',
      'workflow_timeout',
    ],
    ['sum(rate(workflow_terminate[5m])) / sum(rate(workflow_cancel[5m]))', 'workflow_terminate'],
    ['sum(increase(activity_fail[1h])) / sum(increase(activity_success[1h]))', 'activity_fail'],
    [
      'sum(rate(pg_stat_database_xact_rollback[5m])) / sum(rate(pg_stat_database_xact_commit[5m]))',
      'pg_stat_database_xact_rollback',
    ],
    ['pg_stat_database_blks_hit / pg_stat_database_blks_read', 'pg_stat_database_blks_hit'],
    [
      'sum(rate(temporal_sticky_cache_hit_total[5m])) / sum(rate(temporal_sticky_cache_miss_total[5m]))',
      'temporal_sticky_cache_hit_total',
    ],
    [
      'max_over_time(sum(rate(workflow_failed[5m]))[1h:1m]) / sum(rate(workflow_success[5m]) and up)',
      'workflow_failed',
    ],
    [`(${failed} > 0) / ${completed}`, 'temporal_workflow_failed_total'],
    ['sum(60 * rate(workflow_failed[5m])) / sum(rate(workflow_success[5m]))', 'workflow_failed'],
  ])('%s', (query, name) => {
    const [problem = '', ...more] = problemsOfQuery('ratio-leaves-part-out', query);
    expect(problem).toContain(`that ${name} counts: `);
    expect(more).toEqual([]);
  });
});

describe('by label', () => {
  const by = (matcher: string, name = 'payments_processed_total') => `sum(rate(${name}{${matcher}}[5m]))`;

  test.each([
    `${by('status="failure"')} / ${by('status="success"')}`,
    `${by('status="success"')} / ${by('status="failure"')}`,
    `${by('status=~"failure"')} / (${by('status="success"')} > 0)`,
    `${by('status=~"5.."', 'http_requests_total')} / ${by('status=~"2..|3.."', 'http_requests_total')}`,
    `${by('status=~"4..|5..|500"', 'x_total')} / ${by('status="200"', 'x_total')}`,
    `${by('code=~"[45]..",method="GET"', 'x_total')} / ${by('code=~"2..",method="GET"', 'x_total')}`,
    `${by('outcome="error"', 'x_total')} / ${by('outcome="ok"', 'x_total')}`,
    'rate(x_total{status="failed"}[5m]) / ignoring (status) rate(x_total{status="completed"}[5m])',
    'orders_by_status{status="failed"} / on (instance) orders_by_status{status="completed"}',
  ])('%s', (query) => {
    const [problem = '', ...more] = problemsOfQuery('ratio-leaves-part-out', query);
    expect(problem).toMatch(
      /^the whole, .*, does not contain the part, .*: the ratio is no share, and grows beyond 1$/,
    );
    expect(more).toEqual([]);
  });

  test.each([
    `${by('status="failure"')} / sum(rate(payments_processed_total[5m]))`,
    `${by('status="failure"')} / ${by('status=~"failure|success"')}`,
    `${by('status="failure"')} / ${by('status!="success"')}`,
    `${by('status="failure"')} / ${by('status="error"')}`,
    `${by('size="500"', 'x_total')} / ${by('size="success"', 'x_total')}`,
    `${by('status!~"5.."', 'http_requests_total')} / ${by('status=~"2.."', 'http_requests_total')}`,
    `${by('method="GET"', 'http_requests_total')} / ${by('method="POST"', 'http_requests_total')}`,
    `${by('size=~"5.."', 'x_total')} / ${by('size=~"2.."', 'x_total')}`,
    `${by('status=~"$status"')} / ${by('status="success"')}`,
    `${by('status="failure"')} / ${by('status="success"', 'orders_total')}`,
    `${by('status="failure",status=~"$s"')} / ${by('status="success"')}`,
    // Another rule tells that these never meet.
    'rate(x_total{status="failed"}[5m]) / rate(x_total{status="completed"}[5m])',
  ])('%s is fine', (query) => {
    expect(problemsOfQuery('ratio-leaves-part-out', query)).toEqual([]);
  });
});
