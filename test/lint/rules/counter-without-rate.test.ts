import { expect, test } from 'vitest';
import { foundByCatalogue, goodQuery, problemsOfQuery } from '../support.ts';

test.each([
  ['sum(activity_success)', 'activity_success is a counter since the start'],
  ['max_over_time(pg_stat_database_xact_commit[1h])', 'use rate or increase of it'],
])('%s is found by this rule alone, with what to do', (query, problem) => {
  expect(foundByCatalogue(query).filter(([, text]) => text.includes(problem))).toEqual([
    ['counter-without-rate', expect.any(String), expect.stringMatching(/^[a-z].*\.$/)],
  ]);
});

test.each([goodQuery, 'count(activity_success)', 'rate(activity_success[5m])', 'absent(pg_stat_database_xact_commit)'])(
  '%s is fine',
  (query) => {
    expect(problemsOfQuery('counter-without-rate', query)).toEqual([]);
  },
);

test('what its name tells, target-counter-agg finds', () => {
  for (const query of ['sum(orders_created_total)', 'max_over_time(orders_created_total[1h])']) {
    expect(problemsOfQuery('counter-without-rate', query)).toEqual([]);
    expect(problemsOfQuery('target-counter-agg', query)).toHaveLength(1);
  }
  const both = 'sum(orders_created_total) + sum(activity_success)';
  expect(problemsOfQuery('counter-without-rate', both)).toEqual([expect.stringContaining('activity_success')]);
  expect(problemsOfQuery('target-counter-agg', both)).toHaveLength(1);
});

test('the bare name of a histogram is no series', () => {
  expect(problemsOfQuery('counter-without-rate', 'http_request_duration_seconds')).toEqual([]);
});
